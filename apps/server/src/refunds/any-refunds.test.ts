import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { aCharge, aDiscount, aLine, anOrder, aTip, taxed, taxedInclusive } from '../orders/an-order.ts'
import type { Order } from '../orders/order.ts'
import { priceOrder } from '../orders/pricing.ts'
import { aSucceededIntent } from '../payments/a-payment-intent.ts'
import { capturedTipOf } from '../payments/captured-tip.ts'
import { isDisputed } from '../payments/dispute-status.ts'
import type { DisputeStatus, PaymentIntent } from '../payments/payment.ts'
import { flatTaxesOf } from './allocate-taxes.ts'
import { allocateRefund } from './allocation.ts'
import { applyRefund, reverseRefund } from './apply-refund.ts'
import { isRefusal } from './refund-allocation.ts'
import type { RefundAllocation, RefundTargets } from './refund-allocation.ts'
import { splitFailedLegs } from './split-failed-legs.ts'

type Paid = { order: Order; intents: PaymentIntent[] }

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)

const anyTax = fc.constantFrom(
  null,
  taxed(8.25),
  taxed(3.3333, 19),
  taxedInclusive(19),
  taxedInclusive(7, 12.5),
)

/** An order paid in full, or short of it, by one to three payments; the last ones carry the tip. */
const anyPaidOrder = fc
  .record({
    lines: fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.integer({ min: 1, max: 5 }), anyTax), {
      minLength: 1,
      maxLength: 4,
    }),
    charges: fc.array(fc.tuple(fc.nat({ max: 900 }), anyTax), { maxLength: 2 }),
    discount: fc.nat({ max: 9000 }),
    tip: fc.nat({ max: 800 }),
    flat: fc.nat({ max: 50 }),
    cuts: fc.array(fc.nat({ max: 1000 }), { maxLength: 2 }),
    short: fc.oneof(fc.constant(0), fc.nat({ max: 500 })),
  })
  .map(({ lines, charges, discount, tip, flat, cuts, short }): Paid => {
    const order = priceOrder(
      anOrder({
        tax: {
          enabled: true,
          mode: 'external',
          flatComponents: flat ? [{ amount: flat, taxType: 'retail_delivery_fee', jurisdiction: null }] : [],
          location: null,
        },
        lines: lines.map(([unitPrice, quantity, tax], at) =>
          aLine({ lineItemId: `l${at}`, unitPrice, quantity, tax }),
        ),
        charges: charges.map(([amount, tax], at) => aCharge({ chargeId: `c${at}`, amount, tax })),
        discounts: discount ? [aDiscount({ amount: discount, status: 'redeemed' })] : [],
        tips: tip ? [aTip({ amount: tip })] : [],
      }),
    )
    const goods = order.amounts.total - order.amounts.tip
    const bounds = [0, ...cuts.map((cut) => Math.floor((goods * cut) / 1000)), goods].toSorted(
      (a, b) => a - b,
    )
    const parts = bounds.slice(1).map((bound, at) => bound - (bounds[at] ?? 0))
    const intents = parts.map((part, at) => {
      const isLast = at === parts.length - 1
      const amount = isLast ? part + order.amounts.tip : part
      return aSucceededIntent({
        paymentIntentId: `pi_${at}`,
        amount,
        tip: isLast ? order.amounts.tip : 0,
        captured: isLast ? Math.max(0, amount - short) : amount,
      })
    })
    const paid = sum(intents.map((intent) => intent.captured))
    const settledTip = sum(intents.map(capturedTipOf))
    const tips = order.tips.map((one) => ({ ...one, status: 'settled' as const, settledAmount: settledTip }))
    const settlement = { paid, refunded: 0, settledTip, refundedTip: 0 }
    return { order: { ...order, tips, settlement }, intents }
  })
  .filter(({ order }) => order.settlement.paid > 0)

const usd = (amount: number) => ({ amount, currency: 'USD' })
const positive = fc.integer({ min: 1, max: 4000 })
const asking = (special: Partial<RefundTargets> = {}): RefundTargets => ({
  amount: null,
  lines: [],
  charges: [],
  flats: [],
  paymentIntentId: null,
  tenders: [],
  ...special,
})
const everything = asking()

