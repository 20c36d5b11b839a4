import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCharge, aDiscount, aLine, anOrder, aTip, taxed, theExampleOrder } from '../orders/an-order.ts'
import type { Order } from '../orders/order.ts'
import { priceOrder } from '../orders/pricing.ts'
import { netCollectedOf, outstandingOf, refundStatusOf } from '../orders/settlement.ts'
import { aPaymentIntent, aSucceededIntent } from '../payments/a-payment-intent.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { allocateIntentRefund, allocateRefund } from './allocation.ts'
import { applyRefund, reverseRefund } from './apply-refund.ts'
import { isRefusal } from './refund-allocation.ts'
import type { RefundAllocation, RefundTargets } from './refund-allocation.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const asking = (special: Partial<RefundTargets> = {}): RefundTargets => ({
  amount: null,
  lines: [],
  charges: [],
  flats: [],
  paymentIntentId: null,
  tenders: [],
  ...special,
})
const units = (lineItemId: string, quantity: number) => ({ lineItemId, quantity, amount: null })
const partOf = (lineItemId: string, amount: number) => ({ lineItemId, quantity: null, amount: usd(amount) })

/** The order of 4.12 after one leg paid it all. */
function theExampleOrderPaid(): { order: Order; intents: PaymentIntent[] } {
  const priced = priceOrder(theExampleOrder())
  const order = priceOrder({
    ...priced,
    settlement: { paid: 7557, refunded: 0, settledTip: 837, refundedTip: 0 },
    tips: priced.tips.map((tip) => ({ ...tip, status: 'settled' as const, settledAmount: 837 })),
  })
  return { order, intents: [aSucceededIntent({ amount: 7557, tip: 837 })] }
}

function allocated(
  order: Order,
  intents: PaymentIntent[],
  special: Partial<RefundTargets>,
): RefundAllocation {
  const decided = allocateRefund(order, intents, asking(special))
  if (isRefusal(decided)) assert.fail(`refused: ${decided.refusal}`)
  return decided
}

function refused(order: Order, intents: PaymentIntent[], special: Partial<RefundTargets>) {
  const decided = allocateRefund(order, intents, asking(special))
  return isRefusal(decided) ? decided.refusal : assert.fail('not refused')
}

const simpleOrder = (...quantities: number[]) =>
  priceOrder(
    anOrder({
      lines: quantities.map((quantity, at) => aLine({ lineItemId: `l${at + 1}`, quantity, unitPrice: 1000 })),
    }),
  )

function paidBy(order: Order, ...intents: PaymentIntent[]): { order: Order; intents: PaymentIntent[] } {
  const paid = intents.reduce((sum, intent) => sum + intent.captured, 0)
  return { order: { ...order, settlement: { paid, refunded: 0, settledTip: 0, refundedTip: 0 } }, intents }
}

