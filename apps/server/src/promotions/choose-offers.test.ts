import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aBasket, aLine, amountOff, anOffer, none, percentOff } from './an-offer.ts'
import { chooseOffers } from './choose-offers.ts'
import { declineReasonOf } from './decline-reason.ts'
import type { ApplicationMethod, Basket, Offer } from './offer.ts'
import { buyXGetY } from './an-offer.ts'

const now = '2026-06-01T12:00:00.000Z'
const basket = aBasket([aLine(5000, 1, { lineItemId: 'li_1' }), aLine(1200, 1, { lineItemId: 'li_2' })])

const offer = (promotionId: string, percent: number, options: Partial<Offer> = {}) =>
  anOffer({ promotionId, method: percentOff(percent), ...options })

const outcome = (attached: Offer[], automatic: Offer[] = [], held: Basket = basket) => {
  const { taken, declined } = chooseOffers(held, attached, automatic, now)
  return {
    taken: taken.map((one) => one.promotionId),
    declined: Object.fromEntries(declined.map((one) => [one.offer.promotionId, one.reason])),
  }
}

describe('chooseOffers', () => {
  it('takes what combines', () =>
    assert.deepEqual(outcome([offer('a', 10), offer('b', 20)]), { taken: ['a', 'b'], declined: {} }))

  it('keeps the first of two that do not combine, and says what the second would have taken', () => {
    const second = offer('b', 20, { combinesWith: none })
    const { taken, declined } = chooseOffers(basket, [offer('a', 10), second], [], now)
    assert.deepEqual(
      taken.map((one) => one.promotionId),
      ['a'],
    )
    assert.deepEqual(declined, [{ offer: second, reason: 'not_combinable', wouldHaveApplied: 1240 }])
  })

  it('asks both whether they combine', () => {
    const lonely = offer('a', 10, { combinesWith: none })
    assert.deepEqual(outcome([lonely, offer('b', 20)]).declined, { b: 'not_combinable' })
  })

  it('lets classes combine that allow each other', () => {
    const onLines = offer('a', 10, { discountClass: 'line_item', combinesWith: { ...none, order: true } })
    const onOrder = offer('b', 10, { combinesWith: { ...none, line_item: true } })
    assert.deepEqual(outcome([onOrder, onLines]).taken, ['a', 'b'])
  })

  it('takes one promotion once', () =>
    assert.deepEqual(outcome([offer('a', 10), offer('a', 10)]), {
      taken: ['a'],
      declined: { a: 'already_applied' },
    }))

  it('takes the best of a group, or that of the highest priority', () => {
    const group = (selection: 'best_of' | 'highest_priority', priority: number) => ({
      exclusivity: { group: 'sale', selection, priority },
    })
    assert.deepEqual(outcome([offer('a', 10, group('best_of', 9)), offer('b', 20, group('best_of', 1))]), {
      taken: ['b'],
      declined: { a: 'superseded_by_better_offer' },
    })
    assert.deepEqual(
      outcome([offer('a', 10, group('highest_priority', 9)), offer('b', 20, group('highest_priority', 1))]),
      { taken: ['a'], declined: { b: 'superseded' } },
    )
    // Of a mixed group the best one counts; of two that are as good, the one of higher priority, then the older.
    assert.deepEqual(
      outcome([offer('a', 10, group('highest_priority', 9)), offer('b', 20, group('best_of', 1))]).taken,
      ['b'],
    )
    assert.deepEqual(
      outcome([offer('a', 10, group('best_of', 1)), offer('b', 10, group('best_of', 2))]).taken,
      ['b'],
    )
    assert.deepEqual(
      outcome([offer('b', 10, group('best_of', 1)), offer('a', 10, group('best_of', 1))]).taken,
      ['a'],
    )
  })

  it('applies nothing after one that stops', () => {
    const stop = offer('a', 10, { discountClass: 'line_item', stackingMode: 'stop_after' })
    assert.deepEqual(outcome([offer('b', 20), stop]), { taken: ['a'], declined: { b: 'superseded' } })
  })

  it('applies by class, then priority, then the order of asking, automatic ones last', () => {
    const first = { exclusivity: { group: 'x', selection: 'best_of' as const, priority: 5 } }
    const charges = [{ chargeId: 'c', type: 'service_fee', amount: 100 }]
    assert.deepEqual(
      outcome(
        [
          offer('d', 5, { discountClass: 'service_charge' }),
          offer('c', 5),
          offer('b', 5),
          offer('e', 5, first),
        ],
        [offer('a', 50), offer('z', 5, { discountClass: 'line_item' })],
        { ...basket, charges },
      ).taken,
      ['z', 'e', 'c', 'b', 'a', 'd'],
    )
  })

  it('lets a better automatic offer win over a code that does not combine with it', () => {
    const code = offer('a', 10, { combinesWith: none })
    assert.deepEqual(outcome([code], [offer('b', 20)]), {
      taken: ['b'],
      declined: { a: 'superseded_by_better_offer' },
    })
    assert.deepEqual(outcome([code], [offer('b', 5)]), { taken: ['a'], declined: { b: 'not_combinable' } })
    assert.deepEqual(outcome([code], [offer('b', 10)]).taken, ['a'])
  })

  it('says nothing of automatic offers that the basket does not qualify for', () => {
    const eligibility = [{ field: 'order.subtotal', operator: 'gte' as const, value: 99_999 }]
    assert.deepEqual(outcome([], [offer('a', 10, { eligibility })]), { taken: [], declined: {} })
  })

  it('takes as many as it may at most', () => {
    const many = Array.from({ length: 22 }, (_, number) =>
      offer(`p${String(number).padStart(2, '0')}`, 1, { method: amountOff(1) }),
    )
    const { taken, declined } = chooseOffers(basket, many, [], now, 20)
    assert.equal(taken.length, 20)
    assert.deepEqual(
      declined.map(({ offer: { promotionId }, reason }) => [promotionId, reason]),
      [
        ['p20', 'max_promotions_reached'],
        ['p21', 'max_promotions_reached'],
      ],
    )
  })

  it('declines what finds nothing left', () =>
    assert.deepEqual(outcome([offer('a', 100), offer('b', 10)]), {
      taken: ['a'],
      declined: { b: 'no_discountable_balance' },
    }))
})