/** What refunds so far kept back of each line and have not given back. */
type KeptBack = ReadonlyMap<string, number>
/** What a refund asks for, of an order as it is then. */
type Asking = (paid: Paid, kept: KeptBack) => RefundTargets

const lineTarget = fc.record({
  at: fc.nat({ max: 3 }),
  quantity: fc.option(fc.integer({ min: 1, max: 3 })),
  amount: fc.option(positive),
  tax: fc.option(fc.nat({ max: 300 }), { freq: 3 }),
  kept: fc.array(
    fc.record({
      appliesTo: fc.constantFrom('subtotal' as const, 'tax' as const, 'total' as const),
      amount: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 2 },
  ),
  released: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 3 }),
})
const chargeTarget = fc.tuple(fc.nat({ max: 1 }), fc.option(positive)).map(([at, amount]) => ({
  chargeId: `c${at}`,
  amount: amount === null ? null : usd(amount),
}))
const anyAsking: fc.Arbitrary<Asking> = fc.oneof(
  positive.map((amount) => () => asking({ amount: usd(amount) })),
  fc.nat({ max: 2 }).map((at) => () => asking({ paymentIntentId: `pi_${at}` })),
  fc.array(lineTarget, { minLength: 1, maxLength: 2 }).map(
    (targets) => (_: Paid, kept: KeptBack) =>
      asking({
        lines: targets.map(({ at, quantity, amount, tax, kept: keeping, released }) => ({
          lineItemId: `l${at}`,
          quantity: amount === null ? quantity : null,
          amount: amount === null ? null : usd(amount),
          tax: tax === null ? null : { amount: tax, parts: [] },
          kept: keeping,
          released: Math.min(released ?? 0, kept.get(`l${at}`) ?? 0),
        })),
      }),
  ),
  chargeTarget.map((charge) => () => asking({ charges: [charge] })),
  fc.option(positive).map(
    (amount) =>
      ({ order }: Paid) =>
        asking({
          amount: amount === null ? null : usd(amount),
          flats: flatTaxesOf(order).map(({ taxBreakdownId, left }) => ({
            taxBreakdownId,
            amount: usd(left),
          })),
        }),
  ),
  fc.array(fc.tuple(fc.nat({ max: 2 }), positive), { minLength: 1, maxLength: 2 }).map(
    (tenders) => () =>
      asking({
        tenders: tenders.map(([at, amount]) => ({ paymentIntentId: `pi_${at}`, amount: usd(amount) })),
      }),
  ),
)

type DisputeChange = { at: number; status: DisputeStatus }
const anyDispute: fc.Arbitrary<DisputeChange> = fc.record({
  at: fc.nat({ max: 2 }),
  status: fc.constantFrom(
    'needs_response',
    'under_review',
    'won',
    'warning_needs_response',
    'warning_closed',
  ),
})

const disputed = ({ order, intents }: Paid, { at, status }: DisputeChange): Paid => ({
  order,
  intents: intents.map((intent, index) => (index === at ? { ...intent, disputeStatus: status } : intent)),
})

const keptBackAfter = (kept: KeptBack, { lines }: RefundAllocation, sign = 1): KeptBack => {
  const after = new Map(kept)
  for (const line of lines)
    after.set(line.lineItemId, (after.get(line.lineItemId) ?? 0) + sign * (line.withheld - line.released))
  return after
}

function assertAddsUp(allocation: RefundAllocation): void {
  const { amount, tip, lines, charges, flats, untargeted, legs, tips } = allocation
  const targeted =
    sum(lines.map((line) => line.refunded)) + sum([...charges, ...flats].map((part) => part.amount))
  assert.equal(targeted + untargeted + tip, amount)
  assert.equal(sum(legs.map((leg) => leg.amount)), amount)
  assert.equal(sum(legs.map((leg) => leg.tip)), tip)
  assert.equal(sum(tips.map((one) => one.amount)), tip)
  for (const line of lines) {
    assert.equal(line.subtotal - line.discount + line.additiveTax, line.total)
    assert.equal(line.total - line.withheld + line.released, line.refunded)
    assert.ok(line.additiveTax === 0 || line.additiveTax === line.tax)
    for (const part of [
      line.quantity,
      line.subtotal,
      line.discount,
      line.tax,
      line.withheld,
      line.released,
      line.refunded,
    ]) {
      assert.ok(part >= 0)
    }
  }
  for (const part of [untargeted, tip, ...charges, ...flats, ...legs, ...tips]) {
    assert.ok((typeof part === 'number' ? part : part.amount) >= 0)
  }
}