describe('the rows of flint-commerce 10.5', () => {
  const { order, intents } = theExampleOrderPaid()

  it('amount 1000: refunded 1000, net 6557, outstanding 0', () => {
    const allocation = allocated(order, intents, { amount: usd(1000) })
    assert.deepEqual(allocation.legs, [{ paymentIntentId: 'pi_1', amount: 1000, tip: 0 }])
    const after = applyRefund(order, intents, allocation)
    assert.equal(after.order.settlement.refunded, 1000)
    assert.equal(netCollectedOf(after.order), 6557)
    assert.equal(outstandingOf(after.order), 0)
    assert.deepEqual(after.order.lines, order.lines)
    assert.equal(after.intents[0]?.refunded, 1000)
  })

  it('one shirt: 2500 - 250 + 185 = 2435', () => {
    const allocation = allocated(order, intents, { lines: [units('li_1', 1)] })
    const [line] = allocation.lines
    assert.deepEqual(
      [line?.quantity, line?.subtotal, line?.discount, line?.tax, line?.total, line?.refunded],
      [1, 2500, 250, 185, 2435, 2435],
    )
    const after = applyRefund(order, intents, allocation).order
    assert.deepEqual([after.lines[0]?.refundedAmount, after.lines[0]?.refundedQuantity], [2435, 1])
    assert.equal(netCollectedOf(after), 5122)
    assert.equal(refundStatusOf(after), 'partially_refunded')
  })

  it('the same with a restocking fee of 300: 2135, and the fee stays out of the line later', () => {
    const allocation = allocated(order, intents, {
      lines: [{ ...units('li_1', 1), kept: [{ appliesTo: 'total', amount: 300 }] }],
    })
    assert.equal(allocation.amount, 2135)
    assert.equal(allocation.lines[0]?.total, 2435)
    const after = applyRefund(order, intents, allocation)
    assert.deepEqual(
      [after.order.lines[0]?.refundedAmount, after.order.lines[0]?.refundedQuantity],
      [2135, 1],
    )
    assert.equal(allocated(after.order, after.intents, { lines: [units('li_1', 1)] }).amount, 2436)
  })

  it('the delivery charge: 499', () => {
    const allocation = allocated(order, intents, { charges: [{ chargeId: 'och_delivery', amount: null }] })
    assert.equal(allocation.amount, 499)
    assert.equal(applyRefund(order, intents, allocation).order.charges[1]?.refundedAmount, 499)
  })

  it('all that is left after 1000: 6557, tip 837 included', () => {
    const first = applyRefund(order, intents, allocated(order, intents, { amount: usd(1000) }))
    const rest = allocated(first.order, first.intents, {})
    assert.deepEqual([rest.amount, rest.tip, rest.untargeted], [6557, 837, 5720])
    const after = applyRefund(first.order, first.intents, rest).order
    assert.equal(refundStatusOf(after), 'refunded')
    assert.equal(after.tips[0]?.status, 'refunded')
  })

  it('amount 9000 is refused', () =>
    assert.deepEqual(allocateRefund(order, intents, asking({ amount: usd(9000) })), {
      refusal: 'AMOUNT_EXCEEDS_REFUNDABLE',
      param: 'amount_money',
      refundable: 7557,
      submitted: 9000,
    }))

  it('a refund of 1000 that fails: back to 0 and to none', () => {
    const allocation = allocated(order, intents, { amount: usd(1000) })
    const applied = applyRefund(order, intents, allocation)
    const reversed = reverseRefund(applied.order, applied.intents, allocation)
    assert.equal(refundStatusOf(reversed.order), 'none')
    assert.deepEqual(reversed, { order, intents })
  })

  it('split order: 7000 comes from B 6000, then A 1000', () => {
    const paid = paidBy(
      simpleOrder(10),
      aSucceededIntent({ paymentIntentId: 'pi_A', amount: 4000, capturedAt: '2026-07-02T18:00:00.000Z' }),
      aSucceededIntent({ paymentIntentId: 'pi_B', amount: 6000, capturedAt: '2026-07-02T18:05:00.000Z' }),
    )
    assert.deepEqual(allocated(paid.order, paid.intents, { amount: usd(7000) }).legs, [
      { paymentIntentId: 'pi_B', amount: 6000, tip: 0 },
      { paymentIntentId: 'pi_A', amount: 1000, tip: 0 },
    ])
  })

  it('one shirt, then the rest: 2435 + 5122, every line and charge marked', () => {
    const first = applyRefund(order, intents, allocated(order, intents, { lines: [units('li_1', 1)] }))
    const rest = allocated(first.order, first.intents, {})
    assert.equal(rest.amount, 5122)
    assert.equal(rest.lines[0]?.total, 2436)
    const after = applyRefund(first.order, first.intents, rest).order
    assert.deepEqual(
      after.lines.map((line) => [line.refundedAmount, line.refundedQuantity]),
      [
        [4871, 2],
        [1169, 1],
      ],
    )
    assert.deepEqual(
      after.charges.map((charge) => charge.refundedAmount),
      [181, 499],
    )
  })
})

