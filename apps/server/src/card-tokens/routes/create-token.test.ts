import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { checkoutCalls, newKey, said } from '../../checkout-sessions/a-checkout.fixture.ts'

const server = await startTestServer()
const { aBuyer, anOrder, merchantPays, afterMs } = checkoutCalls(server)

const card = { number: '4242 4242 4242 4242', exp_month: 12, exp_year: 2040, cvc: '123' }
const create = (special: object = {}, options = {}) =>
  server.call('POST', '/v1/tokens', { body: { card: { ...card, ...special } }, ...options })

describe('POST /v1/tokens: 201', () => {
  it('gives out a token for one payment, good for 15 minutes', async () => {
    const { status, data } = await create()
    assert.equal(status, 201)
    assert.match(data.token, /^tok_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.deepEqual(data.card, { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2040 })
    assert.equal(data.is_single_use, true)
    const { order_id } = await anOrder()
    assert.equal((await merchantPays(order_id, data.token)).data.payment_attempt.status, 'succeeded')
    const second = await anOrder()
    const again = await merchantPays(second.order_id, data.token)
    assert.equal(again.error.code, 'PAYMENT_SOURCE_UNAVAILABLE')
  })

  it('is gone after that time', async () => {
    const { data } = await create()
    const { order_id } = await anOrder()
    await afterMs(15 * 60_000 + 1)
    assert.equal((await merchantPays(order_id, data.token)).error.code, 'PAYMENT_SOURCE_UNAVAILABLE')
  })

  it('is a merchant’s own: another sandbox cannot use it', async () => {
    const { data } = await create()
    const { key } = await server.anotherSandbox()
    const body = { line_items: [{ name: 'X', unit_price_money: { amount: 500, currency: 'USD' } }] }
    const { data: order } = await server.call('POST', '/v1/orders', { body, key })
    const refused = await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
      key,
      idempotencyKey: newKey(),
      body: { action: 'pay', payment_source: { token: data.token } },
    })
    assert.equal(refused.error.code, 'PAYMENT_SOURCE_UNAVAILABLE')
  })

  it('reads the brand off the number, and behaves as that network’s plain card', async () => {
    for (const [number, brand, cvc] of [
      ['378282246310005', 'amex', '1234'],
      ['5555-5555-5555-4444', 'mastercard', '123'],
      ['4111111111111111', 'visa', '123'],
    ] as const)
      assert.equal((await create({ number, cvc })).data.card.brand, brand)
  })
})

describe('POST /v1/tokens: 400', () => {
  const cases: [name: string, special: object, code: string, param: string][] = [
    ['a wrong check digit', { number: '4242424242424241' }, 'TOKEN_CARD_INVALID', 'card.number'],
    ['no digits', { number: 'visa' }, 'TOKEN_CARD_INVALID', 'card.number'],
    ['a month that is none', { exp_month: 13 }, 'TOKEN_CARD_INVALID', 'card.exp_month'],
    ['a past year', { exp_year: 2020 }, 'TOKEN_CARD_INVALID', 'card.exp_year'],
    ['a code of two digits', { cvc: '12' }, 'TOKEN_CARD_INVALID', 'card.cvc'],
    ['a code of four digits on a Visa', { cvc: '1234' }, 'TOKEN_CARD_INVALID', 'card.cvc'],
    ['an unknown field', { pin: '1234' }, 'UNKNOWN_FIELD', 'card.pin'],
  ]
  for (const [name, special, code, param] of cases)
    it(`${code}: ${name}`, async () => {
      const refused = await create(special)
      assert.deepEqual(said(refused), [400, code, param])
      const { number = card.number } = special as { number?: string }
      assert.ok(!JSON.stringify(refused.json).includes(number), 'the answer repeats the number')
    })
})

const account = {
  routing_number: '110000000',
  account_number: '000123456789',
  account_holder_name: 'Ada Lovelace',
}
const createBank = (special: object = {}, options = {}) =>
  server.call('POST', '/v1/tokens', { body: { bank_account: { ...account, ...special } }, ...options })

describe('POST /v1/tokens, a bank account: 201', () => {
  it('gives out a token for one payment; of the account it shows the bank, the type and four digits', async () => {
    const { status, data } = await createBank({
      account_type: 'savings',
      account_number: '0001 2345-6789',
    })
    assert.equal(status, 201)
    assert.deepEqual(data.bank_account, {
      bank_name: 'Flint Test Bank',
      last4: '6789',
      account_type: 'savings',
    })
    assert.deepEqual([data.card, data.is_single_use], [undefined, true])
    const { order_id } = await anOrder()
    assert.equal((await merchantPays(order_id, data.token)).data.payment_attempt.status, 'processing')
    const second = await anOrder()
    assert.equal((await merchantPays(second.order_id, data.token)).error.code, 'PAYMENT_SOURCE_UNAVAILABLE')
  })

  it('is of a checking account unless told otherwise', async () =>
    assert.equal((await createBank()).data.bank_account.account_type, 'checking'))
})

