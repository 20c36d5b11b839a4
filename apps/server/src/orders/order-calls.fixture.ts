import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from '../../../../test/support/api.ts'
import type { TestServer } from '../../../../test/support/server.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { orderTimers } from './jobs.ts'

/** Calls and checks for tests of orders, over the API of a test server. Nothing here reads or writes tables. */

type Body = Record<string, unknown>
type Expected = readonly [status: number, code: string, param?: string]

export const money = (currency: string) => (amount: number) => ({ amount, currency })
export const usd = money('USD')

let keys = 0
export const newKey = () => `order-test-${++keys}`

export const aLine = (amount: number, special: Body = {}) => ({
  name: 'Thing',
  unit_price_money: usd(amount),
  ...special,
})

export const salesTax = (percent: number, special: Body = {}) => ({
  taxable: true,
  calculation: {
    mode: 'external',
    price_mode: 'additive',
    components: [{ type: 'percentage', percent, tax_type: 'sales_tax' }],
    ...special,
  },
})

export const manual = (amount: number, special: Body = {}) => ({
  manual: { name: 'Off', amount_money: usd(amount), ...special },
})

/** The order of flint-commerce 4.12; its promotion of 10 % is a manual discount of 620, which comes to the same. */
export const exampleOrder = {
  line_items: [
    { name: 'Shirt', quantity: 2, unit_price_money: usd(2500), tax: salesTax(8.25) },
    { name: 'Mug', quantity: 1, unit_price_money: usd(1200), tax: salesTax(8.25) },
  ],
  discounts: [manual(620, { discount_class: 'order' })],
  charges: [
    {
      type: 'service_fee',
      name: 'Service',
      percent: 3,
      calculation_basis: 'subtotal_post_discount',
      tax: salesTax(8.25),
    },
    { type: 'delivery_fee', name: 'Delivery', amount_money: usd(499) },
  ],
  requested_tip: { percent: 15 },
}

type Amounts = Record<string, { amount: number }>
const shortened = (amounts: Amounts): Record<string, number> =>
  Object.fromEntries(
    Object.entries(amounts).map(([name, { amount }]) => [name.replace(/_money$/, ''), amount]),
  )

/** `{ subtotal, discount, charge, tax, requested_tip, total }`, in minor units. */
export const pricesOf = (order: any) => shortened(order.pricing_amounts)
/** `{ paid, refunded, net_collected, outstanding, balance, credit, settled_tip }`, in minor units. */
export const settlementOf = (order: any) => shortened(order.settlement_amounts)
/** `[payment_status, paid, outstanding]`: what most tests of paying ask. */
export const paidOf = (order: any) => {
  const { paid, outstanding } = settlementOf(order)
  return [order.payment_status, paid, outstanding]
}

/** What a refusal says: status, code, and the input at fault. */
export const said = ({ status, error }: ApiAnswer) => [status, error?.code, error?.param]

