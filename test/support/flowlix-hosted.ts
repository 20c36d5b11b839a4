import assert from 'node:assert/strict'
import type { ApiAnswer } from './api.ts'
import { answerBank } from './flowlix-pages.ts'
import { freshKey } from './money-calls.ts'
import type { TestServer } from './server.ts'

/** The payer of one hosted payment, who makes the calls that its page makes, with the credential in the page's address. */
export const hostedPayer = async (server: Pick<TestServer, 'url' | 'call'>, payment: any) => {
  const address = new URL(payment.redirect_url ?? payment.hosted_payment_url)
  const [sessionId = '', secret = ''] = decodeURIComponent(address.hash.slice(1)).split('.')
  assert.ok(sessionId && secret, `${address.href} holds no credential`)
  const headers = { 'X-Checkout-Session-ID': sessionId, 'X-Checkout-Session-Secret': secret }
  const call = (method: string, path: string, body?: unknown): Promise<ApiAnswer> =>
    server.call(method, path, {
      key: null,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(method === 'POST' ? { idempotencyKey: freshKey('payer') } : {}),
    })
  const place = `/v1/flowlix/hosted-payments/${payment.id}`
  const ok = async (asked: Promise<ApiAnswer>) => {
    const answer = await asked
    assert.ok(answer.status < 300, answer.text)
    return answer.data
  }
  const read = () => ok(call('GET', place))
  const { order_id: orderId } = await ok(call('GET', `/v1/checkout-sessions/${sessionId}`))
  const page = await fetch(`${server.url}${address.pathname}`, { redirect: 'manual' })
  const pageText = await page.text()

  const token = (card: object) =>
    call('POST', `${place}/card-tokens`, { card: { exp_month: 8, exp_year: 2040, cvc: '123', ...card } })
  const tryToPay = (source: object) =>
    call('POST', `/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: source })
  /** Where the payer goes on, once the payment has ended. */
  const returned = async (): Promise<URL> => {
    const { outcome, return_url: url } = await read()
    assert.notEqual(outcome, 'open')
    assert.ok(url, 'an ended payment says where the payer goes on')
    return new URL(url)
  }
  const payWith = async (source: object): Promise<URL> => {
    await ok(tryToPay(source))
    return returned()
  }
  return {
    paymentId: payment.id as string,
    orderId,
    call,
    read,
    pageStatus: page.status,
    pageText,
    pageHeaders: page.headers,
    token,
    tryToPay,
    returned,
    payWith,
    pay: async (number: string) => {
      const { token_id, token: text } = await ok(token({ number }))
      return payWith({ token: text ?? token_id })
    },
    /** With a card whose bank asks first. */
    payAndAnswer: async (number: string, outcome: 'completed' | 'failed') => {
      const { token_id, token: text } = await ok(token({ number }))
      const paid = await tryToPay({ token: text ?? token_id })
      const [action] = paid.json.pending_actions
      assert.ok(action, paid.text)
      await answerBank(server, action.client_action.redirect.url, outcome)
      await call('POST', `/v1/orders/${orderId}/pay`, {
        action: 'resume',
        order_payment_attempt_id: paid.data.payment_attempt.order_payment_attempt_id,
      })
      return returned()
    },
    cancel: async () => {
      await ok(call('POST', `${place}/cancel`, {}))
      return returned()
    },
    edit: (billing: object) => call('PATCH', place, { billing_details: billing }),
  }
}