function assertNothingAboveItsLimit({ order, intents }: Paid): void {
  const { settlement } = order
  assert.ok(settlement.refunded <= settlement.paid)
  assert.ok(settlement.refundedTip <= settlement.settledTip)
  assert.equal(settlement.refunded, sum(intents.map((intent) => intent.refunded)))
  assert.equal(settlement.refundedTip, sum(intents.map((intent) => intent.refundedTip)))
  for (const intent of intents) {
    assert.ok(intent.refunded <= intent.captured)
    assert.ok(intent.refundedTip <= capturedTipOf(intent))
  }
  for (const line of order.lines) {
    assert.ok(line.refundedAmount <= line.total)
    assert.ok(line.refundedQuantity <= line.quantity)
    const parts = line.refundedParts ?? { subtotal: 0, discount: 0, tax: 0 }
    assert.ok(parts.subtotal <= line.subtotal && parts.tax <= line.taxAmount)
  }
  for (const charge of order.charges) {
    assert.ok(charge.refundedAmount <= charge.total)
    assert.ok((charge.refundedTax ?? 0) <= charge.taxAmount)
    if (charge.refundedAmount === charge.total)
      assert.equal(charge.refundedTax ?? charge.taxAmount, charge.taxAmount)
  }
  for (const flat of order.tax.flatComponents) assert.ok((flat.refundedAmount ?? 0) <= flat.amount)
  const parts = [...order.lines, ...order.charges, ...order.tax.flatComponents]
  const marked = sum(parts.map((part) => part.refundedAmount ?? 0))
  assert.ok(marked <= settlement.refunded - settlement.refundedTip)
}

/** Amounts as they stand; a line that was refunded and given back keeps a record of zeros. */
const amountsOf = ({ order, intents }: Paid) => ({
  settlement: order.settlement,
  lines: order.lines.map(({ refundedParts, ...line }) => ({
    ...line,
    refundedParts: refundedParts ?? { subtotal: 0, discount: 0, tax: 0 },
  })),
  charges: order.charges.map((charge) => ({ ...charge, refundedTax: charge.refundedTax ?? 0 })),
  flats: order.tax.flatComponents.map((flat) => flat.refundedAmount ?? 0),
  tips: order.tips,
  intents,
})

const expectAllGivenBack = ({ order, intents }: Paid): void => {
  assert.equal(order.settlement.refunded, order.settlement.paid)
  assert.equal(order.settlement.refundedTip, order.settlement.settledTip)
  for (const intent of intents) assert.equal(intent.refunded, intent.captured)
}

