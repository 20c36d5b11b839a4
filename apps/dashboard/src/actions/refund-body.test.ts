import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OrderLineItem } from '../api/shapes.ts'
import { refundBody, unitsLeft } from './refund-body.ts'

const line = (id: string, quantity: number, refunded_quantity = 0) =>
  ({ order_line_item_id: id, quantity, refunded_quantity }) as OrderLineItem
const target = { id: { order_id: 'ord_1' }, currency: 'USD', lines: [line('li_1', 3, 1), line('li_2', 1)] }
const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

describe('refundBody', () => {
  it('names neither amount nor lines for all that is left', () => {
    assert.deepEqual(refundBody(form({ extent: 'all', reason: '', reason_message: ' ' }), target), {
      order_id: 'ord_1',
    })
  })
  it('sends an amount in minor units, with its reason', () => {
    assert.deepEqual(
      refundBody(
        form({ extent: 'amount', amount: '12.50', reason: 'duplicate', reason_message: 'Twice' }),
        target,
      ),
      {
        order_id: 'ord_1',
        reason: 'duplicate',
        reason_message: 'Twice',
        amount_money: { amount: 1250, currency: 'USD' },
      },
    )
  })
  it('never takes what cannot be read for everything', () => {
    assert.deepEqual(refundBody(form({ extent: 'amount', amount: 'a lot' }), target), {
      order_id: 'ord_1',
      amount_money: { amount: 0, currency: 'USD' },
    })
    assert.deepEqual(refundBody(form({ extent: 'lines', 'quantity-li_1': '0' }), target), {
      order_id: 'ord_1',
      line_items: [],
    })
  })
  it('names the units of lines', () => {
    assert.deepEqual(
      refundBody(form({ extent: 'lines', 'quantity-li_1': '2', 'quantity-li_2': '' }), target),
      {
        order_id: 'ord_1',
        line_items: [{ order_line_item_id: 'li_1', quantity: 2 }],
      },
    )
  })
})

describe('unitsLeft', () => {
  it('are those not refunded yet', () => assert.equal(unitsLeft(line('li_1', 3, 1)), 2))
})
