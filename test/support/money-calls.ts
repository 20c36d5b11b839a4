import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from './api.ts'

/** What a suite about money says to a server, in short words. Nothing is checked but what the name promises. */
export type Caller = { call(method: string, path: string, options?: ApiCall): Promise<ApiAnswer> }

export const usd = (amount: number) => ({ amount, currency: 'USD' })

let made = 0
export const freshKey = (what = 'key') => `${what}-${process.pid}-${++made}`

export const anOrderOf = async (server: Caller, amount: number): Promise<string> => {
  const { status, data, json } = await server.call('POST', '/v1/orders', {
    body: { line_items: [{ name: 'Thing', unit_price_money: usd(amount) }] },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data.order_id
}

export const pay = (server: Caller, orderId: string, key = freshKey('pay'), token = 'tok_visa') =>
  server.call('POST', `/v1/orders/${orderId}/pay`, {
    body: { action: 'pay', payment_source: { token } },
    idempotencyKey: key,
  })

/** A leg of a fixed amount, not confirmed yet; its id. */
export const aLeg = async (
  server: Caller,
  orderId: string,
  amount: number,
  captureMethod: 'automatic' | 'manual' = 'automatic',
): Promise<string> => {
  const { status, data, json } = await server.call('POST', `/v1/orders/${orderId}/payment-intents`, {
    body: { amount_money: usd(amount), capture_method: captureMethod },
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data.payment_intent.payment_intent_id
}

export const confirm = (
  server: Caller,
  orderId: string,
  legs: readonly string[],
  { key = freshKey('confirm'), token = 'tok_visa', isPartial = false } = {},
) =>
  server.call('POST', `/v1/orders/${orderId}/pay`, {
    body: {
      action: 'confirm_payment_intents',
      payment_intents: legs.map((payment_intent_id) => ({ payment_intent_id, token })),
      ...(isPartial ? { completion_behavior: 'partial_payment' } : {}),
    },
    idempotencyKey: key,
  })

/** An order whose whole amount is held. */
export const aHold = async (server: Caller, amount: number) => {
  const orderId = await anOrderOf(server, amount)
  const intentId = await aLeg(server, orderId, amount, 'manual')
  const { data, json } = await confirm(server, orderId, [intentId])
  assert.equal(data?.payment_attempt.status, 'requires_capture', JSON.stringify(json))
  return { orderId, intentId, attemptId: data.payment_attempt.order_payment_attempt_id as string }
}

type Hold = { orderId: string; intentId: string; attemptId: string }

export const capture = (server: Caller, hold: Hold, amount?: number, key = freshKey('capture')) =>
  server.call('POST', `/v1/orders/${hold.orderId}/payment-intents/${hold.intentId}/capture`, {
    body: {
      order_payment_attempt_id: hold.attemptId,
      ...(amount === undefined ? {} : { amount_money: usd(amount) }),
    },
    idempotencyKey: key,
  })

export const cancelHold = (server: Caller, hold: Hold, key = freshKey('cancel')) =>
  server.call('POST', `/v1/orders/${hold.orderId}/payment-intents/${hold.intentId}/cancel`, {
    body: { order_payment_attempt_id: hold.attemptId },
    idempotencyKey: key,
  })

export const refund = (server: Caller, body: Record<string, unknown>, key = freshKey('refund')) =>
  server.call('POST', '/v1/refunds', { body, idempotencyKey: key })

export const addLine = (server: Caller, orderId: string, amount: number, key = freshKey('line')) =>
  server.call('POST', `/v1/orders/${orderId}/line-items`, {
    body: { line_items: [{ name: 'More', unit_price_money: usd(amount) }] },
    idempotencyKey: key,
  })

export const close = (server: Caller, orderId: string, key = freshKey('close')) =>
  server.call('POST', `/v1/orders/${orderId}/close`, { body: {}, idempotencyKey: key })

export const readOrder = async (server: Caller, orderId: string) =>
  (await server.call('GET', `/v1/orders/${orderId}`)).data
