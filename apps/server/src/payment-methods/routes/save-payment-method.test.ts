import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { dayMs, minuteMs } from '../../platform/clock/clock.ts'
import { said, savedCardCalls } from '../saved-cards.fixture.ts'

const server = await startTestServer()
const {
  aCustomer,
  readCustomer,
  save,
  saved,
  read,
  cardsOf,
  setDefault,
  aToken,
  answerBank,
  runTimers,
  eventsOf,
} = savedCardCalls(server)

const begun = async (customerId: string, special = {}) => {
  const { status, data } = await save({ customer_id: customerId, ...special })
  assert.equal(status, 201)
  return data
}

describe('POST /v1/payment-methods without a token', () => {
  it('begins a set-up and says what comes next', async () => {
    const customer = await aCustomer()
    const { payment_method, client_setup } = await begun(customer)
    assert.equal(payment_method.status, 'pending')
    assert.equal(payment_method.customer_id, customer)
    assert.deepEqual(
      [payment_method.type, payment_method.usage, payment_method.card],
      ['card', 'off_session', null],
    )
    assert.equal(client_setup.flint.tokens_path, '/v1/tokens')
    assert.equal(client_setup.redirect, undefined)
  })

  it('is confirmed by a token, under the id that was promised', async () => {
    const customer = await aCustomer()
    const { payment_method } = await begun(customer, { usage: 'on_session' })
    const confirmed = await saved(customer, await aToken(), {
      payment_method_id: payment_method.payment_method_id,
    })
    assert.equal(confirmed.payment_method_id, payment_method.payment_method_id)
    assert.deepEqual([confirmed.status, confirmed.usage], ['active', 'on_session'])
    assert.deepEqual(confirmed.card, {
      brand: 'visa',
      last4: '4242',
      exp_month: 12,
      exp_year: 2050,
      wallet: null,
    })
  })

  it('fails after a day', async () => {
    const { payment_method } = await begun(await aCustomer())
    const id = payment_method.payment_method_id
    await runTimers()
    assert.equal((await read(id)).status, 'pending')
    server.clock.advance(dayMs + 1000)
    await runTimers()
    const failed = await read(id)
    assert.deepEqual([failed.status, failed.failure_code], ['failed', 'payment_not_completed'])
    assert.deepEqual(
      (await eventsOf(id)).map(({ type }) => type),
      ['payment_method.failed'],
    )
  })
})

describe('POST /v1/payment-methods with a token', () => {
  it('saves the card at once and announces it in the closed form', async () => {
    const customer = await aCustomer()
    const { data } = await save({ customer_id: customer, token: await aToken() })
    assert.equal(data.client_setup, null)
    const method = data.payment_method
    assert.deepEqual([method.status, method.usage, method.saved_with], ['active', 'off_session', 'setup'])
    const [event, ...others] = await eventsOf(method.payment_method_id)
    assert.deepEqual(others, [])
    assert.equal(event!.type, 'payment_method.saved')
    assert.deepEqual(event!.data, {
      payment_method_id: method.payment_method_id,
      status: 'active',
      resource_updated_at: method.updated_at,
      customer_id: customer,
      card_brand: 'visa',
      card_last4: '4242',
      card_exp_month: 12,
      card_exp_year: 2050,
      card_wallet: null,
    })
  })

  it('uses up a one-time token', async () => {
    const customer = await aCustomer()
    const token = await aToken()
    await saved(customer, token)
    assert.deepEqual(said(await save({ customer_id: customer, token })), [
      409,
      'PAYMENT_SOURCE_UNAVAILABLE',
      'token',
    ])
  })

  it('answers with the card that the customer keeps already, with its newer date', async () => {
    const customer = await aCustomer()
    const first = await saved(customer, await aToken('4242424242424242', 2040), { usage: 'off_session' })
    const again = await saved(customer, await aToken('4242424242424242', 2041), { usage: 'on_session' })
    assert.equal(again.payment_method_id, first.payment_method_id)
    assert.deepEqual([again.usage, again.card.exp_year], ['off_session', 2041])
    assert.equal((await cardsOf(customer)).length, 1)
  })

  it('puts a wider set-up in the place of the same card, also as the default', async () => {
    const customer = await aCustomer()
    const old = await saved(customer)
    await setDefault(old.payment_method_id)
    const { payment_method } = await begun(customer)
    const id = payment_method.payment_method_id
    await saved(customer, 'tok_visa', { payment_method_id: id })
    assert.deepEqual(
      (await cardsOf(customer)).map((one) => one.payment_method_id),
      [id],
    )
    assert.equal((await read(old.payment_method_id)).status, 'removed')
    assert.equal((await readCustomer(customer)).default_payment_method_id, id)
  })

  it('keeps another number beside it', async () => {
    const customer = await aCustomer()
    await saved(customer)
    await saved(customer, 'tok_mastercard')
    assert.equal((await cardsOf(customer)).length, 2)
  })

  for (const [token, code] of [
    ['tok_declined_insufficient_funds', 'insufficient_funds'],
    ['tok_declined_expired_card', 'expired_card'],
    ['tok_lateDecline', 'card_declined'],
  ] as const)
    it(`a decline is an outcome: ${token}`, async () => {
      const customer = await aCustomer()
      const method = await saved(customer, token)
      assert.deepEqual([method.status, method.failure_code], ['failed', code])
      const [event] = await eventsOf(method.payment_method_id)
      assert.equal(event!.type, 'payment_method.failed')
      assert.deepEqual(event!.data, {
        payment_method_id: method.payment_method_id,
        status: 'failed',
        failure_code: code,
        failure_message: method.failure_message,
      })
      assert.deepEqual(await cardsOf(customer), [])
    })

  it('saves a card that is declined only later', async () => {
    assert.equal((await saved(await aCustomer(), 'tok_chargeCustomerFail')).status, 'active')
  })
})

