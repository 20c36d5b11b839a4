import assert from 'node:assert/strict'
import type { ApiAnswer } from '../../../../../test/support/api.ts'
import type { TestServer } from '../../../../../test/support/server.ts'
import { newKey } from '../../checkout-sessions/a-checkout.fixture.ts'

/** The payer of one hosted payment, who calls what its page calls: for tests without a browser. */
export type HostedPayer = ReturnType<typeof payerOn>

/** @param shown A payment as any form shows it while its page is open. */
export const pageOf = (shown: { hosted_payment_url?: string; redirect_url?: string }): string =>
  (shown.hosted_payment_url ?? shown.redirect_url)!

export const payerOn = (server: TestServer, pageAddress: string) => {
  const address = new URL(pageAddress)
  const paymentId = address.pathname.split('/').at(-1)!
  const [sessionId = '', secret = ''] = address.hash.slice(1).split('.')
  const headers = { 'X-Checkout-Session-ID': sessionId, 'X-Checkout-Session-Secret': secret }
  const call = (method: string, path: string, body?: unknown, idempotencyKey?: string): Promise<ApiAnswer> =>
    server.call(method, path, {
      key: null,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
  const path = `/v1/flowlix/hosted-payments/${paymentId}`
  const payment = async () => (await call('GET', path)).data
  const orderId = async (): Promise<string> =>
    (await call('GET', `/v1/checkout-sessions/${sessionId}`)).data.order_id
  const token = (number: string, card: object = {}) =>
    call('POST', `${path}/card-tokens`, {
      card: { number, exp_month: 12, exp_year: 2040, cvc: '123', name: 'Test Buyer', ...card },
    })
  const payWith = async (source: object) =>
    call('POST', `/v1/orders/${await orderId()}/pay`, { action: 'pay', payment_source: source }, newKey())
  return {
    paymentId,
    sessionId,
    call,
    payment,
    orderId,
    token,
    payWith,
    /** Types a card and pays, as the page does. */
    pay: async (number: string): Promise<ApiAnswer> => {
      const { status, data, json } = await token(number)
      assert.equal(status, 201, JSON.stringify(json))
      return payWith({ token: data.token })
    },
    cancel: () => call('POST', `${path}/cancel`, {}, newKey()),
    sayWhoPays: (billing_details: unknown) => call('PATCH', path, { billing_details }),
    resume: async (attemptId: string) =>
      call(
        'POST',
        `/v1/orders/${await orderId()}/pay`,
        { action: 'resume', order_payment_attempt_id: attemptId },
        newKey(),
      ),
    cancelAttempt: async (attemptId: string) =>
      call('POST', `/v1/orders/${await orderId()}/payment-attempts/${attemptId}/cancel`, {}, newKey()),
  }
}
