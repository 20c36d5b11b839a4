import assert from 'node:assert/strict'
import type { TestServer } from '../../../../test/support/server.ts'
import { disputeTimers } from '../disputes/index.ts'
import { orderTimers } from '../orders/jobs.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { finishAfterMs } from './finish-timer.ts'
import { refundTimers } from './jobs.ts'

/** Builders and checks for tests of refunds, over the API of a test server. */

export const usd = (amount: number) => ({ amount, currency: 'USD' })

let keys = 0
export const newKey = () => `test-${++keys}`

const salesTax = {
  taxable: true,
  calculation: {
    mode: 'external',
    price_mode: 'additive',
    components: [{ type: 'percentage', percent: 8.25, tax_type: 'sales_tax' }],
  },
}

/** The order of flint-commerce 4.12; its promotion of 10 % is a manual discount of 620, which comes to the same. */
const exampleOrder = {
  line_items: [
    { name: 'Shirt', quantity: 2, unit_price_money: usd(2500), tax: salesTax },
    { name: 'Mug', quantity: 1, unit_price_money: usd(1200), tax: salesTax },
  ],
  discounts: [{ manual: { discount_class: 'order', name: 'Ten per cent', amount_money: usd(620) } }],
  charges: [
    {
      type: 'service_fee',
      name: 'Service',
      percent: 3,
      calculation_basis: 'subtotal_post_discount',
      tax: salesTax,
    },
    { type: 'delivery_fee', name: 'Delivery', amount_money: usd(499) },
  ],
  tax: { enabled: true, calculation: { mode: 'external', price_mode: 'additive' } },
  requested_tip: { percent: 15 },
}

export const aPlainOrder = (amount: number) => ({
  line_items: [{ name: 'Thing', unit_price_money: usd(amount) }],
})