describe('POST /v1/payment-methods where the bank asks the buyer', () => {
  const challenged = async (token = 'tok_threeDSecureRequired') => {
    const customer = await aCustomer()
    const { data } = await save({
      customer_id: customer,
      token,
      return_url: 'https://shop.example/cards',
    })
    assert.equal(data.payment_method.status, 'pending')
    return { customer, id: data.payment_method.payment_method_id as string, ...data.client_setup.redirect }
  }

  it('shows the bank’s page, and the card is active once they pass', async () => {
    const { id, url, return_url } = await challenged()
    assert.equal(return_url, 'https://shop.example/cards')
    const page = await (await fetch(url)).text()
    assert.match(page, /Confirm your card/)
    assert.match(page, /Visa ending in 3220/)
    await answerBank(url, 'completed')
    assert.equal((await read(id)).status, 'active')
    assert.match(await (await fetch(url)).text(), /Authentication completed[^]*shop\.example/)
  })

  it('fails when they fail, and the first answer stands', async () => {
    const { id, url } = await challenged()
    await answerBank(url, 'failed')
    await answerBank(url, 'completed')
    const method = await read(id)
    assert.deepEqual([method.status, method.failure_code], ['failed', 'authentication_required'])
    assert.match(await (await fetch(url)).text(), /Authentication failed/)
  })

  it('fails when the bank declines after all', async () => {
    const { id, url } = await challenged('tok_threeDSecureRequiredChargeDeclined')
    await answerBank(url, 'completed')
    assert.equal((await read(id)).failure_code, 'card_declined')
  })

  it('fails when nobody answers for half an hour', async () => {
    const { id, url } = await challenged()
    server.clock.advance(30 * minuteMs + 1000)
    await answerBank(url, 'completed')
    assert.equal((await read(id)).status, 'pending')
    await runTimers()
    assert.equal((await read(id)).failure_code, 'payment_action_expired')
    assert.match(await (await fetch(url)).text(), /Nothing to confirm any more/)
  })

  it('a link with another signature opens nothing', async () => {
    const { url } = await challenged()
    const other = url.slice(0, -4) + (url.endsWith('AAAA') ? 'BBBB' : 'AAAA')
    assert.equal((await fetch(other)).status, 404)
  })
})

describe('POST /v1/payment-methods refuses', () => {
  const refused = async (body: Record<string, unknown>, expected: unknown[]) =>
    assert.deepEqual(said(await save(body)), expected)

  it('an unknown customer', () =>
    refused({ customer_id: 'cus_none' }, [404, 'CUSTOMER_NOT_FOUND', 'customer_id']))

  it('what is no card', async () => {
    const customer_id = await aCustomer()
    await refused({ customer_id, type: 'ach_debit' }, [400, 'INVALID_PAYMENT_METHOD_TYPE', 'type'])
  })

  it('a token that is not known', async () => {
    const customer_id = await aCustomer()
    await refused({ customer_id, token: 'tok_none' }, [409, 'PAYMENT_SOURCE_UNAVAILABLE', 'token'])
  })

  it('an address that no browser can go to', async () => {
    const customer_id = await aCustomer()
    await refused({ customer_id, return_url: 'ftp://x' }, [400, 'PAYMENT_RETURN_URL_INVALID', 'return_url'])
  })

  it('to confirm without a token, what is not there, another customer’s, or what has ended', async () => {
    const customer_id = await aCustomer()
    const { payment_method_id } = (await begun(customer_id)).payment_method
    const param = 'payment_method_id'
    await refused({ customer_id, payment_method_id }, [400, 'FIELD_REQUIRED', 'token'])
    const confirm = { customer_id, token: 'tok_visa' }
    await refused({ ...confirm, payment_method_id: 'pm_none' }, [404, 'PAYMENT_METHOD_NOT_FOUND', param])
    const stranger = { ...confirm, customer_id: await aCustomer(), payment_method_id }
    await refused(stranger, [409, 'PAYMENT_METHOD_CUSTOMER_MISMATCH', param])
    await saved(customer_id, 'tok_visa', { payment_method_id })
    await refused({ ...confirm, payment_method_id }, [409, 'PAYMENT_METHOD_NOT_READY', param])
  })

  it('live mode, which has no processor', async () => {
    const { status, error } = await server.call('POST', '/v1/payment-methods', {
      key: server.liveKey,
      body: { customer_id: 'cus_none' },
    })
    assert.deepEqual([status, error.code], [409, 'MERCHANT_ONBOARDING_REQUIRED'])
  })
})