describe('by amount', () => {
  it('takes goods and fees first, the tip last', () => {
    const { order, intents } = theExampleOrderPaid()
    assert.equal(allocated(order, intents, { amount: usd(6720) }).tip, 0)
    const allocation = allocated(order, intents, { amount: usd(6721) })
    assert.equal(allocation.tip, 1)
    const after = applyRefund(order, intents, allocation)
    assert.equal(after.order.tips[0]?.status, 'partially_refunded')
    assert.equal(after.order.settlement.refundedTip, 1)
    assert.equal(after.intents[0]?.refundedTip, 1)
  })

  it('takes the goods of every leg before the tip of any', () => {
    const paid = paidBy(
      simpleOrder(10),
      aSucceededIntent({ paymentIntentId: 'pi_A', amount: 4500 }),
      aSucceededIntent({ paymentIntentId: 'pi_B', amount: 6500, tip: 1000 }),
    )
    assert.deepEqual(allocated(paid.order, paid.intents, { amount: usd(10500) }).legs, [
      { paymentIntentId: 'pi_B', amount: 6000, tip: 500 },
      { paymentIntentId: 'pi_A', amount: 4500, tip: 0 },
    ])
  })

  it('from one payment gives no more than that payment holds', () => {
    const paid = paidBy(
      simpleOrder(10),
      aSucceededIntent({ paymentIntentId: 'pi_A', amount: 4000 }),
      aSucceededIntent({ paymentIntentId: 'pi_B', amount: 6000 }),
    )
    assert.equal(allocated(paid.order, paid.intents, { paymentIntentId: 'pi_A' }).amount, 4000)
    const tooMuch = { paymentIntentId: 'pi_A', amount: usd(4001) }
    assert.equal(refused(paid.order, paid.intents, tooMuch), 'AMOUNT_EXCEEDS_REFUNDABLE')
  })

  it('a flat tax goes with the rest of the order', () => {
    const flat = { amount: 29, taxType: 'retail_delivery_fee', jurisdiction: null } as const
    const order = priceOrder(
      anOrder({
        tax: { enabled: true, mode: 'external', flatComponents: [flat], location: null },
        lines: [aLine()],
      }),
    )
    const paid = paidBy(order, aSucceededIntent({ amount: 1029 }))
    const allocation = allocated(paid.order, paid.intents, {})
    assert.deepEqual(
      [allocation.amount, allocation.lines[0]?.refunded, allocation.flats[0]?.amount, allocation.untargeted],
      [1029, 1000, 29, 0],
    )
  })
})

