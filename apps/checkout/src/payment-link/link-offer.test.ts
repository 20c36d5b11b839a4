import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aField, aLine, aSnapshot, usd } from './link.fixture.ts'
import { offerOf } from './link-offer.ts'

describe('offerOf', () => {
  it('shows what the catalog says of a line now', () => {
    const lines = [aLine({ name: null, unit_price_money: null, resolved_name: 'Old name' })]
    const resolved = [
      { key: 'tea', name: null, unit_price_money: usd(500), image: 'https://a.example/1.png' },
    ]
    const [line] = offerOf(aSnapshot({ line_items: lines }, { resolved_line_items: resolved })).lines
    assert.deepEqual(
      [line?.name, line?.unitPrice, line?.image, line?.isUnavailable],
      ['Old name', usd(500), 'https://a.example/1.png', false],
    )
  })

  it('bounds the quantity by the line and by the places that are left', () => {
    const line = aLine({ allow_quantity_adjustment: true, max_quantity: 9 })
    const of = (type: 'standard' | 'event', remaining: number | null) =>
      offerOf(aSnapshot({ payment_link_type: type, line_items: [line] }, { remaining_quantity: remaining }))
        .lines[0]?.quantities
    assert.deepEqual(of('standard', null), { min: 1, max: 9 })
    assert.deepEqual(of('event', 3), { min: 1, max: 3 })
    assert.deepEqual(of('event', 30), { min: 1, max: 9 })
  })

  it('makes a line of a donation, of at least one minor unit', () => {
    const link = {
      payment_link_type: 'donation',
      line_items: [],
      donation_suggested_amount_money_options: [usd(1000), usd(2500)],
    } as const
    assert.deepEqual(offerOf(aSnapshot(link)).lines[0]?.amount, {
      currency: 'USD',
      min: 1,
      max: null,
      suggestions: [1000, 2500],
      first: 1000,
    })
  })

  it('asks in the order that the seller wants', () => {
    const fields = [
      aField({ key: 'last' }),
      aField({ key: 'b', position: 2 }),
      aField({ key: 'a', position: 1 }),
    ]
    assert.deepEqual(
      offerOf(aSnapshot({ custom_fields: fields })).fields.map(({ key }) => key),
      ['a', 'b', 'last'],
    )
  })

  it('cannot sell a line without a price', () => {
    const [line] = offerOf(aSnapshot({ line_items: [aLine({ unit_price_money: null })] })).lines
    assert.equal(line?.isUnavailable, true)
  })
})
