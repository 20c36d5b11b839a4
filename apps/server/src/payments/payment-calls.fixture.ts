import assert from 'node:assert/strict'
import type { ApiAnswer } from '../../../../test/support/api.ts'
import { rowCounts } from '../../../../test/support/row-counts.ts'
import type { TestServer } from '../../../../test/support/server.ts'
import { orderTimers } from '../orders/jobs.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'

/** Calls and checks for tests of payments, over the API of a test server. */

export const usd = (amount: number) => ({ amount, currency: 'USD' })

type Body = Record<string, unknown>

let keys = 0
export const newKey = () => `payment-test-${++keys}`

/** What a refusal says: status, code, and the input at fault. */
export const said = ({ status, error }: ApiAnswer) => [status, error?.code, error?.param]

export const paymentCalls = (server: TestServer) => {
  const path = (id: string, command?: string) => `/v1/payment-intents/${id}${command ? `/${command}` : ''}`
  const expectData = async (status: number, called: Promise<ApiAnswer>) => {
    const answer = await called
    assert.equal(answer.status, status, JSON.stringify(answer.json))
    return answer.data
  }

  const create = (body: unknown, key?: string) =>
    server.call('POST', '/v1/payment-intents', { body, ...(key ? { key } : {}) })
  const command = (id: string, name: 'confirm' | 'capture' | 'cancel', body?: Body, key?: string) =>
    server.call('POST', path(id, name), {
      ...(body === undefined ? {} : { body }),
      ...(key ? { key } : {}),
    })
  const update = (id: string, body: unknown) => server.call('PATCH', path(id), { body })
  const read = (id: string) => expectData(200, server.call('GET', path(id)))

  const anIntent = (special: Body = {}) => expectData(201, create({ amount_money: usd(1000), ...special }))
  const confirmed = (id: string, token: string) =>
    expectData(200, command(id, 'confirm', { payment_source_token: token }))
  /** Goes on without a source: after the buyer acted, or to ask for a result that was not known. */
  const goneOn = (id: string) => expectData(200, command(id, 'confirm', {}))

  /** An intent of its own, confirmed with this token. */
  const paidWith = async (token: string, special: Body = {}) => {
    const { payment_intent_id: id } = await anIntent(special)
    return confirmed(id, token)
  }
  const aHold = async (amount = 12_500) => {
    const held = await paidWith('tok_visa', { amount_money: usd(amount), capture_method: 'manual' })
    assert.equal(held.status, 'requires_capture')
    return held
  }

  const anOrder = (amount: number, special: Body = {}) =>
    expectData(
      201,
      server.call('POST', '/v1/orders', {
        body: { line_items: [{ name: 'Thing', unit_price_money: usd(amount) }], ...special },
      }),
    )
  const readOrder = (id: string) => expectData(200, server.call('GET', `/v1/orders/${id}`))
  /** A leg made by the order's own route. */
  const aLeg = async (orderId: string, body: Body = {}) =>
    (await expectData(201, server.call('POST', `/v1/orders/${orderId}/payment-intents`, { body })))
      .payment_intent
  const pay = (orderId: string, body: Body) =>
    server.call('POST', `/v1/orders/${orderId}/pay`, { body, idempotencyKey: newKey() })

  /** A token that is good for one payment, of this card. */
  const aCardToken = async (number = '4242424242424242') =>
    (
      await expectData(
        201,
        server.call('POST', '/v1/tokens', {
          body: {
            card: { number, exp_month: 12, exp_year: 2050, cvc: /^3[47]/.test(number) ? '1234' : '123' },
          },
        }),
      )
    ).token as string

  /** The buyer presses a button on the bank's page that this waiting payment names. */
  const answerChallenge = async (waiting: any, outcome: 'completed' | 'failed') => {
    const { status } = await fetch(waiting.current_payment_action.client_action.redirect.url, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
      redirect: 'manual',
    })
    assert.equal(status, 303)
  }

  /** What the worker does once this much time has passed; says how many timers were due. */
  const afterMs = (milliseconds: number) => {
    server.clock.advance(milliseconds)
    return runDueTimers(server.services, orderTimers)
  }

  const eventTypesOf = async (id: string): Promise<string[]> => {
    const { rows } = await server.services.db.query(
      'SELECT event_type FROM events WHERE resource_id = $1 ORDER BY event_id',
      [id],
    )
    return rows.map((row) => row.event_type)
  }

  /** What the ledger says of one payment, by account. Postings must add up to zero. */
  const booksOf = async (id: string): Promise<Record<string, number>> => {
    const { rows } = await server.services.db.query(
      `SELECT account, sum(amount)::int AS amount FROM ledger_entries WHERE payment_intent_id = $1 GROUP BY account`,
      [id],
    )
    assert.equal(
      rows.reduce((sum, row) => sum + row.amount, 0),
      0,
    )
    return Object.fromEntries(rows.map((row) => [row.account, row.amount]))
  }

  /** Rows of every table but the kept answers, and every payment and order as it stands. */
  const allThatIs = async () => {
    const { idempotency_keys: _, ...counts } = await rowCounts(server.services)
    const { rows } = await server.services.db.query(
      `SELECT payment_intent_id AS id, document FROM payment_intents
       UNION ALL SELECT order_id, document FROM orders
       UNION ALL SELECT token_id, to_jsonb(card_tokens) FROM card_tokens ORDER BY 1`,
    )
    return { counts, rows }
  }
  /** Makes a call that must be refused in this way and leave everything as it was. */
  const expectRefusal = async (
    call: () => Promise<ApiAnswer>,
    expected: readonly [status: number, code: string, param?: string],
  ) => {
    const before = await allThatIs()
    const answer = await call()
    assert.deepEqual(said(answer).slice(0, expected.length), [...expected], JSON.stringify(answer.json))
    assert.deepEqual(await allThatIs(), before)
    return answer.error
  }

  return {
    create,
    command,
    update,
    read,
    anIntent,
    confirmed,
    goneOn,
    paidWith,
    aHold,
    anOrder,
    readOrder,
    aLeg,
    pay,
    aCardToken,
    answerChallenge,
    afterMs,
    eventTypesOf,
    booksOf,
    expectRefusal,
  }
}
