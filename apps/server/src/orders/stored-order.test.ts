import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { aLine, anOrder } from './an-order.ts'
import { anyOrder } from './any-order.fixture.ts'
import { priceOrder } from './pricing.ts'
import { fromStored, toStored } from './stored-order.ts'

describe('the stored order', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyOrder, (given) => {
        const order = priceOrder(given)
        assert.deepEqual(fromStored(JSON.parse(JSON.stringify(toStored(order)))), order)
      }),
    )
  })

  it('leaves out what is as usual, and keeps what is not', () => {
    const stored = toStored(anOrder({ lines: [aLine({ refundedAmount: 5 })], metadata: { a: 'b' } }))
    assert.deepEqual(Object.keys(stored.lines[0]!), [
      'lineItemId',
      'name',
      'quantity',
      'unitPrice',
      'refundedAmount',
      'base',
      'subtotal',
      'total',
    ])
    assert.deepEqual(stored['metadata'], { a: 'b' })
    assert.equal('buyerContact' in stored, false)
  })
})
