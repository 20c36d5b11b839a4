import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { filtersIn, instantOfDay, withFilter } from './list-address.ts'

describe('the address of a list', () => {
  it('names the filters that the list has', () => {
    const search = new URLSearchParams('status=open&page_token=t&other=1&query=')
    assert.deepEqual(filtersIn(search, ['status', 'query']), { status: 'open' })
  })
  it('begins another list at its first page', () => {
    const search = new URLSearchParams('status=open&page_token=t')
    assert.equal(withFilter(search, 'query', 'ada').toString(), 'status=open&query=ada')
    assert.equal(withFilter(search, 'status', '').toString(), '')
  })
  it('takes a whole day, where the reader is', () => {
    assert.equal(instantOfDay('2026-03-05', 'start'), new Date(2026, 2, 5).toISOString())
    assert.equal(instantOfDay('2026-03-31', 'end'), new Date(2026, 3, 1).toISOString())
    assert.equal(instantOfDay('soon', 'start'), null)
  })
})
