import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { aBasket, aLine, amountOff, anOffer, buyXGetY, percentOff } from './an-offer.ts'
import { applyOffer } from './apply-offer.ts'
import { chooseOffers } from './choose-offers.ts'
import type { ApplicationMethod, Basket, Offer, Rules } from './offer.ts'

/** Whatever the offers and the basket: what holds for all of them. */

const now = '2026-06-01T00:00:00.000Z'
const categories = ['a', 'b', 'c']

const line = fc
  .record({
    unitPrice: fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 10_000_000 })),
    quantity: fc.integer({ min: 1, max: 30 }),
    categories: fc.subarray(categories),
    additiveTax: fc.nat({ max: 1000 }),
  })
  .map(({ unitPrice, quantity, ...options }) => aLine(unitPrice, quantity, options))
const charge = fc.record({
  chargeId: fc.constant('och'),
  type: fc.constantFrom('delivery_fee', 'service_fee'),
  amount: fc.nat({ max: 5000 }),
})
const basket: fc.Arbitrary<Basket> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    charges: fc.array(charge, { maxLength: 3 }),
  })
  .map(({ lines, charges }) => aBasket(lines, { charges }))

const itemRules: fc.Arbitrary<Rules> = fc
  .subarray(categories)
  .map((chosen) =>
    chosen.length === 0 ? [] : [{ field: 'line.category', operator: 'in' as const, value: chosen }],
  )
const percent = fc.integer({ min: 10_000, max: 1_000_000 }).map((steps) => steps / 10_000)
const maxDiscount = fc.option(fc.nat({ max: 3000 }).map((amount) => ({ amount, currency: 'USD' })))
const calculationBasis = fc.constantFrom('subtotal_pre_tax', 'subtotal_post_tax', 'total_with_shipping')
const allocation = fc.constantFrom('each', 'across')
const units = fc.integer({ min: 1, max: 4 })

const method: fc.Arbitrary<ApplicationMethod> = fc.oneof(
  fc
    .record({ percent, calculationBasis, allocation, discountedItems: itemRules, maxDiscount })
    .map(({ percent: percentage, ...options }) => percentOff(percentage, options)),
  fc
    .record({
      amount: fc.integer({ min: 1, max: 20_000 }),
      allocation,
      discountedItems: itemRules,
      maxDiscount,
    })
    .map(({ amount, ...options }) => amountOff(amount, options)),
  fc
    .record({
      buy: units,
      get: units,
      getPercentOff: percent,
      calculationBasis,
      qualifyingItems: itemRules,
      discountedItems: itemRules,
      rewardSelection: fc.constantFrom('cheapest', 'highest_price', 'first_added'),
      maxApplications: fc.option(units),
      maxDiscount,
    })
    .map(({ buy, get, ...options }) => buyXGetY(buy, get, options)),
)

const flags = fc.record({ order: fc.boolean(), line_item: fc.boolean(), service_charge: fc.boolean() })
const exclusivity = fc.option(
  fc.record({
    group: fc.constantFrom('g', 'h'),
    selection: fc.constantFrom('best_of', 'highest_priority'),
    priority: fc.nat({ max: 3 }),
  }),
)
const offer: fc.Arbitrary<Offer> = fc
  .record({
    promotionId: fc.integer({ min: 10, max: 40 }).map((number) => `promo_${number}`),
    discountClass: fc.constantFrom('order', 'line_item', 'service_charge'),
    method,
    combinesWith: flags,
    exclusivity,
    stackingMode: fc.constantFrom('continue', 'stop_after'),
  })
  .map((options) => anOffer(options))

const offers = fc.uniqueArray(offer, { selector: (one) => one.promotionId, maxLength: 8 })
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
const targets = (one: Offer, { lines, charges }: Basket) =>
  one.discountClass === 'service_charge'
    ? charges.map((each) => each.amount)
    : lines.map((each) => each.subtotal)