export const createOrder = async (server: TestServer, body: unknown) => {
  const { status, data, json } = await server.call('POST', '/v1/orders', { body })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const pay = async (server: TestServer, orderId: string, token = 'tok_visa') => {
  const { data, json } = await server.call('POST', `/v1/orders/${orderId}/pay`, {
    body: { action: 'pay', payment_source: { token } },
    idempotencyKey: newKey(),
  })
  assert.equal(data?.payment_attempt?.status, 'succeeded', JSON.stringify(json))
  return data.order
}

export const aPaidOrder = async (server: TestServer, { amount = 1000, token = 'tok_visa' } = {}) =>
  pay(server, (await createOrder(server, aPlainOrder(amount))).order_id, token)

/** Paid 7557, of which 837 is the tip. */
export const theExampleOrderPaid = async (server: TestServer, token?: string) => {
  const order = await pay(server, (await createOrder(server, exampleOrder)).order_id, token)
  assert.equal(order.settlement_amounts.paid_money.amount, 7557)
  return order
}

/** An order that several legs paid, in this order, each with its own card. */
export const aSplitOrder = async (server: TestServer, legs: { amount: number; token: string }[]) => {
  const total = legs.reduce((sum, leg) => sum + leg.amount, 0)
  const { order_id: orderId } = await createOrder(server, aPlainOrder(total))
  const intentIds: string[] = []
  for (const { amount } of legs) {
    const { data, json } = await server.call('POST', `/v1/orders/${orderId}/payment-intents`, {
      body: { amount_money: usd(amount) },
    })
    const intentId = data?.payment_intent_id ?? data?.payment_intent?.payment_intent_id
    assert.ok(intentId, JSON.stringify(json))
    intentIds.push(intentId)
  }
  const { data, json } = await server.call('POST', `/v1/orders/${orderId}/pay`, {
    body: {
      action: 'confirm_payment_intents',
      payment_intents: legs.map(({ token }, at) => ({ payment_intent_id: intentIds[at], token })),
    },
    idempotencyKey: newKey(),
  })
  assert.equal(data?.order?.payment_status, 'paid', JSON.stringify(json))
  return { order: data.order, intentIds }
}

/** A succeeded payment that belongs to no order. */
export const aPaidIntent = async (server: TestServer, amount: number, tip?: number) => {
  const made = await server.call('POST', '/v1/payment-intents', {
    body: {
      amount_money: usd(amount),
      payment_options: ['card'],
      ...(tip === undefined ? {} : { tip_money: usd(tip) }),
    },
  })
  assert.equal(made.status, 201, JSON.stringify(made.json))
  const { data, json } = await server.call(
    'POST',
    `/v1/payment-intents/${made.data.payment_intent_id}/confirm`,
    { body: { payment_source_token: 'tok_visa' } },
  )
  assert.equal(data?.status, 'succeeded', JSON.stringify(json))
  return data
}

export const refund = (server: TestServer, body: Record<string, unknown>, idempotencyKey = newKey()) =>
  server.call('POST', '/v1/refunds', { body, idempotencyKey })

export const refunded = async (server: TestServer, body: Record<string, unknown>) => {
  const { status, data, json } = await refund(server, body)
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const readOrder = async (server: TestServer, orderId: string) =>
  (await server.call('GET', `/v1/orders/${orderId}`)).data
export const readRefund = async (server: TestServer, refundId: string, query = '') =>
  (await server.call('GET', `/v1/refunds/${refundId}${query}`)).data

/** What the worker does once this much time has passed. */
export const afterMs = async (server: TestServer, milliseconds: number = finishAfterMs) => {
  server.clock.advance(milliseconds)
  const handlers = { ...orderTimers, ...refundTimers, ...disputeTimers }
  while ((await runDueTimers(server.services, handlers)) > 0);
}

/** The events of one resource, oldest first. */
export const eventsOf = async (server: TestServer, resourceId: string) => {
  const { rows } = await server.services.db.query(
    'SELECT event_type, data FROM events WHERE resource_id = $1 ORDER BY event_id',
    [resourceId],
  )
  return rows as { event_type: string; data: any }[]
}

/**
 * Order, payments, refunds and ledger must name one refunded amount, postings add up to zero, and no payment may
 * have given back more than it took.
 */
export const expectBooksToAgree = async ({ services: { db } }: TestServer, orderId: string) => {
  const { rows } = await db.query(
    `SELECT o.paid, o.refunded,
       (SELECT coalesce(sum(captured), 0) FROM payment_intents p WHERE p.order_id = o.order_id) AS captured,
       (SELECT coalesce(sum(refunded), 0) FROM payment_intents p WHERE p.order_id = o.order_id) AS intents_refunded,
       (SELECT coalesce(sum((document -> 'standing' ->> 'amount')::bigint), 0) FROM refunds r WHERE r.order_id = o.order_id) AS refunds_standing,
       (SELECT coalesce(sum(amount), 0) FROM ledger_entries l WHERE l.order_id = o.order_id
         AND account = 'merchant_balance' AND kind IN ('refund', 'refund_reversal')) AS ledger_refunded,
       (SELECT coalesce(-sum(amount), 0) FROM ledger_entries l WHERE l.order_id = o.order_id
         AND account = 'processor_clearing' AND kind IN ('refund', 'refund_reversal')) AS ledger_returned,
       (SELECT count(*) FROM (SELECT 1 FROM ledger_entries l WHERE l.order_id = o.order_id
         GROUP BY posting_id HAVING sum(amount) <> 0) unbalanced) AS unbalanced,
       (SELECT count(*) FROM payment_intents p WHERE p.order_id = o.order_id AND refunded <> (
         SELECT coalesce(sum(amount), 0) FROM ledger_entries l WHERE l.payment_intent_id = p.payment_intent_id
           AND account = 'merchant_balance' AND kind IN ('refund', 'refund_reversal'))) AS intents_apart
     FROM orders o WHERE order_id = $1`,
    [orderId],
  )
  const books = Object.fromEntries(Object.entries(rows[0]!).map(([name, value]) => [name, Number(value)]))
  const { paid, refunded: amount } = books
  assert.deepEqual(books, {
    paid,
    refunded: amount,
    captured: paid,
    intents_refunded: amount,
    refunds_standing: amount,
    ledger_refunded: amount,
    ledger_returned: amount,
    unbalanced: 0,
    intents_apart: 0,
  })
  assert.ok(amount! <= paid!)
  return { paid: paid!, refunded: amount! }
}
