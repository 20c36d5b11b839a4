import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anOrder, usd } from './order-example.ts'
import { summaryRows } from './summary-rows.ts'

const shown = (order = anOrder()): string[] =>
  summaryRows(order).map(
    ({ label, money, isTakenOff }) => `${label} ${isTakenOff ? '-' : ''}${money?.amount}`,
  )

describe('summaryRows', () => {
  it('adds up to the total', () => {
    assert.deepEqual(shown(), [
      'Subtotal 6200',
      'Summer sale -620',
      'Delivery 499',
      'Service fee 167',
      'Tax 474',
    ])
    const sum = summaryRows(anOrder()).reduce(
      (all, row) => all + row.money!.amount * (row.isTakenOff ? -1 : 1),
      0,
    )
    assert.equal(sum, anOrder().pricing_amounts.total_money.amount)
  })

  it('shows the tip with its percent', () => {
    const amounts = { ...anOrder().pricing_amounts, requested_tip_money: usd(837), total_money: usd(7557) }
    const order = { ...anOrder(), requested_tip: { percent: 15 }, pricing_amounts: amounts }
    assert.deepEqual(shown(order).slice(-2), ['Tax 474', 'Tip (15%) 837'])
  })

  it('says when the tax is part of the prices', () => {
    const amounts = { ...anOrder().pricing_amounts, total_money: usd(6246) }
    assert.ok(shown({ ...anOrder(), pricing_amounts: amounts }).includes('Tax (included) 474'))
  })

  it('says that the tax is not known yet', () => {
    const amounts = { ...anOrder().pricing_amounts, tax_money: usd(0), total_money: usd(6246) }
    const order = { ...anOrder(), pricing_amounts: amounts, tax: { status: 'requires_location' as const } }
    assert.deepEqual(summaryRows(order).at(-1), { key: 'tax', label: 'Tax', money: null })
  })

  it('leaves everything out when the lines are the total', () => {
    const amounts = {
      subtotal_money: usd(6200),
      discount_money: usd(0),
      charge_money: usd(0),
      tax_money: usd(0),
      requested_tip_money: usd(0),
      total_money: usd(6200),
    }
    const order = { ...anOrder(), charges: [], applied_discounts: [], pricing_amounts: amounts }
    assert.deepEqual(shown(order), [])
  })
})