describe('declineReasonOf', () => {
  const minimum = [{ field: 'order.subtotal', operator: 'gte' as const, value: 5000 }]
  const small = aBasket([aLine(4800)])
  const cases: [string, Partial<Offer>, Basket, ReturnType<typeof declineReasonOf>][] = [
    ['fits', {}, basket, null],
    // The contract's coupon: 20 % from 50.00 up.
    ['below the minimum', { eligibility: minimum }, small, 'minimum_not_met'],
    ['at the minimum', { eligibility: minimum }, basket, null],
    ['starts later', { startsAt: '2026-06-01T12:00:00.001Z' }, basket, 'not_yet_started'],
    ['starts now', { startsAt: now }, basket, null],
    ['ends now', { endsAt: now }, basket, 'expired'],
    ['another currency', { method: amountOff(5, { currency: 'EUR' }) }, basket, 'currency_mismatch'],
    [
      'a cap in another currency',
      { method: percentOff(5, { maxDiscount: { amount: 5, currency: 'EUR' } }) },
      basket,
      'currency_mismatch',
    ],
    ['counted by customer, and nobody known', { isLimitedPerCustomer: true }, basket, 'not_eligible'],
    ['counted by customer', { isLimitedPerCustomer: true }, { ...basket, customerId: 'cus_1' }, null],
    [
      'nothing to buy it with',
      { discountClass: 'line_item', method: buyXGetY(5, 1) },
      basket,
      'buy_item_missing',
    ],
    ['no charges', { discountClass: 'service_charge' }, basket, 'no_discountable_balance'],
    [
      'no such lines',
      {
        discountClass: 'line_item',
        method: percentOff(5, { discountedItems: [{ field: 'line.sku', operator: 'eq', value: 'x' }] }),
      },
      basket,
      'no_discountable_balance',
    ],
    ['an unknown type', { method: { type: 'gift' } as unknown as ApplicationMethod }, basket, 'unknown_type'],
  ]
  for (const [name, options, held, reason] of cases)
    it(`${name}: ${reason ?? 'taken'}`, () =>
      assert.equal(declineReasonOf(anOffer(options), held, now), reason))
})
