import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { endedWords } from './ended-words.ts'

describe('endedWords', () => {
  it('names the reason where there is one', () => {
    assert.match(endedWords('expired', 'expired', 'Northwind').title, /expired/)
    assert.match(endedWords('closed', 'api', 'Northwind').title, /closed/)
    assert.match(endedWords('invalidated', 'order_mutated', 'Northwind').text, /order was changed/)
    assert.match(endedWords('invalidated', 'superseded', 'Northwind').title, /newer checkout/)
    assert.match(endedWords('invalidated', 'invoice_paid_elsewhere', 'Northwind').title, /already been paid/)
  })
})
