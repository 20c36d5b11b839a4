import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from '../../../../test/support/api.ts'
import type { TestServer } from '../../../../test/support/server.ts'
import { orderTimers } from '../orders/jobs.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { checkoutSessionTimers } from './jobs.ts'

/** Calls for tests of checkout sessions, over the API of a test server. */

type Body = Record<string, unknown>

export const usd = (amount: number) => ({ amount, currency: 'USD' })

let keys = 0
export const newKey = () => `checkout-test-${++keys}`

/** What a refusal says: status, code, and the input at fault. */
export const said = ({ status, error }: ApiAnswer) => [status, error?.code, error?.param]

/** One buyer with one session: their calls carry the session's two headers and no key. */
export type Buyer = ReturnType<typeof buyerOf>

const buyerOf = (server: TestServer, sessionId: string, orderId: string, secret: string) => {
  const headers = { 'X-Checkout-Session-ID': sessionId, 'X-Checkout-Session-Secret': secret }
  const call = (method: string, path: string, body?: unknown, options: ApiCall = {}) =>
    server.call(method, path, { key: null, headers, ...(body === undefined ? {} : { body }), ...options })
  const pay = (body: Body) => call('POST', `/v1/orders/${orderId}/pay`, body, { idempotencyKey: newKey() })
  return {
    sessionId,
    orderId,
    secret,
    headers,
    call,
    session: async () => (await call('GET', `/v1/checkout-sessions/${sessionId}?expand=order`)).data,
    tip: (requested_tip: unknown) => call('PATCH', `/v1/orders/${orderId}`, { requested_tip }),
    token: (card: Body = {}) =>
      call('POST', '/v1/tokens', {
        card: { number: '4242424242424242', exp_month: 12, exp_year: 2040, cvc: '123', ...card },
      }),
    pay: (token: string, more: Body = {}) => pay({ action: 'pay', payment_source: { token }, ...more }),
    resume: (attemptId: string) => pay({ action: 'resume', order_payment_attempt_id: attemptId }),
    cancel: (attemptId: string) =>
      call('POST', `/v1/orders/${orderId}/payment-attempts/${attemptId}/cancel`, {}),
  }
}

export const checkoutCalls = (server: TestServer) => {
  const expectData = async (status: number, called: Promise<ApiAnswer>) => {
    const answer = await called
    assert.equal(answer.status, status, JSON.stringify(answer.json))
    return answer.data
  }
  const create = (body: unknown, options: ApiCall = {}) =>
    server.call('POST', '/v1/checkout-sessions', { body, ...options })
  const read = (id: string) => expectData(200, server.call('GET', `/v1/checkout-sessions/${id}`))
  const anOrder = (amount = 4200, special: Body = {}) =>
    expectData(
      201,
      server.call('POST', '/v1/orders', {
        body: { line_items: [{ name: 'Desk lamp', unit_price_money: usd(amount) }], ...special },
      }),
    )
  const order = (id: string) => expectData(200, server.call('GET', `/v1/orders/${id}`))
  const aSession = async (special: Body = {}, amount?: number) => {
    const { order_id } = await anOrder(amount)
    return expectData(201, create({ order_id, ...special }))
  }
  const aBuyer = async (special: Body = {}, amount?: number): Promise<Buyer> => {
    const session = await aSession(special, amount)
    return buyerFor(session)
  }
  const buyerFor = (session: any): Buyer =>
    buyerOf(
      server,
      session.checkout_session_id,
      session.order_id,
      session.checkout_access.checkout_auth_token,
    )
  const close = (id: string, body?: Body) =>
    server.call('POST', `/v1/checkout-sessions/${id}/close`, body ? { body } : {})
  const merchantPays = (orderId: string, token = 'tok_visa', body?: Body) =>
    server.call('POST', `/v1/orders/${orderId}/pay`, {
      body: body ?? { action: 'pay', payment_source: { token } },
      idempotencyKey: newKey(),
    })

  /** What the worker would do once this much time has passed. */
  const afterMs = async (milliseconds: number) => {
    server.clock.advance(milliseconds)
    await runDueTimers(server.services, {
      ...orderTimers,
      ...checkoutSessionTimers,
    })
  }
  /** Types of the events about one resource, oldest first. */
  const eventsOf = async (resourceId: string): Promise<string[]> => {
    const { rows } = await server.services.db.query(
      'SELECT event_type FROM events WHERE resource_id = $1 ORDER BY event_id',
      [resourceId],
    )
    return rows.map((row) => row['event_type'])
  }
  return {
    create,
    read,
    order,
    anOrder,
    aSession,
    aBuyer,
    buyerFor,
    close,
    merchantPays,
    afterMs,
    eventsOf,
    expectData,
  }
}
