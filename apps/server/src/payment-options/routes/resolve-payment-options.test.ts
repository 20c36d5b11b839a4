import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anOrderOf, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const { call } = server
const path = '/v1/payment-options/resolve'

type Row = { payment_option: string; status: string; reason_code: string | null }

/** Option → `available`, or the first reason against it. */
const resolve = async (body: object, key?: string): Promise<Record<string, string>> => {
  const { status, data, json } = await call('POST', path, { body, ...(key ? { key } : {}) })
  assert.equal(status, 200, JSON.stringify(json))
  return Object.fromEntries(
    data.map(({ payment_option, status: word, reason_code }: Row) => [payment_option, reason_code ?? word]),
  )
}

const refused = async (body: unknown, expected: [status: number, code: string, param?: string]) => {
  const { status, error } = await call('POST', path, { body })
  assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
}

describe('resolvePaymentOptions', () => {
  it('200: says of each option whether, and if not why', async () => {
    const { data } = await call('POST', path, {
      body: { context: { amount_money: usd(4000) }, payment_options: ['affirm', 'card'] },
    })
    const { message, ...blocker } = data[0].blockers[0]
    assert.match(message, /\$50\.00 to \$30,000\.00/)
    assert.deepEqual(blocker, {
      code: 'amount_out_of_range',
      resolution_owner: 'integrator',
      retryable: false,
    })
    assert.deepEqual(data[1], {
      payment_option: 'card',
      status: 'available',
      reason_code: null,
      reason_message: null,
      blockers: [],
    })
    assert.equal(data[0].reason_message, message)
  })

  it('200: without a body, all options of the account', async () => {
    const { status, data } = await call('POST', path)
    assert.equal(status, 200)
    assert.deepEqual(
      data.map((row: Row) => row.payment_option),
      ['card', 'apple_pay', 'google_pay', 'affirm', 'ach_debit'],
    )
  })

  it('200: takes every field of the context', async () => {
    const found = await resolve({
      context: {
        amount_money: { amount: 6000, currency: 'EUR' },
        buyer_country: 'DE',
        billing_country: 'DE',
        capture_method: 'manual',
        off_session: true,
        recurring: true,
        allow_redirects: false,
      },
    })
    assert.deepEqual(found, {
      card: 'available',
      apple_pay: 'capability_pending',
      google_pay: 'capability_pending',
      affirm: 'currency_not_supported',
      ach_debit: 'currency_not_supported',
    })
  })

  it('200: in live mode nothing can be taken without a processor', async () => {
    assert.equal((await resolve({}, server.liveKey))['card'], 'merchant_payments_disabled')
  })

  it('200: looks up what is due on an order, and on the order of a checkout session', async () => {
    const order_id = await anOrderOf(server, 4000)
    const session = await call('POST', '/v1/checkout-sessions', { body: { order_id } })
    for (const source of [
      { type: 'order', id: order_id },
      { type: 'checkout_session', id: session.data.checkout_session_id },
    ])
      assert.equal((await resolve({ source }))['affirm'], 'amount_out_of_range')
  })

  it('200: looks up the amount and the capture method of a payment intent', async () => {
    const { data } = await call('POST', '/v1/payment-intents', {
      body: { amount_money: usd(6000), capture_method: 'manual' },
    })
    const found = await resolve({ source: { type: 'payment_intent', id: data.payment_intent_id } })
    assert.equal(found['ach_debit'], 'capture_method_not_supported')
    assert.equal(found['card'], 'available')
  })

  it('200: what the context says counts before the source', async () => {
    const id = await anOrderOf(server, 4000)
    const body = { source: { type: 'order', id }, context: { amount_money: usd(6000) } }
    assert.equal((await resolve(body))['affirm'], 'capability_pending')
  })

  it('200: a subscription is recurring, even before there is one', async () => {
    assert.equal((await resolve({ source: { type: 'subscription' } }))['affirm'], 'recurring_not_supported')
  })

  it('404: a source that is not there', async () => {
    for (const [type, id, code] of [
      ['order', 'ord_01J00000000000000000000000', 'ORDER_NOT_FOUND'],
      ['payment_intent', 'pi_01J00000000000000000000000', 'PAYMENT_INTENT_NOT_FOUND'],
      ['checkout_session', 'cs_01J00000000000000000000000', 'CHECKOUT_SESSION_NOT_FOUND'],
      ['payment_link', 'pl_01J00000000000000000000000', 'PAYMENT_LINK_NOT_FOUND'],
      ['invoice', 'inv_01J00000000000000000000000', 'RESOURCE_NOT_FOUND'],
      ['subscription', 'sub_01J00000000000000000000000', 'RESOURCE_NOT_FOUND'],
    ] as const)
      await refused({ source: { type, id } }, [404, code, 'source.id'])
  })

  it('404: a source of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    const id = await anOrderOf(server, 4000)
    const { status, error } = await call('POST', path, { body: { source: { type: 'order', id } }, key })
    assert.deepEqual([status, error?.code], [404, 'ORDER_NOT_FOUND'])
  })

  it('400 INVALID_PAYMENT_OPTION_RESOLVE_REQUEST', async () => {
    for (const [body, param] of [
      [{ context: { buyer_country: 'us' } }, 'context.buyer_country'],
      [{ context: { capture_method: 'later' } }, 'context.capture_method'],
      [{ context: { recurring: 'yes' } }, 'context.recurring'],
      [{ source: { type: 'cart' } }, 'source.type'],
    ] as const)
      await refused(body, [400, 'INVALID_PAYMENT_OPTION_RESOLVE_REQUEST', param])
  })

  it('400 INVALID_PAYMENT_OPTIONS and PAYMENT_OPTIONS_REQUIRED', async () => {
    await refused({ payment_options: ['cash'] }, [400, 'INVALID_PAYMENT_OPTIONS', 'payment_options[0]'])
    await refused({ payment_options: [] }, [400, 'PAYMENT_OPTIONS_REQUIRED', 'payment_options'])
  })

  it('400 UNSUPPORTED_CURRENCY', () =>
    refused({ context: { amount_money: { amount: 100, currency: 'ZZZ' } } }, [
      400,
      'UNSUPPORTED_CURRENCY',
      'context.amount_money.currency',
    ]))
})
