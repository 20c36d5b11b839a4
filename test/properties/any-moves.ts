import * as fc from 'fast-check'
import { freshKey, usd } from '../support/money-calls.ts'
import type { ApiAnswer } from '../support/api.ts'
import type { TestServer } from '../support/server.ts'

/** What a move may change; everything else of the order's money must stay. */
export type Touches = 'price' | 'collection' | 'refund' | 'nothing'

/** One thing that a merchant, a buyer or time can do to an order. Numbers choose among what there is at that moment. */
export type Move = {
  name: string
  touches: readonly Touches[]
  make: (server: TestServer, order: any) => Promise<ApiAnswer | null>
}

const post = (server: TestServer, path: string, body: unknown = {}) =>
  server.call('POST', path, { body, idempotencyKey: freshKey() })
const place = (order: any, rest = '') => `/v1/orders/${order.order_id}${rest}`
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]

const amount = fc.integer({ min: 1, max: 2500 })
const index = fc.nat({ max: 7 })
const salesTax = {
  taxable: true,
  calculation: {
    mode: 'external',
    price_mode: 'additive',
    components: [{ type: 'percentage', percent: 8.25, tax_type: 'sales_tax' }],
  },
}
const token = fc.constantFrom(
  'tok_visa',
  'tok_visa',
  'tok_mastercard',
  'tok_chargeDeclined',
  'tok_threeDSecureRequired',
  'tok_lateSuccess',
  'tok_lateDecline',
  'tok_us_bank_account_success',
  'tok_us_bank_account_no_account',
  'tok_refundFail',
  'tok_createDispute',
  'tok_createDisputeInquiry',
)