describe('POST /v1/tokens, a bank account: 400', () => {
  const invalid = 'TOKEN_BANK_ACCOUNT_INVALID'
  const cases: [name: string, special: object, code: string, param: string][] = [
    [
      'a routing number with a wrong digit',
      { routing_number: '110000001' },
      invalid,
      'bank_account.routing_number',
    ],
    ['three digits', { account_number: '123' }, invalid, 'bank_account.account_number'],
    ['letters', { account_number: 'my account' }, invalid, 'bank_account.account_number'],
    ['a type that is none', { account_type: 'shared' }, invalid, 'bank_account.account_type'],
    [
      'an account that is not documented',
      { account_number: '000123456780' },
      'TOKEN_TEST_BANK_ACCOUNT_REQUIRED',
      'bank_account.account_number',
    ],
    [
      'a real bank',
      { routing_number: '021000021', account_number: '9876543210' },
      'TOKEN_TEST_BANK_ACCOUNT_REQUIRED',
      'bank_account.account_number',
    ],
    ['an unknown field', { iban: '1234' }, 'UNKNOWN_FIELD', 'bank_account.iban'],
  ]
  for (const [name, special, code, param] of cases)
    it(`${code}: ${name}`, async () => {
      const refused = await createBank(special)
      assert.deepEqual(said(refused), [400, code, param])
      const { account_number: number } = { ...account, ...special }
      assert.ok(!JSON.stringify(refused.json).includes(number), 'the answer repeats the number')
    })

  it('EXACTLY_ONE_REQUIRED: both, or neither', async () => {
    for (const body of [{}, { card, bank_account: account }])
      assert.deepEqual(said(await server.call('POST', '/v1/tokens', { body })), [
        400,
        'EXACTLY_ONE_REQUIRED',
        'card',
      ])
  })

  it('its number is nowhere afterwards: in no row, no log line, no answer', async () => {
    const number = '000333333335'
    const answers = [
      await createBank({ account_number: number }),
      await createBank({ account_number: number, routing_number: '021000021' }),
      await createBank({ account_number: number, account_type: 'none' }),
      await createBank({ account_number: `${number} ${number}` }),
    ]
    const { order_id } = await anOrder()
    await merchantPays(order_id, answers[0]!.data.token)
    await afterMs(5000)
    for (const { json } of answers) assert.ok(!JSON.stringify(json).includes(number))
    const { db } = server.services
    const { rows: tables } = await db.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    for (const { name } of tables) {
      const { rows } = await db.query(
        `SELECT count(*)::int AS found FROM "${name}" t WHERE t::text LIKE $1`,
        [`%${number}%`],
      )
      assert.equal(rows[0].found, 0, `${name} holds the account number`)
    }
    assert.ok(!server.logLines.join('\n').includes(number))
  })
})

describe('POST /v1/tokens: other refusals', () => {
  it('401 without a credential', async () => {
    assert.deepEqual(said(await create({}, { key: null })).slice(0, 2), [401, 'API_KEY_REQUIRED'])
  })
  it('409 MERCHANT_ONBOARDING_REQUIRED in live mode: no processor takes it', async () => {
    const refused = await create({}, { key: server.liveKey })
    assert.equal(refused.error.code, 'MERCHANT_ONBOARDING_REQUIRED')
  })
})

describe('a card number', () => {
  const canary = '4929123456781234'.slice(0, 15)
  const digits = [...canary].map(Number)
  const sum = digits.reduce(
    (all, digit, at) => all + (at % 2 ? digit : ((digit * 2) % 10) + (digit > 4 ? 1 : 0)),
    0,
  )
  const number = `${canary}${(10 - (sum % 10)) % 10}`

  it('is nowhere afterwards: in no row, no log line, no answer', async () => {
    const buyer = await aBuyer()
    const answers = [
      await buyer.token({ number }),
      await buyer.token({ number, cvc: '1' }),
      await buyer.token({ number, exp_year: 2001 }),
      await buyer.token({ number: `${number}0` }),
      await create({ number, name: 'Ada' }, { idempotencyKey: newKey() }),
      await create({ exp_month: number }),
      await buyer.pay(number),
      await buyer.call('POST', '/v1/tokens', { card: number }),
      await buyer.call('POST', '/v1/tokens', `{"card":{"number":"${number}"`),
    ]
    assert.equal(answers[0]!.status, 201)
    const paid = await buyer.pay(answers[0]!.data.token)
    assert.equal(paid.data.payment_attempt.status, 'succeeded')
    for (const { json } of answers.filter(({ status }) => status !== 201))
      assert.ok(!JSON.stringify(json).includes(number), JSON.stringify(json))

    const { db } = server.services
    const { rows: tables } = await db.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    const spaced = number.replace(/(....)/g, '$1 ').trim()
    for (const { name } of tables) {
      const { rows } = await db.query(
        `SELECT count(*)::int AS found FROM "${name}" t WHERE t::text LIKE ANY($1)`,
        [[number, spaced, Buffer.from(number).toString('hex')].map((text) => `%${text}%`)],
      )
      assert.equal(rows[0].found, 0, `${name} holds the card number`)
    }
    assert.ok(!server.logLines.join('\n').includes(number))
  })
})