describe('any offer on any basket', () => {
  it('takes whole units, never more than is left, never more than its maximum', () => {
    fc.assert(
      fc.property(offer, basket, fc.infiniteStream(fc.nat({ max: 100 })), (one, held, stream) => {
        const left = targets(one, held).map((amount) => {
          const share = stream.next().value as number
          return Math.floor((amount * share) / 100)
        })
        const parts = applyOffer(one, held, left)
        assert.equal(parts.length, left.length)
        for (const [at, part] of parts.entries()) {
          assert.ok(Number.isSafeInteger(part) && part >= 0 && part <= left[at]!, `${part} of ${left[at]}`)
        }
        assert.ok(one.method.maxDiscount === null || sum(parts) <= one.method.maxDiscount.amount)
        // The same again: nothing but its arguments counts.
        assert.deepEqual(applyOffer(one, held, left), parts)
      }),
    )
  })

  it('across takes exactly its amount, or all there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), basket, (amount, held) => {
        const left = held.lines.map((each) => each.subtotal)
        const parts = applyOffer(anOffer({ method: amountOff(amount) }), held, left)
        assert.equal(sum(parts), Math.min(amount, sum(left)))
      }),
    )
  })

  it('rewards no unit that had to be bought', () => {
    fc.assert(
      fc.property(
        units,
        units,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), units), { minLength: 1, maxLength: 6 }),
        (buy, get, prices) => {
          const held = aBasket(prices.map(([price, quantity]) => aLine(price, quantity)))
          const parts = applyOffer(
            anOffer({ discountClass: 'line_item', method: buyXGetY(buy, get) }),
            held,
            held.lines.map((each) => each.subtotal),
          )
          // Free are the cheapest units: as many as full applications give.
          const each = prices
            .flatMap(([price, quantity]) => Array<number>(quantity).fill(price))
            .toSorted((a, b) => a - b)
          const free = Math.floor(each.length / (buy + get)) * get
          assert.equal(sum(parts), sum(each.slice(0, free)))
        },
      ),
    )
  })
})

describe('any choice of offers', () => {
  it('is the same for the same offers, in whatever order the automatic ones come', () => {
    fc.assert(
      fc.property(basket, offers, offers, fc.integer(), (held, attached, automatic, seed) => {
        const shuffled = automatic.toSorted((a, b) => hash(a.promotionId, seed) - hash(b.promotionId, seed))
        const chosen = chooseOffers(held, attached, automatic, now)
        assert.deepEqual(chooseOffers(held, attached, shuffled, now), chosen)
      }),
    )
  })

  it('finds the same winner of a best_of group in whatever order they were asked for', () => {
    const bestOf = offers.map((all) =>
      all.map((one) => ({
        ...one,
        exclusivity: { group: 'g', selection: 'best_of' as const, priority: one.exclusivity?.priority ?? 0 },
      })),
    )
    fc.assert(
      fc.property(basket, bestOf, fc.integer(), (held, attached, seed) => {
        const shuffled = attached.toSorted((a, b) => hash(a.promotionId, seed) - hash(b.promotionId, seed))
        const winners = (asked: Offer[]) =>
          chooseOffers(held, asked, [], now).taken.map((one) => one.promotionId)
        assert.deepEqual(winners(shuffled), winners(attached))
        assert.ok(winners(attached).length <= 1)
      }),
    )
  })

  it('combines all that it takes, each once, and takes nothing twice', () => {
    fc.assert(
      fc.property(basket, offers, offers, (held, attached, automatic) => {
        const { taken, declined } = chooseOffers(held, attached, automatic, now)
        const ids = taken.map((one) => one.promotionId)
        assert.equal(new Set(ids).size, ids.length)
        for (const [at, one] of taken.entries())
          for (const other of taken.slice(at + 1))
            assert.ok(one.combinesWith[other.discountClass] && other.combinesWith[one.discountClass])
        const groups = taken.flatMap((one) => one.exclusivity?.group ?? [])
        assert.equal(new Set(groups).size, groups.length)
        const stop = taken.findIndex((one) => one.stackingMode === 'stop_after')
        assert.ok(stop === -1 || stop === taken.length - 1)
        // Whoever asked gets an answer.
        for (const one of attached)
          assert.ok(
            ids.includes(one.promotionId) ||
              declined.some(({ offer: no }) => no.promotionId === one.promotionId),
          )
      }),
    )
  })

  it('never makes it dearer that somebody asked', () => {
    fc.assert(
      fc.property(basket, offers, offers, (held, attached, automatic) => {
        const plain = automatic.map((one) => ({ ...one, exclusivity: null }))
        const asked = attached
          .map((one) => ({ ...one, exclusivity: null }))
          .filter((one) => plain.every((other) => other.promotionId !== one.promotionId))
        const without = amountOf(held, chooseOffers(held, [], plain, now).taken)
        const withAsked = amountOf(held, chooseOffers(held, asked, plain, now).taken)
        assert.ok(withAsked >= without, `${withAsked} < ${without}`)
      }),
    )
  })
})

const amountOf = (held: Basket, taken: readonly Offer[]): number => {
  const left = {
    lines: held.lines.map((one) => one.subtotal),
    charges: held.charges.map((one) => one.amount),
  }
  let amount = 0
  for (const one of taken) {
    const amounts = one.discountClass === 'service_charge' ? left.charges : left.lines
    for (const [at, part] of applyOffer(one, held, amounts).entries()) {
      amounts[at]! -= part
      amount += part
    }
  }
  return amount
}

const hash = (text: string, seed: number): number =>
  [...text].reduce((sofar, letter) => (sofar * 31 + letter.charCodeAt(0) + seed) % 1_000_003, 7)
