import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { settingsCalls } from '../settings/a-setting.fixture.ts'
import { checkoutCalls, said, usd } from './a-checkout.fixture.ts'

/** What settings do to checkout sessions. Source: contract, flint-platform 16.1. */

const server = await startTestServer()
const { set, clear } = settingsCalls(server)
const { create, read, aSession, aBuyer, order, expectData } = checkoutCalls(server)
afterEach(clear)

const address = { line1: '1 Main Street', city: 'Springfield', postal_code: '62701', country: 'US' }

describe('checkout.default_expires_in_seconds', () => {
  it('is how long a session lives that does not say', async () => {
    await set({ checkout: { default_expires_in_seconds: 600 } })
    const session = await aSession()
    assert.equal(Date.parse(session.expires_at) - Date.parse(session.created_at), 600_000)
    const own = await aSession({ expiration: { expires_in_seconds: 1200 } })
    assert.equal(Date.parse(own.expires_at) - Date.parse(own.created_at), 1_200_000)
  })
})

describe('checkout.enabled_payment_options', () => {
  it('is what a session takes that does not say, without what its order cannot be paid with', async () => {
    await set({ checkout: { enabled_payment_options: ['card', 'ach_debit', 'affirm'] } })
    assert.deepEqual((await aSession()).payments.enabled_payment_options, ['card', 'ach_debit'])
    const { order_id } = await expectData(
      201,
      server.call('POST', '/v1/orders', {
        body: { line_items: [{ name: 'Lamp', unit_price_money: { amount: 4200, currency: 'EUR' } }] },
      }),
    )
    const session = await expectData(201, create({ order_id }))
    assert.deepEqual(session.payments.enabled_payment_options, ['card'])
  })

  it('a session that names its own takes those', async () => {
    await set({ checkout: { enabled_payment_options: ['ach_debit'] } })
    const session = await aSession({ payments: { enabled_payment_options: ['card'] } })
    assert.deepEqual(session.payments.enabled_payment_options, ['card'])
    const buyer = await aBuyer()
    const { data } = await buyer.token()
    assert.deepEqual(said(await buyer.pay(data.token)).slice(0, 2), [400, 'PAYMENT_OPTION_NOT_ALLOWED'])
  })

  it('400 PAYMENT_OPTION_UNAVAILABLE where none of them fits the order', async () => {
    await set({ checkout: { enabled_payment_options: ['ach_debit'] } })
    const { order_id } = await expectData(
      201,
      server.call('POST', '/v1/orders', {
        body: { line_items: [{ name: 'Lamp', unit_price_money: { amount: 4200, currency: 'EUR' } }] },
      }),
    )
    assert.deepEqual(said(await create({ order_id })), [
      400,
      'PAYMENT_OPTION_UNAVAILABLE',
      'payments.enabled_payment_options[0]',
    ])
  })
})

describe('checkout.promotion_code_entry_enabled', () => {
  const apply = (buyer: Awaited<ReturnType<typeof aBuyer>>) =>
    buyer.call('POST', `/v1/orders/${buyer.orderId}/discounts`, {
      discount: { promotion: { promotion_code: 'ANY' } },
    })

  it('false: a buyer gives no code, unless their session says so', async () => {
    await set({ checkout: { promotion_code_entry_enabled: false } })
    const buyer = await aBuyer()
    assert.deepEqual((await buyer.session()).promotion_config, { codes_enabled: false })
    assert.deepEqual(said(await apply(buyer)).slice(0, 2), [409, 'PROMOTION_CODES_DISABLED'])
    const other = await aBuyer({ promotion_config: { codes_enabled: true } })
    assert.deepEqual(said(await apply(other)).slice(0, 2), [404, 'PROMOTION_NOT_FOUND'])
    const asMerchant = await aBuyer({ promotion_config: { codes_enabled: null } })
    assert.equal((await asMerchant.session()).promotion_config.codes_enabled, false)
  })

  it('where promotions.codes_enabled is false, no session takes one', async () => {
    await set({ promotions: { codes_enabled: false } })
    const session = await aSession({ promotion_config: { codes_enabled: true } })
    assert.equal(session.promotion_config.codes_enabled, false)
  })
})