export const orderCalls = (server: TestServer) => {
  const send = (method: string, path: string, body?: unknown, options: ApiCall = {}) =>
    server.call(method, `/v1/orders${path}`, { ...(body === undefined ? {} : { body }), ...options })
  const expectData = async (status: number, called: Promise<ApiAnswer>) => {
    const answer = await called
    assert.equal(answer.status, status, JSON.stringify(answer.json))
    return answer.data
  }
  /** A call that must succeed, and its data. */
  const done = (method: string, path: string, body?: unknown, options: ApiCall = {}) =>
    expectData(200, send(method, path, body, options))

  const create = (body: unknown, options: ApiCall = {}) => send('POST', '', body, options)
  const anOrder = (amount = 1000, special: Body = {}) =>
    expectData(201, create({ line_items: [aLine(amount)], ...special }))
  const read = (id: string, options: ApiCall = {}) => done('GET', `/${id}`, undefined, options)
  const activitiesOf = async (id: string): Promise<any[]> => done('GET', `/${id}/activities?page_size=100`)

  const pay = (id: string, token = 'tok_visa', special: Body = {}, options: ApiCall = {}) =>
    send(
      'POST',
      `/${id}/pay`,
      { action: 'pay', payment_source: { token }, ...special },
      { idempotencyKey: newKey(), ...options },
    )
  const paid = (id: string, token?: string) => expectData(200, pay(id, token))
  /** Paid in full, as it is then. */
  const aPaidOrder = async (amount = 1000, special: Body = {}) =>
    (await paid((await anOrder(amount, special)).order_id)).order

  /** A leg, not confirmed yet: its id. */
  const aLeg = async (id: string, amount?: number, special: Body = {}): Promise<string> => {
    const body = { ...(amount === undefined ? {} : { amount_money: usd(amount) }), ...special }
    const { payment_intent } = await expectData(201, send('POST', `/${id}/payment-intents`, body))
    return payment_intent.payment_intent_id
  }
  const confirm = (id: string, legs: readonly (readonly [id: string, token: string])[], special: Body = {}) =>
    send('POST', `/${id}/pay`, {
      action: 'confirm_payment_intents',
      payment_intents: legs.map(([payment_intent_id, token]) => ({ payment_intent_id, token })),
      ...special,
    })
  const confirmed = (...call: Parameters<typeof confirm>) => expectData(200, confirm(...call))
  const resume = (id: string, attemptId: string) =>
    send(
      'POST',
      `/${id}/pay`,
      { action: 'resume', order_payment_attempt_id: attemptId },
      { idempotencyKey: newKey() },
    )
  const resumed = (id: string, attemptId: string) => expectData(200, resume(id, attemptId))
  const leg = async (intentId: string) =>
    expectData(200, server.call('GET', `/v1/payment-intents/${intentId}`))
  /** An order whose whole amount is held. */
  const aHold = async (amount: number, special: Body = {}) => {
    const { order_id: orderId } = await anOrder(amount, special)
    const intentId = await aLeg(orderId, undefined, { capture_method: 'manual' })
    const { order, payment_attempt: attempt } = await confirmed(orderId, [[intentId, 'tok_visa']])
    assert.equal(attempt.status, 'requires_capture')
    return { orderId, intentId, attemptId: attempt.order_payment_attempt_id as string, order, attempt }
  }
  /** An order whose payment waits for the buyer. */
  const aChallenge = async (amount = 1000, special: Body = {}) => {
    const { order_id: orderId } = await anOrder(amount, special)
    const { order, payment_attempt: attempt } = await paid(orderId, 'tok_threeDSecureRequired')
    assert.equal(attempt.status, 'requires_action')
    return { orderId, attemptId: attempt.order_payment_attempt_id as string, order, attempt }
  }
  /** The buyer's answer on the bank's page. */
  const answerChallenge = async (attempt: any, outcome: 'completed' | 'failed') => {
    const { url } = attempt.pending_actions[0].client_action.redirect
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
      redirect: 'manual',
    })
    assert.equal(answer.status, 303)
  }

  /** A buyer at the checkout of a new order: how their calls are signed. */
  const aBuyer = async (session: Body = {}, special: Body = {}) => {
    const { order_id: orderId } = await anOrder(1000, special)
    const { data, json } = await server.call('POST', '/v1/checkout-sessions', {
      body: { order_id: orderId, ...session },
    })
    const secret = data?.checkout_access.checkout_auth_token
    assert.ok(secret, JSON.stringify(json))
    const headers = {
      'X-Checkout-Session-ID': data.checkout_session_id,
      'X-Checkout-Session-Secret': secret,
    }
    return { orderId, as: { key: null, headers } as ApiCall }
  }

  /** What the worker does once this much time has passed. */
  const afterMs = async (milliseconds: number) => {
    server.clock.advance(milliseconds)
    await runDueTimers(server.services, orderTimers)
  }

  /** Makes a call that must be refused in this way, and leave the order and its activities as they were. */
  const expectRefusal = async (orderId: string, call: () => Promise<ApiAnswer>, expected: Expected) => {
    const before = [await read(orderId), await activitiesOf(orderId)]
    const answer = await call()
    assert.deepEqual(said(answer).slice(0, expected.length), [...expected], JSON.stringify(answer.json))
    assert.deepEqual([await read(orderId), await activitiesOf(orderId)], before)
    return answer.error
  }

  return {
    send,
    done,
    expectData,
    create,
    anOrder,
    read,
    activitiesOf,
    pay,
    paid,
    aPaidOrder,
    aLeg,
    confirm,
    confirmed,
    resume,
    resumed,
    leg,
    aHold,
    aChallenge,
    answerChallenge,
    aBuyer,
    afterMs,
    expectRefusal,
  }
}
