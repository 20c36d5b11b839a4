import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { orderBody, totalOf } from './new-order.ts'

const line = (name: string, quantity: string, price: string) => ({ key: 0, name, quantity, price })

describe('an order made by hand', () => {
  it('has its lines in minor units', () => {
    assert.deepEqual(orderBody([line(' Lamp ', '2', '12.50')], 'USD'), {
      line_items: [{ name: 'Lamp', quantity: 2, unit_price_money: { amount: 1250, currency: 'USD' } }],
    })
  })
  it('comes to a total once everything can be read', () => {
    assert.equal(totalOf([line('a', '2', '12.50'), line('b', '1', '3')], 'USD'), 2800)
    for (const wrong of [line('a', '0', '1'), line('a', '1.5', '1'), line('a', '1', '')])
      assert.equal(totalOf([wrong], 'USD'), null)
  })
})
