import assert from 'node:assert/strict'
import type { ApiAnswer } from '../../../../test/support/api.ts'
import type { TestServer } from '../../../../test/support/server.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { paymentMethodTimers } from './index.ts'

/** Calls for tests of saved cards, over the API of a test server. */

type Body = Record<string, unknown>

export const usd = (amount: number) => ({ amount, currency: 'USD' })

/** What a refusal says: status, code, and the input at fault. */
export const said = ({ status, error }: ApiAnswer) => [status, error?.code, error?.param]

let made = 0
const fresh = (what: string) => `${what}-${++made}`

export const savedCardCalls = (server: TestServer) => {
  const done = async (status: number, called: Promise<ApiAnswer>) => {
    const answer = await called
    assert.equal(answer.status, status, JSON.stringify(answer.json))
    return answer.data
  }
  const aCustomer = async (): Promise<string> =>
    (
      await done(
        201,
        server.call('POST', '/v1/customers', { body: { email: `${fresh('buyer')}@example.com` } }),
      )
    ).customer_id
  const readCustomer = (id: string) => done(200, server.call('GET', `/v1/customers/${id}`))

  const save = (body: Body) => server.call('POST', '/v1/payment-methods', { body })
  const saved = async (customerId: string, token = 'tok_visa', special: Body = {}) =>
    (await done(201, save({ customer_id: customerId, token, ...special }))).payment_method
  const path = (id: string) => `/v1/payment-methods/${id}`
  const read = (id: string) => done(200, server.call('GET', path(id)))
  const list = async (query = ''): Promise<any[]> =>
    done(200, server.call('GET', `/v1/payment-methods${query}`))
  const cardsOf = (customerId: string, status = 'active') =>
    list(`?customer_id=${customerId}&status=${status}`)
  const remove = (id: string) => server.call('DELETE', path(id))
  const setDefault = (id: string) => server.call('POST', `${path(id)}/set-default`)

  const anOrder = async (customerId: string | null, amount = 4200): Promise<string> =>
    (
      await done(
        201,
        server.call('POST', '/v1/orders', {
          body: {
            ...(customerId ? { customer_id: customerId } : {}),
            line_items: [{ name: 'Thing', unit_price_money: usd(amount) }],
          },
        }),
      )
    ).order_id
  const readOrder = (id: string) => done(200, server.call('GET', `/v1/orders/${id}`))
  const pay = (orderId: string, body: Body) =>
    server.call('POST', `/v1/orders/${orderId}/pay`, {
      body: { action: 'pay', ...body },
      idempotencyKey: fresh('pay'),
    })
  const paid = async (orderId: string, body: Body) => done(200, pay(orderId, body))
  const resume = (orderId: string, attempt: any) =>
    done(200, pay(orderId, { action: 'resume', order_payment_attempt_id: attempt.order_payment_attempt_id }))
  const readIntent = (id: string) => done(200, server.call('GET', `/v1/payment-intents/${id}`))
  const intentOf = (attempt: any) => readIntent(attempt.payment_intents[0].payment_intent_id)

  /** A card token, good once. */
  const aToken = async (number = '4242424242424242', expYear = 2050): Promise<string> =>
    (
      await done(
        201,
        server.call('POST', '/v1/tokens', {
          body: { card: { number, exp_month: 12, exp_year: expYear, cvc: '123' } },
        }),
      )
    ).token

  const answerBank = async (url: string, outcome: 'completed' | 'failed') => {
    const { status } = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
      redirect: 'manual',
    })
    assert.equal(status, 303)
  }

  /** Somebody on the payment page of an order of this customer. */
  const aBuyer = async (customerId: string | null, amount?: number, special: Body = {}) => {
    const orderId = await anOrder(customerId, amount)
    const session = await done(
      201,
      server.call('POST', '/v1/checkout-sessions', { body: { order_id: orderId, ...special } }),
    )
    const headers = {
      'X-Checkout-Session-ID': session.checkout_session_id as string,
      'X-Checkout-Session-Secret': session.checkout_access.checkout_auth_token as string,
    }
    const call = (method: string, to: string, body?: Body) =>
      server.call(method, to, {
        key: null,
        headers,
        ...(body ? { body, idempotencyKey: fresh('buyer') } : {}),
      })
    return {
      orderId,
      get: (to: string) => call('GET', to),
      pay: (body: Body) => call('POST', `/v1/orders/${orderId}/pay`, { action: 'pay', ...body }),
    }
  }

  /** What saved cards do later, without a running worker. */
  const runTimers = () => runDueTimers(server.services, paymentMethodTimers)

  const eventsOf = async (id: string): Promise<{ id: string; type: string; data: any }[]> =>
    (
      await server.services.db.query(
        'SELECT event_id AS id, event_type AS type, data FROM events WHERE resource_id = $1 ORDER BY event_id',
        [id],
      )
    ).rows

  return {
    aBuyer,
    aCustomer,
    readCustomer,
    save,
    saved,
    read,
    list,
    cardsOf,
    remove,
    setDefault,
    anOrder,
    readOrder,
    pay,
    paid,
    resume,
    readIntent,
    intentOf,
    aToken,
    answerBank,
    runTimers,
    eventsOf,
  }
}
