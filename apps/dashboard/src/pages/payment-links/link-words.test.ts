import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PaymentLink } from '../../api/shapes.ts'
import { completionsWords, eventWords, fullWords, isPastEnd, priceWords } from './link-words.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const aLine = (special: object = {}) => ({
  unit_price_money: usd(450),
  resolved_unit_price_money: null,
  allow_unit_price_adjustment: false,
  ...special,
})
const aLink = (special: object = {}): PaymentLink =>
  ({
    status: 'active',
    payment_link_type: 'standard',
    line_items: [aLine()],
    completed_count: 3,
    max_completions: null,
    is_sold_out: false,
    donation_min_amount_money: null,
    expiration: null,
    ...special,
  }) as unknown as PaymentLink

describe('the words of a payment link', () => {
  it('tell what it costs', () => {
    assert.match(priceWords(aLink()), /4\.50/)
    assert.match(priceWords(aLink({ line_items: [aLine({ resolved_unit_price_money: usd(500) })] })), /5\.00/)
    assert.equal(
      priceWords(aLink({ line_items: [aLine({ allow_unit_price_adjustment: true })] })),
      'Any amount',
    )
    assert.equal(priceWords(aLink({ line_items: [aLine(), aLine()] })), '2 lines')
    const donation = { payment_link_type: 'donation', line_items: [] }
    assert.equal(priceWords(aLink(donation)), 'Any amount')
    assert.match(priceWords(aLink({ ...donation, donation_min_amount_money: usd(500) })), /5\.00 or more/)
  })

  it('tell how often it was paid, and that it is full', () => {
    assert.equal(completionsWords(aLink()), '3')
    assert.equal(completionsWords(aLink({ max_completions: 10 })), '3 of 10')
    assert.equal(fullWords(aLink()), null)
    assert.equal(fullWords(aLink({ is_sold_out: true })), 'Used up')
    assert.equal(fullWords(aLink({ is_sold_out: true, payment_link_type: 'event' })), 'Sold out')
    assert.equal(fullWords(aLink({ is_sold_out: true, status: 'inactive' })), null)
  })

  it('tell whether its end has come', () => {
    const link = aLink({ expiration: { expires_at: '2026-07-01T12:00:00Z' } })
    assert.equal(isPastEnd(link, Date.parse('2026-07-01T11:59:59Z')), false)
    assert.equal(isPastEnd(link, Date.parse('2026-07-01T12:00:00Z')), true)
    assert.equal(isPastEnd(aLink(), 0), false)
  })

  it('tell the time of an event as it is there', () =>
    assert.equal(
      eventWords({ event_at: '2026-12-24T19:00:00Z', timezone: 'Europe/Berlin' }, 'en-GB'),
      'Thursday, 24 December 2026 at 20:00, Europe/Berlin',
    ))
})