describe('by lines', () => {
  it('unit by unit comes to the total of the line', () => {
    const line = aLine({ lineItemId: 'l1', quantity: 3, unitPrice: 1000, tax: taxed(3.3667) })
    const order = priceOrder(
      anOrder({
        tax: { enabled: true, mode: 'external', flatComponents: [], location: null },
        lines: [line],
      }),
    )
    assert.equal(order.amounts.total, 3101)
    let state = paidBy(order, aSucceededIntent({ amount: 3101 }))
    const amounts = [1, 2, 3].map(() => {
      const allocation = allocated(state.order, state.intents, { lines: [units('l1', 1)] })
      state = applyRefund(state.order, state.intents, allocation)
      return allocation.amount
    })
    assert.deepEqual(amounts, [1033, 1033, 1035])
  })

  it('by amount splits tax and discount in proportion and counts no unit', () => {
    const { order, intents } = theExampleOrderPaid()
    const [line] = allocated(order, intents, { lines: [partOf('li_1', 1000)] }).lines
    assert.deepEqual(
      [line?.quantity, line?.subtotal, line?.discount, line?.tax, line?.total],
      [0, 1026, 102, 76, 1000],
    )
  })

  it('never draws on the tip', () => {
    const { order, intents } = theExampleOrderPaid()
    const first = applyRefund(order, intents, allocated(order, intents, { amount: usd(6000) }))
    assert.deepEqual(allocateRefund(first.order, first.intents, asking({ lines: [units('li_2', 1)] })), {
      refusal: 'AMOUNT_EXCEEDS_REFUNDABLE',
      param: 'amount_money',
      refundable: 720,
      submitted: 1169,
    })
  })

  it('a unit is refused when amounts already took its money', () => {
    const { order, intents } = theExampleOrderPaid()
    const first = applyRefund(order, intents, allocated(order, intents, { lines: [partOf('li_1', 3000)] }))
    assert.equal(
      refused(first.order, first.intents, { lines: [units('li_1', 1)] }),
      'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    )
    const [rest] = allocated(first.order, first.intents, { lines: [units('li_1', 2)] }).lines
    assert.equal(rest?.total, 1871)
  })

  it('a nearly free line, whose discount does not divide, never gives back more than it cost', () => {
    const nearlyFree = aDiscount({ class: 'line_item', lineItemIds: ['l1'], amount: 5, status: 'redeemed' })
    const order = priceOrder(
      anOrder({
        lines: [
          aLine({ lineItemId: 'l1', quantity: 3, unitPrice: 2 }),
          aLine({ lineItemId: 'l2', unitPrice: 1000 }),
        ],
        discounts: [nearlyFree],
      }),
    )
    let state = paidBy(order, aSucceededIntent({ amount: 1001 }))
    const first = allocated(state.order, state.intents, { lines: [units('l1', 1)] })
    assert.equal(first.amount, 1)
    state = applyRefund(state.order, state.intents, first)
    assert.equal(refused(state.order, state.intents, { lines: [units('l1', 1)] }), 'NOTHING_TO_REFUND')
    const both = allocated(state.order, state.intents, { lines: [units('l1', 1), units('l2', 1)] })
    assert.deepEqual(
      both.lines.map((line) => [line.quantity, line.refunded]),
      [
        [1, 0],
        [1, 1000],
      ],
    )
  })
})

describe('refusals', () => {
  const { order, intents } = theExampleOrderPaid()
  const delivery = { chargeId: 'och_delivery', amount: null }
  const cases: [string, Partial<RefundTargets>, string][] = [
    [
      'more units than were bought',
      { lines: [units('li_1', 3)] },
      'LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE',
    ],
    [
      'more than the line cost',
      { lines: [partOf('li_1', 4872)] },
      'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    ],
    [
      'a fee above the refund',
      { lines: [{ ...units('li_1', 1), kept: [{ appliesTo: 'total', amount: 2436 }] }] },
      'LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    ],
    [
      'quantity and amount',
      { lines: [{ lineItemId: 'li_1', quantity: 1, amount: usd(1) }] },
      'LINE_ITEM_REFUND_TARGET_AMBIGUOUS',
    ],
    ['a line twice', { lines: [units('li_1', 1), units('li_1', 1)] }, 'DUPLICATE_LINE_ITEM_TARGET'],
    ['a line of another order', { lines: [units('li_9', 1)] }, 'ORDER_LINE_ITEM_NOT_FOUND'],
    [
      'a charge of another order',
      { charges: [{ chargeId: 'och_9', amount: null }] },
      'ORDER_CHARGE_NOT_FOUND',
    ],
    ['a charge twice', { charges: [delivery, delivery] }, 'INVALID_REQUEST'],
    [
      'more than the charge',
      { charges: [{ chargeId: 'och_delivery', amount: usd(500) }] },
      'CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE',
    ],
    [
      'mixed, a line without amount',
      { lines: [units('li_1', 1)], charges: [{ chargeId: 'och_delivery', amount: usd(1) }] },
      'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS',
    ],
    [
      'mixed, a charge without amount',
      { lines: [partOf('li_1', 1)], charges: [delivery] },
      'AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS',
    ],
    ['another currency', { amount: { amount: 1, currency: 'EUR' } }, 'CURRENCY_MISMATCH'],
    [
      'another currency on a line',
      { lines: [{ lineItemId: 'li_1', quantity: null, amount: { amount: 1, currency: 'EUR' } }] },
      'CURRENCY_MISMATCH',
    ],
    [
      'more than the targets cost',
      { amount: usd(2436), lines: [units('li_1', 1)] },
      'AMOUNT_EXCEEDS_REFUNDABLE',
    ],
    ['less than the targets cost', { amount: usd(2434), lines: [units('li_1', 1)] }, 'INVALID_REQUEST'],
    ['a payment of another order', { paymentIntentId: 'pi_9' }, 'PAYMENT_INTENT_ORDER_MISMATCH'],
  ]
  for (const [what, special, refusal] of cases) {
    it(`${what}: ${refusal}`, () => assert.equal(refused(order, intents, special), refusal))
  }

  it('an amount for the whole of the targets, and mixed targets with amounts, are taken', () => {
    assert.equal(allocated(order, intents, { amount: usd(2435), lines: [units('li_1', 1)] }).amount, 2435)
    const charges = [{ chargeId: 'och_delivery', amount: usd(99) }]
    assert.equal(allocated(order, intents, { lines: [partOf('li_1', 1)], charges }).amount, 100)
  })

  it('nothing paid: NO_PAYMENTS_FOR_ORDER', () => {
    const unpaid = priceOrder(theExampleOrder())
    assert.equal(refused(unpaid, [], {}), 'NO_PAYMENTS_FOR_ORDER')
    assert.equal(refused(unpaid, [aPaymentIntent({ amount: 7557 })], {}), 'NO_PAYMENTS_FOR_ORDER')
  })

  it('a payment that is not settled: PAYMENT_INTENT_NOT_REFUNDABLE', () => {
    const held = aPaymentIntent({ paymentIntentId: 'pi_2', status: 'requires_capture', authorized: 100 })
    assert.equal(
      refused(order, [...intents, held], { paymentIntentId: 'pi_2' }),
      'PAYMENT_INTENT_NOT_REFUNDABLE',
    )
  })

  it('all refunded: NOTHING_TO_REFUND', () => {
    const after = applyRefund(order, intents, allocated(order, intents, {}))
    assert.equal(refused(after.order, after.intents, {}), 'NOTHING_TO_REFUND')
    assert.equal(refused(after.order, after.intents, { amount: usd(1) }), 'NOTHING_TO_REFUND')
  })

  it('a free line: NOTHING_TO_REFUND', () => {
    const free = priceOrder(
      anOrder({ lines: [aLine({ lineItemId: 'l1', unitPrice: 0 })], charges: [aCharge()], tips: [aTip()] }),
    )
    const paid = paidBy(free, aSucceededIntent({ amount: 999 }))
    assert.equal(refused(paid.order, paid.intents, { lines: [units('l1', 1)] }), 'NOTHING_TO_REFUND')
  })
})

const refusalOf = (...given: Parameters<typeof allocateIntentRefund>) => {
  const decided = allocateIntentRefund(...given)
  return isRefusal(decided) ? decided.refusal : null
}

describe('a payment without an order', () => {
  const intent = aSucceededIntent({ orderId: null, amount: 1000, tip: 100 })
  it('gives back all, or an amount with the tip last', () => {
    const all = allocateIntentRefund(intent, asking())
    assert.ok(!isRefusal(all))
    assert.deepEqual([all.amount, all.tip], [1000, 100])
    const part = allocateIntentRefund(intent, asking({ amount: usd(950) }))
    assert.ok(!isRefusal(part))
    assert.deepEqual(part.legs, [{ paymentIntentId: 'pi_1', amount: 950, tip: 50 }])
  })
  it('refuses what it does not hold', () => {
    assert.equal(refusalOf(intent, asking({ amount: usd(1001) })), 'AMOUNT_EXCEEDS_REFUNDABLE')
    assert.equal(refusalOf(intent, asking({ amount: { amount: 1, currency: 'EUR' } })), 'CURRENCY_MISMATCH')
    assert.equal(refusalOf(aPaymentIntent(), asking()), 'PAYMENT_INTENT_NOT_REFUNDABLE')
    assert.equal(refusalOf({ ...intent, refunded: 1000, refundedTip: 100 }, asking()), 'NOTHING_TO_REFUND')
  })
})
