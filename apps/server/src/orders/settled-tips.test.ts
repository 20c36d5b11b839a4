import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { aPaymentIntent } from '../payments/a-payment-intent.ts'
import { capturedTipOf } from '../payments/captured-tip.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Recorded } from '../payments/record-answer.ts'
import type { Context } from '../platform/context.ts'
import { aDiscount, aLine, aTip, anOrder } from './an-order.ts'
import { mergeIntents } from './edit-order.ts'
import { openTipOf } from './follow-order.ts'
import { priced } from './new-order.ts'
import type { Order } from './order.ts'
import { rollUpPayments } from './roll-up-payments.ts'
import { settleRestOfTips } from './settle-rest-of-tips.ts'
import { outstandingOf } from './settlement.ts'
import { tipShares } from './tip-shares.ts'

const ctx = { now: '2026-07-02T18:10:00.000Z' } as Context
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** What becomes of one leg: declined, taken, or a hold of which this many thousandths are captured. */
type Outcome = 'declined' | 'taken' | { held: number }
type Step = { share: number; outcomes: Outcome[]; discount: number }

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant('declined' as const),
  { weight: 3, arbitrary: fc.constant('taken' as const) },
  fc.integer({ min: 1, max: 1000 }).map((held) => ({ held })),
)
/** Part or all of what is due, in one or several legs; then perhaps some hundredths off what is left. */
const step: fc.Arbitrary<Step> = fc.record({
  share: fc.integer({ min: 1, max: 100 }),
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 6 }),
  discount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })),
})

let made = 0
const after = (leg: PaymentIntent, became: Outcome): PaymentIntent => {
  if (became === 'declined') return leg
  const captured = became === 'taken' ? leg.amount : Math.ceil((leg.amount * became.held) / 1000)
  return { ...leg, status: 'succeeded', captured, capturedAt: ctx.now, released: leg.amount - captured }
}

/** Splits the amount over the legs as evenly as it goes. */
const split = (amount: number, parts: number) =>
  Array.from(
    { length: parts },
    (_, at) => Math.floor((amount * (at + 1)) / parts) - Math.floor((amount * at) / parts),
  )

const payStep = (order: Order, intents: PaymentIntent[], { share, outcomes }: Step) => {
  const outstanding = outstandingOf(order)
  const amounts = split(Math.ceil((outstanding * share) / 100), outcomes.length)
  const tips = tipShares(amounts, { outstanding, tip: openTipOf(order) })
  const recorded: Recorded[] = amounts.map((amount, at) => {
    const before = aPaymentIntent({ paymentIntentId: `pi_${++made}`, amount, tip: tips[at]! })
    return { before, intent: after(before, outcomes[at]!), entries: [], events: [], timers: [] }
  })
  const all = [...intents, ...recorded.map(({ intent }) => intent)]
  const rolledUp = rollUpPayments(ctx, order, all, null, recorded)
  return { order: rolledUp.order, intents: mergeIntents(all, rolledUp.retipped) }
}

/** As `editOrder` does: what a discount leaves paid settles the rest of the tip. */
const discountStep = (order: Order, intents: PaymentIntent[], { discount }: Step) => {
  const amount = Math.floor((outstandingOf(order) * discount) / 100)
  if (amount === 0) return { order, intents }
  const discounts = [...order.discounts, aDiscount({ discountId: `disc_${++made}`, amount })]
  const rest = settleRestOfTips(ctx, priced({ ...order, discounts }), intents)
  return { order: rest.order, intents: mergeIntents(intents, rest.intents) }
}

const expectTipsAddUp = (order: Order, intents: readonly PaymentIntent[]) => {
  const taken = intents.filter(({ captured }) => captured > 0)
  const [tip] = order.tips
  assert.equal(order.settlement.paid, sum(taken.map(({ captured }) => captured)))
  for (const intent of intents) {
    assert.ok(intent.tip >= 0 && intent.tip <= intent.amount)
    assert.ok(capturedTipOf(intent) <= intent.captured)
  }
  const settled = sum(taken.map(capturedTipOf))
  assert.deepEqual([order.settlement.settledTip, tip!.settledAmount], [settled, settled])
  const byPayment = (entries: (readonly [string, number])[]) => Object.fromEntries(entries)
  assert.deepEqual(
    byPayment(tip!.allocations.map(({ paymentIntentId, amount }) => [paymentIntentId, amount])),
    byPayment(
      taken
        .filter((intent) => capturedTipOf(intent) > 0)
        .map((intent) => [intent.paymentIntentId, capturedTipOf(intent)]),
    ),
  )
  const isPaid = order.settlement.paid > 0 && outstandingOf(order) === 0
  assert.equal(tip!.status, settled === tip!.effective ? 'settled' : 'requested')
  assert.ok(!isPaid || settled === tip!.effective, `paid, and ${settled} of ${tip!.effective} is settled`)
}

describe('tips that are settled leg by leg', () => {
  it('add up to the tip, however the order is split, declined, held, captured in part and discounted', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9000 }),
        fc.integer({ min: 1, max: 9000 }),
        fc.array(step, { maxLength: 8 }),
        (goods, tipAmount, steps) => {
          let order = priced(
            anOrder({ lines: [aLine({ unitPrice: goods })], tips: [aTip({ amount: tipAmount })] }),
          )
          let intents: PaymentIntent[] = []
          const rest: Step = { share: 100, outcomes: ['taken'], discount: 0 }
          for (const one of [...steps, rest]) {
            if (outstandingOf(order) === 0) break
            ;({ order, intents } = payStep(order, intents, one))
            expectTipsAddUp(order, intents)
            ;({ order, intents } = discountStep(order, intents, one))
            expectTipsAddUp(order, intents)
          }
          assert.equal(outstandingOf(order), 0)
          assert.equal(order.settlement.settledTip, tipAmount)
        },
      ),
      { numRuns: 300 },
    ))
})