describe('checkout.require_email, require_phone and require_billing_address', () => {
  const everything = { require_email: true, require_phone: true, require_billing_address: true }

  it('a buyer pays once all is there', async () => {
    await set({ checkout: everything })
    const buyer = await aBuyer()
    assert.deepEqual((await buyer.session()).customer_collection, everything)
    const contact: Record<string, unknown> = {}
    for (const [missing, code, field, value] of [
      ['buyer_contact.email', 'EMAIL_REQUIRED', 'email', 'ada@example.com'],
      ['buyer_contact.phone', 'FIELD_REQUIRED', 'phone', '+1 415 555 0100'],
      ['buyer_contact.billing_address.line1', 'FIELD_REQUIRED', 'billing_address', address],
    ] as const) {
      const { data } = await buyer.token()
      const refused = await buyer.pay(data.token, { buyer_contact: contact })
      assert.deepEqual(said(refused), [400, code, missing])
      contact[field] = value
    }
    const { data } = await buyer.token()
    const paid = await buyer.pay(data.token, { buyer_contact: contact })
    assert.equal(paid.data.order.payment_status, 'paid', JSON.stringify(paid.json))
    assert.deepEqual((await order(buyer.orderId)).buyer_contact, {
      email: 'ada@example.com',
      phone: '+1 415 555 0100',
      billing_address: address,
    })
  })

  it('an address without its postal code or country is none', async () => {
    await set({ checkout: { require_billing_address: true } })
    const buyer = await aBuyer()
    for (const field of ['postal_code', 'country'] as const) {
      const { [field]: _, ...rest } = address
      const { data } = await buyer.token()
      const refused = await buyer.pay(data.token, { buyer_contact: { billing_address: rest } })
      assert.deepEqual(said(refused), [400, 'FIELD_REQUIRED', `buyer_contact.billing_address.${field}`])
    }
  })

  it('a buyer may give it before, and a session may ask for less', async () => {
    await set({ checkout: everything })
    const buyer = await aBuyer({ customer_collection: { require_email: false, require_phone: false } })
    await expectData(
      200,
      buyer.call('PATCH', `/v1/checkout-sessions/${buyer.sessionId}`, {
        buyer_contact: { billing_address: address },
      }),
    )
    const { data } = await buyer.token()
    assert.equal((await buyer.pay(data.token)).data.order.payment_status, 'paid')
  })

  it('binds buyers, not the merchant', async () => {
    await set({ checkout: everything })
    const { order_id } = await aSession()
    const { status } = await server.call('POST', `/v1/orders/${order_id}/pay`, {
      body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      idempotencyKey: 'merchant-pays-all-the-same',
    })
    assert.equal(status, 200)
  })

  it('a session that is open keeps the rules it was opened with', async () => {
    const buyer = await aBuyer()
    await set({ checkout: everything })
    const { data } = await buyer.token()
    assert.equal((await buyer.pay(data.token)).data.order.payment_status, 'paid')
  })
})

describe('checkout.saved_payment_details', () => {
  const aKnownBuyer = async () => {
    const { customer_id } = await expectData(
      201,
      server.call('POST', '/v1/customers', { body: { email: `saved-${Math.random()}@example.com` } }),
    )
    const { payment_method } = await expectData(
      201,
      server.call('POST', '/v1/payment-methods', { body: { customer_id, token: 'tok_visa' } }),
    )
    return { buyer: await aBuyer({ customer_collection: { customer_id } }), saved: payment_method }
  }

  it('enabled false: a buyer sees, uses and saves no card', async () => {
    const { buyer, saved } = await aKnownBuyer()
    assert.equal((await buyer.session()).save_payment_method_offered, true)
    assert.equal((await buyer.call('GET', '/v1/payment-methods')).data.length, 1)
    await set({ checkout: { saved_payment_details: { enabled: false } } })
    assert.equal((await buyer.session()).save_payment_method_offered, false)
    assert.deepEqual((await buyer.call('GET', '/v1/payment-methods')).data, [])
    const withSaved = await buyer.call(
      'POST',
      `/v1/orders/${buyer.orderId}/pay`,
      { action: 'pay', payment_source: { payment_method_id: saved.payment_method_id } },
      { idempotencyKey: 'no-saved-cards' },
    )
    assert.deepEqual(said(withSaved).slice(0, 2), [404, 'PAYMENT_METHOD_NOT_FOUND'])
    const { data } = await buyer.token()
    const saving = await buyer.pay(data.token, { save_payment_method: true })
    assert.deepEqual(said(saving), [400, 'PAYMENT_OPTION_NOT_ALLOWED', 'save_payment_method'])
    assert.equal((await buyer.pay(data.token)).data.order.payment_status, 'paid')
  })
})

