import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ApiCall } from '../../../../../test/support/api.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { environments } from '../../platform/auth/environments.ts'
import { sendDueEmails } from '../../mail/send-due-emails.ts'
import { receiptWriters } from '../write-receipt.ts'

const server = await startTestServer()
const known = environments(server.services)
const usd = (amount: number) => ({ amount, currency: 'USD' })
let keys = 0

const done = async (method: string, path: string, body?: unknown, options: ApiCall = {}) => {
  const answer = await server.call(method, path, {
    ...(body === undefined ? {} : { body, idempotencyKey: `receipt-${++keys}` }),
    ...options,
  })
  assert.ok(answer.status < 300, JSON.stringify(answer.json))
  return answer.data
}
const anOrder = (special: object = {}) =>
  done('POST', '/v1/orders', {
    line_items: [{ name: 'Desk lamp', unit_price_money: usd(4200) }],
    ...special,
  })
const pay = (orderId: string, more: object = {}) =>
  done('POST', `/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' }, ...more })
const aPaidOrder = async (special: object = {}) => {
  const order = await anOrder(special)
  await pay(order.order_id)
  return order.order_id as string
}
const withBuyer = { buyer_contact: { email: 'buyer@example.com' } }
const ask = (orderId: string, body?: object, path = 'receipt') =>
  server.call('POST', `/v1/orders/${orderId}/${path}`, body === undefined ? {} : { body })
const mailed = async (orderId: string) => {
  await sendDueEmails(server.services, known, receiptWriters, null)
  return done('GET', `/v1/developer/emails?order_id=${orderId}`)
}
const said = ({ status, error }: any) => [status, error?.code, error?.param]

describe('the receipt that a payment sends by itself', () => {
  it('goes to the buyer, once, with what was paid and how', async () => {
    const orderId = await aPaidOrder(withBuyer)
    const emails = await mailed(orderId)
    assert.deepEqual(
      emails.map((email: any) => [email.to, email.kind, email.status, email.sent_by]),
      [['buyer@example.com', 'order_receipt', 'sent', 'catcher']],
    )
    const { html, text, subject } = await done('GET', `/v1/developer/emails/${emails[0].email_id}`)
    assert.match(subject, /^\[Test\] Your receipt from .+, order 1\d{3}$/)
    for (const written of [html, text]) {
      assert.match(written, /Desk lamp/)
      assert.match(written, /\$42\.00/)
      assert.match(written, /Visa ending in 4242/)
    }
  })

  it('is written from the order as it is then: a quick refund is on it', async () => {
    const orderId = await aPaidOrder(withBuyer)
    await done('POST', '/v1/refunds', { order_id: orderId, amount_money: usd(100) })
    const [email] = await mailed(orderId)
    const { text } = await done('GET', `/v1/developer/emails/${email.email_id}`)
    assert.match(text, /Refund.*\n?.*-\$1\.00/)
  })

  it('comes with the payment that completes the order, not with the ones before', async () => {
    const order = await anOrder(withBuyer)
    const path = `/v1/orders/${order.order_id}`
    const legs = [await done('POST', `${path}/payment-intents`, { amount_money: usd(1000) })]
    legs.push(await done('POST', `${path}/payment-intents`, { amount_money: usd(3200) }))
    for (const [index, leg] of legs.entries()) {
      const { payment_intent_id: id } = leg.payment_intent ?? leg
      await done('POST', `${path}/pay`, {
        action: 'confirm_payment_intents',
        completion_behavior: 'partial_payment',
        payment_intents: [{ payment_intent_id: id, token: 'tok_visa' }],
      })
      assert.equal((await mailed(order.order_id)).length, index)
    }
  })

  it('is not sent where no address is known, nor for a declined payment', async () => {
    assert.deepEqual(await mailed(await aPaidOrder()), [])
    const order = await anOrder(withBuyer)
    await pay(order.order_id, { payment_source: { token: 'tok_chargeDeclinedInsufficientFunds' } })
    assert.deepEqual(await mailed(order.order_id), [])
  })

  it('the worker sends it without being asked', async () => {
    const worker = server.startWorker()
    const orderId = await aPaidOrder(withBuyer)
    await waitFor('the receipt is sent', async () => {
      const [email] = await done('GET', `/v1/developer/emails?order_id=${orderId}&status=sent`)
      return email
    })
    await worker.stop()
  })
})

describe('POST /v1/orders/{order_id}/receipt', () => {
  it('200: to the address given', async () => {
    const orderId = await aPaidOrder()
    const { status, data } = await ask(orderId, { email: 'other@example.com' })
    assert.equal(status, 200)
    assert.deepEqual([data.order_id, data.email, data.status], [orderId, 'other@example.com', 'queued'])
    const [email] = await mailed(orderId)
    assert.deepEqual([email.email_id, email.status], [data.email_id, 'sent'])
  })

  it("200: to the buyer's address on the order, without a body, right after the automatic one", async () => {
    const orderId = await aPaidOrder(withBuyer)
    const { status, data } = await ask(orderId)
    assert.deepEqual([status, data.email], [200, 'buyer@example.com'])
    assert.equal((await mailed(orderId)).length, 2)
  })

  it("200: else to the customer's", async () => {
    const customer = await done('POST', '/v1/customers', { email: 'ada@example.com', name: 'Ada' })
    const orderId = await aPaidOrder({ customer_id: customer.customer_id })
    assert.equal((await ask(orderId, {})).data.email, 'ada@example.com')
  })

  it('200: under its newer path', async () => {
    const { status } = await ask(await aPaidOrder(withBuyer), {}, 'send-receipt')
    assert.equal(status, 200)
  })

  it('409 ORDER_RECEIPT_NOT_AVAILABLE before the order is paid', async () => {
    const order = await anOrder(withBuyer)
    const refused = await ask(order.order_id)
    assert.deepEqual(said(refused), [409, 'ORDER_RECEIPT_NOT_AVAILABLE', 'order_id'])
    assert.equal(refused.error.current_status, 'unpaid')
  })

  it('409 ORDER_RECEIPT_EMAIL_UNAVAILABLE', async () =>
    assert.deepEqual(said(await ask(await aPaidOrder())), [409, 'ORDER_RECEIPT_EMAIL_UNAVAILABLE', 'email']))

  it('400 for what is no address', async () => {
    const refused = await ask(await aPaidOrder(), { email: 'nobody' })
    assert.deepEqual([refused.status, refused.error.param], [400, 'email'])
  })

  it('404 for an order that is not there', async () =>
    assert.deepEqual(said(await ask('ord_00000000000000000000000000')), [404, 'ORDER_NOT_FOUND', 'order_id']))

  it('429: once in five minutes for the same order and address; Retry-After says when', async () => {
    const orderId = await aPaidOrder(withBuyer)
    const other = await aPaidOrder(withBuyer)
    assert.equal((await ask(orderId)).status, 200)
    server.clock.advance(60_000)
    const refused = await ask(orderId, { email: 'Buyer@Example.com' })
    assert.deepEqual(said(refused), [429, 'ORDER_RECEIPT_RESEND_RATE_LIMITED', 'email'])
    const wait = Number(refused.headers.get('retry-after'))
    assert.ok(wait > 200 && wait <= 240, String(wait))
    assert.equal(refused.headers.get('flint-rate-limited-reason'), 'resource')
    assert.equal((await ask(orderId, { email: 'other@example.com' })).status, 200)
    assert.equal((await ask(other)).status, 200)
    server.clock.advance(wait * 1000)
    assert.equal((await ask(orderId)).status, 200)
  })

  it('429: of two at once, one is sent', async () => {
    const orderId = await aPaidOrder()
    const body = { email: 'twice@example.com' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(orderId, body)))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 429, 429, 429, 429, 429])
  })

  it('the same Idempotency-Key gives the same answer, and no second message', async () => {
    const orderId = await aPaidOrder(withBuyer)
    const options = { body: {}, idempotencyKey: `again-${orderId}` }
    const first = await server.call('POST', `/v1/orders/${orderId}/receipt`, options)
    const second = await server.call('POST', `/v1/orders/${orderId}/receipt`, options)
    assert.deepEqual([first.status, second.status], [200, 200])
    assert.equal(first.data.email_id, second.data.email_id)
  })
})

describe('a customer who is erased', () => {
  it('takes the receipts along', async () => {
    const customer = await done('POST', '/v1/customers', { email: 'gone@example.com', name: 'Gone' })
    const orderId = await aPaidOrder({ customer_id: customer.customer_id, ...withBuyer })
    assert.equal((await mailed(orderId)).length, 1)
    await done('POST', `/v1/customers/${customer.customer_id}/deletion-requests`, {})
    const worker = server.startWorker()
    await waitFor('the receipts are gone', async () => (await mailed(orderId)).length === 0)
    await worker.stop()
  })
})
