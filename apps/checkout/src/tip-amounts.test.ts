import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Order } from './api-shapes.ts'
import { anOrder, usd } from './order-example.ts'
import { amountText, currentTip, parseAmount, tipBase, tipPreview } from './tip-amounts.ts'

describe('tipBase', () => {
  it('is the merchandise after its discounts: contract, flint-commerce 4.12', () => {
    assert.equal(tipBase(anOrder()), 5580)
    assert.equal(tipPreview(tipBase(anOrder()), 15), 837)
  })
  it('leaves discounts on charges and canceled ones out', () => {
    const discounts: Order['applied_discounts'] = [
      { order_discount_id: '1', discount_class: 'service_charge', applied_money: usd(100) },
      { order_discount_id: '2', discount_class: 'order', status: 'canceled', applied_money: usd(200) },
      { order_discount_id: '3', discount_class: 'line_item', applied_money: usd(300) },
    ]
    assert.equal(tipBase({ ...anOrder(), applied_discounts: discounts }), 5900)
  })
})

describe('currentTip', () => {
  it('reads both shapes and none', () => {
    assert.deepEqual(currentTip({ ...anOrder(), requested_tip: { percent: 10 } }), { percent: 10 })
    assert.deepEqual(currentTip({ ...anOrder(), requested_tip: { amount_money: usd(250) } }), {
      amount_money: usd(250),
    })
    assert.equal(currentTip({ ...anOrder(), requested_tip: null }), null)
  })
})

describe('parseAmount', () => {
  const cases: readonly (readonly [string, number, number | null])[] = [
    ['5', 2, 500],
    ['5.5', 2, 550],
    ['5,50', 2, 550],
    ['$ 5.50', 2, 550],
    ['5.', 2, 500],
    ['5.505', 2, null],
    ['500', 0, 500],
    ['5.5', 0, null],
    ['1.234', 3, 1234],
    ['0', 2, null],
    ['-5', 2, null],
    ['1,000.00', 2, null],
    ['abc', 2, null],
    ['', 2, null],
  ]
  for (const [text, exponent, minor] of cases) {
    it(`"${text}" with ${exponent} decimals is ${minor}`, () =>
      assert.equal(parseAmount(text, exponent), minor))
  }
})

describe('amountText', () => {
  it('writes plain decimals', () => {
    assert.equal(amountText(550, 2), '5.50')
    assert.equal(amountText(5, 2), '0.05')
    assert.equal(amountText(500, 0), '500')
  })
})
