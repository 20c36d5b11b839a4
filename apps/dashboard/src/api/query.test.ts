import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pathWith } from './query.ts'

describe('pathWith', () => {
  it('leaves out what is empty', () => {
    assert.equal(pathWith('/v1/orders', { status: '', query: null, page_token: undefined }), '/v1/orders')
  })
  it('repeats lists and escapes values', () => {
    assert.equal(
      pathWith('/v1/orders', { query: 'a&b', expand: ['customer', 'payment_intents'], page_size: 25 }),
      '/v1/orders?query=a%26b&expand=customer&expand=payment_intents&page_size=25',
    )
  })
})
