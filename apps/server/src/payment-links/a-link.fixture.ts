import assert from 'node:assert/strict'
import type { ApiAnswer, ApiCall } from '../../../../test/support/api.ts'
import { freshKey, usd } from '../../../../test/support/money-calls.ts'

/** What tests of links say to a server, in short words. Nothing is checked but what the name promises. */
export type Caller = { call(method: string, path: string, options?: ApiCall): Promise<ApiAnswer> }

export const post = (server: Caller, body: unknown) =>
  server.call('POST', '/v1/payment-links', { body, idempotencyKey: freshKey('link') })

export const aLink = async (server: Caller, body: Record<string, unknown> = {}): Promise<any> => {
  const { status, data, json } = await post(server, {
    name: 'Mugs',
    line_items: [{ key: 'mug', name: 'Mug', unit_price_money: usd(1500) }],
    ...body,
  })
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const aDonation = (server: Caller, body: Record<string, unknown> = {}) =>
  aLink(server, {
    name: 'Trees',
    payment_link_type: 'donation',
    line_items: undefined,
    donation_min_amount_money: usd(500),
    donation_max_amount_money: usd(500_000),
    ...body,
  })

export const anEvent = (server: Caller, tickets: number | undefined, body: Record<string, unknown> = {}) =>
  aLink(server, {
    name: 'Concert',
    payment_link_type: 'event',
    line_items: [
      {
        key: 'seat',
        name: 'Seat',
        unit_price_money: usd(2000),
        allow_quantity_adjustment: true,
        max_quantity: 9,
      },
    ],
    event_config: { event_at: '2031-05-01T18:00:00Z', venue: 'Hall', max_total_quantity: tickets },
    ...body,
  })

export const patch = (server: Caller, linkId: string, body: unknown) =>
  server.call('PATCH', `/v1/payment-links/${linkId}`, { body })

/** Without a key, as a buyer. */
export const readPublic = (server: Caller, linkId: string) =>
  server.call('GET', `/v1/payment-links/${linkId}/public`, { key: null })

export const contextOf = async (server: Caller, linkId: string): Promise<string> => {
  const { status, data, json } = await readPublic(server, linkId)
  assert.equal(status, 200, JSON.stringify(json))
  return data.resolution_context
}

export const resolve = async (
  server: Caller,
  linkId: string,
  body: Record<string, unknown> = {},
  idempotencyKey = freshKey('resolve'),
) =>
  server.call('POST', `/v1/payment-links/${linkId}/resolve`, {
    key: null,
    idempotencyKey,
    body: { resolution_context: await contextOf(server, linkId), ...body },
  })

/** A buyer's checkout, and the headers they pay with. */
export type Checkout = { sessionId: string; orderId: string; headers: Record<string, string> }

export const aCheckout = async (
  server: Caller,
  linkId: string,
  body: Record<string, unknown> = {},
): Promise<Checkout> => {
  const { status, data, json } = await resolve(server, linkId, body)
  assert.equal(status, 201, JSON.stringify(json))
  return {
    sessionId: data.checkout_session_id,
    orderId: data.order_id,
    headers: {
      'X-Checkout-Session-ID': data.checkout_session_id,
      'X-Checkout-Session-Secret': data.checkout_access.checkout_auth_token,
    },
  }
}

export const payCheckout = (
  server: Caller,
  { orderId, headers }: Checkout,
  token = 'tok_visa',
  key = freshKey('pay'),
) =>
  server.call('POST', `/v1/orders/${orderId}/pay`, {
    key: null,
    headers,
    idempotencyKey: key,
    body: { action: 'pay', payment_source: { token }, buyer_contact: { email: 'buyer@example.com' } },
  })

export const readLink = async (server: Caller, linkId: string): Promise<any> =>
  (await server.call('GET', `/v1/payment-links/${linkId}`)).data
