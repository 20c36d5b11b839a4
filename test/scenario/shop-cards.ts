import assert from 'node:assert/strict'
import { type Caller, freshKey, usd } from '../support/money-calls.ts'
import { made, readAll, refused } from './shop-calls.ts'

const tea = { line_items: [{ name: 'Tea', unit_price_money: usd(300) }] }

/** A buyer on the payment page of an order of this customer. */
const atTheCheckout = async (flint: Caller, customer_id: string) => {
  const { order_id } = await made(flint, '/v1/orders', { ...tea, customer_id })
  const session = await made(flint, '/v1/checkout-sessions', { order_id })
  const headers = {
    'X-Checkout-Session-ID': session.checkout_session_id as string,
    'X-Checkout-Session-Secret': session.checkout_access.checkout_auth_token as string,
  }
  return { orderId: order_id as string, as: { key: null, headers } }
}

/**
 * Of these customers, each of whom has a card: nobody sees or pays with the card of another, nor does the shop take one
 * for another by mistake; and no payment of the past was made with one.
 */
export const expectCardsApart = async (flint: Caller, customers: readonly string[]) => {
  const owners = new Map<string, string>()
  for (const customer of customers)
    for (const { payment_method_id } of await readAll(flint, `/v1/payment-methods?customer_id=${customer}`))
      owners.set(payment_method_id, customer)
  assert.equal(new Set(owners.values()).size, customers.length)

  for (const customer of customers) {
    const { orderId, as } = await atTheCheckout(flint, customer)
    const { data: seen } = await flint.call('GET', '/v1/payment-methods', as)
    for (const { payment_method_id } of seen) assert.equal(owners.get(payment_method_id), customer)
    for (const [payment_method_id, owner] of owners) {
      if (owner === customer) continue
      const unknown = [404, 'PAYMENT_METHOD_NOT_FOUND'] as const
      refused(await flint.call('GET', `/v1/payment-methods/${payment_method_id}`, as), ...unknown)
      const pay = (options: object) =>
        flint.call('POST', `/v1/orders/${orderId}/pay`, {
          body: { action: 'pay', payment_source: { payment_method_id } },
          idempotencyKey: freshKey(),
          ...options,
        })
      refused(await pay(as), ...unknown)
      refused(await pay({}), 409, 'PAYMENT_METHOD_CUSTOMER_MISMATCH')
    }
  }

  for (const { customer_id, payment_source } of await readAll(flint, '/v1/payment-intents')) {
    const card = payment_source?.card?.payment_method_id
    if (card) assert.equal(owners.get(card), customer_id)
  }
}