describe('legal', () => {
  it('a session shows the merchant’s links, its own before them', async () => {
    await set({
      legal: {
        terms_of_service_url: 'https://shop.example/terms',
        refund_policy_url: 'https://shop.example/refunds',
      },
    })
    const { legal } = await aSession({ legal: { refund_policy_url: 'https://shop.example/other' } })
    assert.deepEqual(legal, {
      terms_of_service_url: 'https://shop.example/terms',
      refund_policy_url: 'https://shop.example/other',
    })
  })

  it('require_terms_of_service: a buyer pays once they agree, and the session says when', async () => {
    await set({ legal: { require_terms_of_service: true } })
    const buyer = await aBuyer()
    const { data } = await buyer.token()
    for (const more of [{}, { terms_of_service_accepted: false }])
      assert.deepEqual(said(await buyer.pay(data.token, more)), [
        400,
        'FIELD_REQUIRED',
        'terms_of_service_accepted',
      ])
    assert.equal((await buyer.session()).terms_of_service_accepted_at, null)
    const declined = await buyer.token({ number: '4000000000000002' })
    await buyer.pay(declined.data.token, { terms_of_service_accepted: true })
    const agreedAt = (await buyer.session()).terms_of_service_accepted_at
    assert.ok(agreedAt)
    server.clock.advance(60_000)
    // Once is enough.
    const paid = await buyer.pay(data.token)
    assert.equal(paid.data.order.payment_status, 'paid', JSON.stringify(paid.json))
    const session = await read(buyer.sessionId)
    assert.deepEqual([session.status, session.terms_of_service_accepted_at], ['paid', agreedAt])
  })
})

describe('tipping', () => {
  it('default_enabled: a session offers the merchant’s tips', async () => {
    await set({
      tipping: { default_enabled: true, tip_percent_options: [5, 7.5, 12], default_tip_percent: 7.5 },
    })
    assert.deepEqual((await aSession()).tip, {
      enabled: true,
      tip_percent_options: [5, 7.5, 12],
      default_tip_percent: 7.5,
      is_custom_tip_enabled: true,
    })
    assert.deepEqual((await aSession({ tip: { enabled: false } })).tip, { enabled: false })
  })

  it('a session that offers tips takes what it does not say from the merchant', async () => {
    await set({ tipping: { tip_percent_options: [5, 7.5, 12], is_custom_tip_enabled: false } })
    assert.equal((await aSession()).tip, null)
    const { tip } = await aSession({ tip: { enabled: true } })
    assert.deepEqual([tip.tip_percent_options, tip.is_custom_tip_enabled], [[5, 7.5, 12], false])
  })

  it('smart amounts are offered, and taken where no tip of one’s own is', async () => {
    await set({
      tipping: {
        default_enabled: true,
        is_custom_tip_enabled: false,
        is_smart_tips_enabled: true,
        smart_tip_money_options: [usd(50), usd(100), usd(150)],
      },
    })
    const buyer = await aBuyer()
    assert.deepEqual((await buyer.session()).tip.smart_tip_money_options, [usd(50), usd(100), usd(150)])
    assert.equal((await buyer.tip({ amount_money: usd(100) })).status, 200)
    assert.equal((await buyer.tip({ percent: 15 })).status, 200)
    assert.deepEqual(said(await buyer.tip({ amount_money: usd(120) })), [
      400,
      'CHECKOUT_TIP_NOT_ALLOWED',
      'requested_tip',
    ])
  })
})

describe('branding', () => {
  it('is shown with the session as it is now, under what its theme says', async () => {
    const { checkout_session_id, branding: none } = await aSession({
      theme: { primary_color: '#9a3412', corner_radius: '2', logo: 'ignored' },
    })
    assert.equal(none.primary_color, '#9a3412')
    await set({ branding: { background_color: '#fff7ed', primary_color: '#000080', corner_radius: 20 } })
    const { branding, theme } = await read(checkout_session_id)
    assert.deepEqual(
      [branding.primary_color, branding.background_color, branding.corner_radius, branding.font_family],
      ['#9a3412', '#fff7ed', 2, 'instrument_sans'],
    )
    assert.equal(branding.colors.dark.panel.panel, '#fff7ed')
    assert.equal(theme.logo, 'ignored')
  })

  it('no colours where none are chosen', async () => {
    assert.equal((await aSession()).branding.colors, null)
  })
})