describe('any sequence of refunds', () => {
  it('adds up at every step, passes no limit, and ends at exactly what was paid', () => {
    fc.assert(
      fc.property(anyPaidOrder, fc.array(anyAsking, { maxLength: 8 }), (paid, requests) => {
        let state = paid
        let kept: KeptBack = new Map()
        for (const ask of [...requests, () => everything]) {
          const decided = allocateRefund(state.order, state.intents, ask(state, kept))
          if (isRefusal(decided)) continue
          assert.ok(decided.amount > 0)
          assertAddsUp(decided)
          state = applyRefund(state.order, state.intents, decided)
          kept = keptBackAfter(kept, decided)
          assertNothingAboveItsLimit(state)
        }
        expectAllGivenBack(state)
      }),
      { numRuns: 600 },
    )
  })

  it('takes nothing from a disputed payment, and still ends at exactly what was paid', () => {
    const anyStep = fc.oneof(
      anyAsking.map((ask) => ({ ask, dispute: null })),
      anyDispute.map((dispute) => ({ ask: null, dispute })),
    )
    fc.assert(
      fc.property(anyPaidOrder, fc.array(anyStep, { maxLength: 10 }), (paid, steps) => {
        let state = paid
        let kept: KeptBack = new Map()
        const refund = (ask: Asking) => {
          const decided = allocateRefund(state.order, state.intents, ask(state, kept))
          if (isRefusal(decided)) return
          assertAddsUp(decided)
          for (const leg of decided.legs)
            assert.ok(!isDisputed(state.intents.find((one) => one.paymentIntentId === leg.paymentIntentId)!))
          state = applyRefund(state.order, state.intents, decided)
          kept = keptBackAfter(kept, decided)
          assertNothingAboveItsLimit(state)
        }
        for (const { ask, dispute } of steps) {
          if (dispute) state = disputed(state, dispute)
          else refund(ask!)
        }
        refund(() => everything)
        // What is not disputed has gone back; the rest does once the disputes are won.
        for (const intent of state.intents)
          if (!isDisputed(intent)) assert.equal(intent.refunded, intent.captured)
        for (const at of [0, 1, 2]) state = disputed(state, { at, status: 'won' })
        refund(() => everything)
        expectAllGivenBack(state)
      }),
      { numRuns: 400 },
    )
  })

  it('can fail, whole or leg by leg, and then leaves no trace', () => {
    fc.assert(
      fc.property(
        anyPaidOrder,
        fc.array(anyAsking, { maxLength: 4 }),
        fc.nat({ max: 7 }),
        (paid, requests, mask) => {
          let state = paid
          let kept: KeptBack = new Map()
          for (const ask of [...requests, () => everything]) {
            const decided = allocateRefund(state.order, state.intents, ask(state, kept))
            if (isRefusal(decided)) continue
            const applied = applyRefund(state.order, state.intents, decided)
            const undone = reverseRefund(applied.order, applied.intents, decided)
            assert.deepEqual(amountsOf(undone), amountsOf(state))

            const failing = decided.legs
              .map((leg) => leg.paymentIntentId)
              .filter((_, at) => (mask >> at) % 2 === 1)
            const { kept: stands, failed } = splitFailedLegs(decided, new Set(failing))
            assertAddsUp(stands)
            assertAddsUp(failed)
            assert.equal(stands.amount + failed.amount, decided.amount)
            const partly = reverseRefund(applied.order, applied.intents, failed)
            assertNothingAboveItsLimit(partly)
            const none = reverseRefund(partly.order, partly.intents, stands)
            assert.deepEqual(amountsOf(none), amountsOf(state))
            state = partly
            kept = keptBackAfter(kept, stands)
          }
          const rest = allocateRefund(state.order, state.intents, everything)
          if (!isRefusal(rest)) state = applyRefund(state.order, state.intents, rest)
          expectAllGivenBack(state)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('one unit at a time comes to the total of each line', () => {
    fc.assert(
      fc.property(anyPaidOrder, (paid) => {
        fc.pre(paid.order.settlement.paid === paid.order.amounts.total)
        let state = paid
        for (const line of paid.order.lines) {
          for (let unit = 0; unit < line.quantity; unit += 1) {
            const decided = allocateRefund(state.order, state.intents, {
              ...everything,
              lines: [{ lineItemId: line.lineItemId, quantity: 1, amount: null }],
            })
            if (isRefusal(decided)) {
              assert.equal(decided.refusal, 'NOTHING_TO_REFUND')
              continue
            }
            state = applyRefund(state.order, state.intents, decided)
          }
        }
        for (const line of state.order.lines) assert.equal(line.refundedAmount, line.total)
      }),
    )
  })

  it('giving back what was never taken throws', () => {
    fc.assert(
      fc.property(anyPaidOrder, (paid) => {
        const decided = allocateRefund(paid.order, paid.intents, everything)
        assert.ok(!isRefusal(decided))
        assert.throws(() => reverseRefund(paid.order, paid.intents, decided), /had not been applied/)
        const applied = applyRefund(paid.order, paid.intents, decided)
        assert.throws(() => applyRefund(applied.order, applied.intents, decided), /more than was captured/)
      }),
      { numRuns: 20 },
    )
  })
})