const move = <T>(
  name: string,
  touches: Touches | readonly Touches[],
  values: fc.Arbitrary<T>,
  make: (server: TestServer, order: any, value: T) => Promise<ApiAnswer | null>,
): fc.Arbitrary<Move> =>
  values.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`,
    touches: [touches].flat() as Touches[],
    make: (server, order) => make(server, order, value),
  }))

const edits = [
  move('add a line', 'price', fc.tuple(amount, fc.boolean()), (server, order, [price, isTaxed]) =>
    post(server, place(order, '/line-items'), {
      line_items: [{ name: 'More', unit_price_money: usd(price), ...(isTaxed ? { tax: salesTax } : {}) }],
    }),
  ),
  move(
    'change a line',
    'price',
    fc.tuple(index, fc.integer({ min: 1, max: 4 })),
    (server, order, [at, quantity]) => {
      const line = pick<any>(order.line_items, at)
      if (!line) return Promise.resolve(null)
      return server.call('PATCH', place(order, `/line-items/${line.order_line_item_id}`), {
        body: { quantity },
      })
    },
  ),
  move('remove a line', 'price', index, (server, order, at) => {
    const line = pick<any>(order.line_items, at)
    if (!line) return Promise.resolve(null)
    return server.call('DELETE', place(order, `/line-items/${line.order_line_item_id}`))
  }),
  move('add a charge', 'price', fc.tuple(amount, fc.boolean()), (server, order, [value, isPercent]) =>
    post(server, place(order, '/charges'), {
      charge: {
        type: 'service_fee',
        name: 'Fee',
        ...(isPercent
          ? { percent: (value % 9) + 1, calculation_basis: 'subtotal_post_discount' }
          : { amount_money: usd(value) }),
      },
    }),
  ),
  move('take something off', 'price', amount, (server, order, value) =>
    post(server, place(order, '/discounts'), {
      discount: { manual: { name: 'Off', amount_money: usd(value) } },
    }),
  ),
  move('take nothing off', 'price', index, (server, order, at) => {
    const discount = pick<any>(order.applied_discounts, at)
    if (!discount) return Promise.resolve(null)
    return post(server, place(order, '/discounts/remove'), {
      order_discount_ids: [discount.order_discount_id],
    })
  }),
  move('ask for a tip', 'price', fc.option(fc.integer({ min: 1, max: 40 })), (server, order, percent) =>
    server.call('PATCH', place(order), { body: { requested_tip: percent === null ? null : { percent } } }),
  ),
]

const legOf = (order: any, at: number): any => pick<any>(order.payment_intents ?? [], at)

const payments = [
  move('pay', 'collection', token, (server, order, source) =>
    post(server, place(order, '/pay'), { action: 'pay', payment_source: { token: source } }),
  ),
  move(
    'plan a leg',
    'nothing',
    fc.tuple(fc.integer({ min: 50, max: 6000 }), fc.boolean()),
    (server, order, [value, isHeld]) =>
      post(server, place(order, '/payment-intents'), {
        amount_money: usd(Math.max(1, Math.min(value, order.settlement_amounts.outstanding_money.amount))),
        capture_method: isHeld ? 'manual' : 'automatic',
      }),
  ),
  move(
    'confirm legs',
    'collection',
    fc.tuple(index, fc.boolean(), token),
    (server, order, [at, areTwo, source]) => {
      const legs = [...new Set([legOf(order, at), ...(areTwo ? [legOf(order, at + 1)] : [])])].filter(Boolean)
      if (legs.length === 0) return Promise.resolve(null)
      return post(server, place(order, '/pay'), {
        action: 'confirm_payment_intents',
        completion_behavior: 'partial_payment',
        payment_intents: legs.map(({ payment_intent_id }) => ({ payment_intent_id, token: source })),
      })
    },
  ),
  // Planned and confirmed in one go, since by chance alone the two seldom meet.
  move('hold', 'nothing', fc.integer({ min: 1, max: 100 }), async (server, order, percent) => {
    const due = order.settlement_amounts.outstanding_money.amount
    const planned = await post(server, place(order, '/payment-intents'), {
      amount_money: usd(Math.max(1, Math.floor((due * percent) / 100))),
      capture_method: 'manual',
    })
    if (planned.status !== 201) return planned
    const { payment_intent_id } = planned.data.payment_intent
    return post(server, place(order, '/pay'), {
      action: 'confirm_payment_intents',
      completion_behavior: 'partial_payment',
      payment_intents: [{ payment_intent_id, token: 'tok_visa' }],
    })
  }),
  move('capture', 'collection', fc.tuple(index, fc.option(amount)), (server, order, [at, value]) => {
    const leg =
      (order.payment_intents ?? []).find((one: any) => one.status === 'requires_capture') ?? legOf(order, at)
    if (!leg) return Promise.resolve(null)
    return post(server, place(order, `/payment-intents/${leg.payment_intent_id}/capture`), {
      ...(value === null ? {} : { amount_money: usd(value) }),
      ...attemptOf(order),
    })
  }),
  move('cancel a leg', 'nothing', index, (server, order, at) => {
    const leg = legOf(order, at)
    if (!leg) return Promise.resolve(null)
    return post(server, place(order, `/payment-intents/${leg.payment_intent_id}/cancel`), attemptOf(order))
  }),
  move('resume', 'collection', fc.constant(null), (server, order) => {
    const { order_payment_attempt_id } = attemptOf(order)
    if (!order_payment_attempt_id) return Promise.resolve(null)
    return post(server, place(order, '/pay'), { action: 'resume', order_payment_attempt_id })
  }),
  move('stop the attempt', 'nothing', fc.constant(null), (server, order) => {
    const { order_payment_attempt_id } = attemptOf(order)
    if (!order_payment_attempt_id) return Promise.resolve(null)
    return post(server, place(order, `/payment-attempts/${order_payment_attempt_id}/cancel`))
  }),
  move('open a checkout', 'nothing', fc.constant(null), (server, order) =>
    post(server, '/v1/checkout-sessions', { order_id: order.order_id }),
  ),
]

const attemptOf = (order: any): { order_payment_attempt_id?: string } =>
  order.active_payment_attempt
    ? { order_payment_attempt_id: order.active_payment_attempt.order_payment_attempt_id }
    : {}

const refunds = [
  move('refund', 'refund', fc.tuple(fc.option(amount), fc.boolean()), (server, order, [value, fails]) =>
    post(server, '/v1/refunds', {
      order_id: order.order_id,
      ...(value === null ? {} : { amount_money: usd(value) }),
      ...(fails ? { metadata: { simulate_refund: 'failed' } } : {}),
    }),
  ),
  move('refund a line', 'refund', index, (server, order, at) => {
    const line = pick<any>(order.line_items, at)
    if (!line) return Promise.resolve(null)
    return post(server, '/v1/refunds', {
      order_id: order.order_id,
      line_items: [{ order_line_item_id: line.order_line_item_id, quantity: 1 }],
    })
  }),
  move('refund a payment', 'refund', fc.tuple(index, amount), (server, order, [at, value]) => {
    const leg = legOf(order, at)
    if (!leg) return Promise.resolve(null)
    return post(server, '/v1/refunds', { payment_intent_id: leg.payment_intent_id, amount_money: usd(value) })
  }),
]

/** The bank has to speak up first: time passes until it has. */
const disputes = [
  move(
    'answer the bank',
    'nothing',
    fc.tuple(
      index,
      fc.constantFrom('winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence', 'Wait.'),
    ),
    async (server, order, [at, text]) => {
      const dispute = await disputeOf(server, order, at)
      if (!dispute) return null
      return post(server, `/v1/disputes/${dispute.dispute_id}/evidence`, { uncategorized_text: text })
    },
  ),
  move('give in to the bank', 'nothing', index, async (server, order, at) => {
    const dispute = await disputeOf(server, order, at)
    return dispute && post(server, `/v1/disputes/${dispute.dispute_id}/close`)
  }),
]

const disputeOf = async (server: TestServer, order: any, at: number): Promise<any> =>
  pick<any>((await server.call('GET', `/v1/disputes?order_id=${order.order_id}`)).data, at) ?? null

/** @param letTimePass Moves the clock and does what is due then. */
export const anyMoves = (letTimePass: (milliseconds: number) => Promise<void>): fc.Arbitrary<Move[]> => {
  const time = move(
    'time passes',
    ['collection', 'refund'],
    fc.constantFrom(1_500, 1_500, 6_000, 6_000, 31 * 60_000, 8 * 86_400_000),
    async (_, __, milliseconds) => {
      await letTimePass(milliseconds)
      return null
    },
  )
  // Paid and disputed in one go, since by chance alone the two seldom meet.
  const disputed = move(
    'pay and be disputed',
    ['collection', 'refund'],
    fc.constantFrom('tok_createDispute', 'tok_createDispute', 'tok_createDisputeInquiry'),
    async (server, order, source) => {
      const paid = await post(server, place(order, '/pay'), {
        action: 'pay',
        payment_source: { token: source },
      })
      if (paid.status < 300) await letTimePass(1_500)
      return paid
    },
  )
  const closing = move('close', 'price', fc.constant(null), (server, order) =>
    post(server, place(order, '/close')),
  )
  return fc
    .array(
      fc.oneof(
        { weight: 7, arbitrary: fc.oneof(...edits) },
        { weight: 12, arbitrary: fc.oneof(...payments) },
        { weight: 7, arbitrary: fc.oneof(...refunds) },
        { weight: 3, arbitrary: fc.oneof(...disputes) },
        { weight: 3, arbitrary: disputed },
        { weight: 4, arbitrary: time },
      ),
      { minLength: 20, maxLength: 50, size: 'max' },
    )
    .chain((moves) => fc.option(closing).map((last) => (last ? [...moves, last] : moves)))
}
