import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cards, flowlixCalls, hostedBody, profiles, withCard } from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 1, 4 and 15: what an object shows, every key of it, in each form. */
const server = await startTestServer()
const clients = await flowlixCalls(server)
const { a, b, c } = clients

const isSecond = (value: unknown) =>
  Number.isInteger(value) && (value as number) > 1.6e9 && (value as number) < 4e9
/** Takes the times and the id out, once they are seen to be what they must be. */
const timeless = (payment: any) => {
  const { id, ...rest } = payment
  assert.match(id, /^pay_[A-Za-z0-9]{24}$/)
  return JSON.parse(JSON.stringify(rest), (name, value) =>
    /^(created|(succeeded|failed|refunded|created|updated|completed)_at)$/.test(name) && isSecond(value)
      ? 'time'
      : value,
  )
}

const shownCard = { brand: 'visa', last4: '4242', exp_month: 8, exp_year: 2040, country: 'US' }
const noCard = { brand: null, last4: null, exp_month: null, exp_year: null, country: null }
const succeededA = {
  object: 'payment',
  amount: 1250,
  currency: 'eur',
  status: 'succeeded',
  description: 'Order 77',
  card: shownCard,
  customer: { email: 'buyer@example.com', name: 'Test Buyer' },
  metadata: { order_id: '77' },
  decline_code: null,
  decline_message: null,
  redirect_url: null,
  refunded_at: null,
  succeeded_at: 'time',
  failed_at: null,
  created: 'time',
  livemode: false,
}

describe('A: a payment', () => {
  it('that went through: the answer of the create, with its keys in the order of the sample', async () => {
    const { json } = await a.pay()
    assert.deepEqual(timeless(json), succeededA)
    assert.deepEqual(Object.keys(json), ['id', ...Object.keys(succeededA)])
    assert.deepEqual((await a.read(json.id)).json, json)
  })

  it('that was declined', async () => {
    const payment = await a.declined()
    const { decline_message: message, ...rest } = timeless(payment)
    const { decline_message: _, ...expected } = succeededA
    assert.deepEqual(rest, {
      ...expected,
      status: 'failed',
      card: { ...shownCard, last4: '9995' },
      decline_code: 'insufficient_funds',
      succeeded_at: null,
      failed_at: 'time',
    })
    assert.match(message, /\w+ \w+/)
  })

  it('with a hosted page: its address under both names, no card yet, no metadata', async () => {
    const { json } = await a.open()
    const { redirect_url: page, hpp_url: guidesName, ...rest } = timeless(json)
    const { redirect_url: _, ...expected } = succeededA
    assert.deepEqual(rest, { ...expected, status: 'pending', card: noCard, metadata: {}, succeeded_at: null })
    assert.match(page, new RegExp(`/hpp/${json.id}(#|$)`))
    // Source: contract, flowlix 18 Q5: the guide's name on the create answer only.
    assert.equal(guidesName, page)
    const read = (await a.read(json.id)).json
    assert.equal(read.redirect_url, page)
    assert.ok(!('hpp_url' in read))
  })

  it('that was given back: refunded_at is set, succeeded_at is kept', async () => {
    const payment = await a.paid()
    server.clock.advance(5000)
    const { json } = await a.refund(payment)
    assert.deepEqual({ ...json, refunded_at: null }, { ...payment, status: 'refunded' })
    assert.ok(json.refunded_at >= payment.succeeded_at + 5)
  })
})

describe('B: a payment', () => {
  it('is at first pending, with nothing of its card but the last four', async () => {
    const { json } = await b.pay()
    assert.deepEqual(timeless(json), {
      ...succeededA,
      status: 'pending',
      card: { ...noCard, last4: '4242' },
      succeeded_at: null,
      refunded_amount: 0,
      refunds: [],
      next_action: null,
    })
  })

  it('then as A, with what was given back and what is to be done', async () => {
    assert.deepEqual(timeless(await b.paid()), {
      ...succeededA,
      refunded_amount: 0,
      refunds: [],
      next_action: null,
    })
  })

  it('without a payer shows none', async () => {
    const { json } = await b.open({ ...hostedBody('b'), customer: undefined })
    assert.deepEqual(json.customer, { email: null, name: null })
  })

  it('with a refund shows its entry', async () => {
    const payment = await b.paid()
    const { json } = await b.refund(payment, 250)
    const [entry] = json.refunds
    assert.deepEqual(Object.keys(entry).toSorted(), [
      'amount',
      'completed_at',
      'created_at',
      'currency',
      'decline_code',
      'decline_message',
      'id',
      'provider_refund_id',
      'reason',
      'status',
      'updated_at',
    ])
    assert.match(entry.id, /^[0-9a-hjkmnp-tv-z]{26}$/)
    assert.deepEqual(
      [entry.amount, entry.currency, entry.reason, entry.decline_code],
      [250, 'eur', 'requested_by_customer', null],
    )
    assert.ok(isSecond(entry.created_at) && isSecond(entry.updated_at))
    assert.equal(json.refunded_amount, 250)
  })
})

const billing = {
  email: 'buyer@example.com',
  first_name: 'Test',
  last_name: 'Buyer',
  phone: '+4930123456',
  address: {
    line1: 'Main Street 1',
    line2: null,
    city: 'Berlin',
    state: null,
    postal_code: '10115',
    country: 'DE',
  },
}
const cKeys = [
  'amount',
  'amount_refundable',
  'amount_refunded',
  'billing_details',
  'card',
  'created_at',
  'currency',
  'decline_code',
  'decline_message',
  'description',
  // Source: contract, flowlix 18 Q15: both names, with equal values.
  'failure_code',
  'failure_message',
  'hosted_payment_url',
  'id',
  'integration_type',
  'livemode',
  'merchant_reference',
  'metadata',
  'next_action',
  'refunds',
  'status',
  'status_transitions',
]

describe('C: a payment', () => {
  it('that went through', async () => {
    const payment = await c.paid()
    assert.deepEqual(
      Object.keys(payment)
        .filter((name) => !name.startsWith('failure_'))
        .toSorted(),
      cKeys.filter((name) => !name.startsWith('failure_')),
    )
    assert.match(payment.id, /^pay_[A-Za-z0-9]{24}$/)
    assert.ok(!('object' in payment))
    const {
      integration_type: type,
      currency,
      status,
      card,
      metadata,
      merchant_reference: reference,
    } = payment
    assert.deepEqual(
      { type, currency, status, card, metadata, reference },
      {
        type: 'DIRECT',
        currency: 'EUR',
        status: 'SUCCEEDED',
        card: shownCard,
        metadata: { order_id: '77' },
        reference: 'cart-77',
      },
    )
    assert.deepEqual(payment.billing_details, billing)
    assert.deepEqual([payment.amount_refunded, payment.amount_refundable, payment.refunds], [0, 1250, []])
    assert.deepEqual(
      [payment.decline_code, payment.decline_message, payment.hosted_payment_url, payment.next_action],
      [null, null, null, null],
    )
    assert.ok(isSecond(payment.created_at))
  })

  it('that was declined: both pairs of names, with equal values', async () => {
    const payment = await c.declined()
    assert.deepEqual(Object.keys(payment).toSorted(), cKeys)
    assert.deepEqual(
      [payment.decline_code, payment.failure_code, payment.amount_refundable],
      ['insufficient_funds', 'insufficient_funds', 0],
    )
    assert.equal(payment.decline_message, payment.failure_message)
    assert.match(payment.failure_message, /\w+ \w+/)
  })

  it('with a hosted page', async () => {
    const { json } = await c.open()
    assert.deepEqual(
      [json.integration_type, json.status, json.amount_refundable],
      ['HOSTED_PAYMENT_PAGE', 'REQUIRES_ACTION', 0],
    )
    assert.match(json.hosted_payment_url, new RegExp(`/hpp/${json.id}(#|$)`))
    // Source: contract, flowlix 17.2.
    assert.deepEqual(json.next_action, { redirect_url: json.hosted_payment_url })
  })

  it('keeps when it came into each status, in seconds', async () => {
    const { status_transitions: times } = await c.paid()
    assert.deepEqual(Object.keys(times).toSorted(), [
      'canceled_at',
      'expired_at',
      'failed_at',
      'processing_at',
      'requires_action_at',
      'succeeded_at',
    ])
    assert.ok(isSecond(times.succeeded_at))
    assert.deepEqual([times.failed_at, times.canceled_at, times.expired_at], [null, null, null])
    const failed = (await c.declined()).status_transitions
    assert.ok(isSecond(failed.failed_at))
    assert.equal(failed.succeeded_at, null)
  })
})

describe('C: a refund', () => {
  it('shows every field', async () => {
    const payment = await c.paid()
    const { json } = await c.refund(payment, 250)
    const { id, created_at: created, updated_at: updated, completed_at: completed, ...rest } = json
    assert.match(id, /^ref_[A-Za-z0-9]{24}$/)
    assert.ok(isSecond(created) && isSecond(updated) && (completed === null || isSecond(completed)))
    assert.deepEqual(rest, {
      payment_id: payment.id,
      amount: 250,
      currency: 'EUR',
      reason: 'requested_by_customer',
      status: 'PENDING',
      livemode: false,
      metadata: {},
      decline_code: null,
      decline_message: null,
      ...('failure_code' in rest ? { failure_code: null, failure_message: null } : {}),
    })
    const [entry] = (await c.settle(payment.id)).refunds
    assert.deepEqual([entry.id, entry.payment_id, entry.amount], [id, payment.id, 250])
  })
})

for (const profile of profiles)
  describe(`${profile.toUpperCase()}: a card`, () => {
    const shown: [number: string, brand: string, cvc: string][] = [
      [cards.visa, 'visa', '123'],
      [cards.mastercard, 'mastercard', '123'],
      [cards.amex, 'amex', '1234'],
    ]
    for (const [number, brand, cvc] of shown)
      it(`of ${brand}: its brand, last four, expiry and country, and no more`, async () => {
        const client = clients[profile]
        const answer = await client.pay(withCard(profile, { number, cvc }))
        const payment = await client.settle(answer.json.id)
        assert.deepEqual(Object.keys(payment.card).toSorted(), [
          'brand',
          'country',
          'exp_month',
          'exp_year',
          'last4',
        ])
        assert.deepEqual(
          [payment.card.brand, payment.card.last4, payment.card.exp_month, payment.card.exp_year],
          [brand, number.slice(-4), 8, 2040],
        )
        assert.match(payment.card.country, /^[A-Z]{2}$/)
        assert.ok(!answer.text.includes(number))
      })
  })

describe('metadata', () => {
  it('comes back as it was sent, and empty when none was', async () => {
    const metadata = { order_id: '77', 'with space': 'x', ünïcode: '✓', empty: '' }
    for (const profile of profiles) {
      const client = clients[profile]
      assert.deepEqual((await client.paid({ metadata })).metadata, metadata)
      assert.deepEqual((await client.paid({ metadata: undefined })).metadata, {})
      assert.equal((await client.paid({ description: undefined })).description, null)
    }
  })
})

describe('what a payment of one form is in another', () => {
  it('every form reads it in its own words', async () => {
    for (const maker of profiles) {
      const { id } = await clients[maker].paid()
      for (const reader of profiles) {
        const { status, json } = await clients[reader].read(id)
        assert.deepEqual([status, json.id, json.status.toLowerCase()], [200, id, 'succeeded'])
        assert.equal('object' in json, reader !== 'c')
        assert.equal(json.currency, reader === 'c' ? 'EUR' : 'eur')
      }
    }
  })

  it('a page of C is pending in A and B, with the address where they have it', async () => {
    const { id, hosted_payment_url: page } = await c.opened()
    for (const profile of ['a', 'b'] as const) {
      const { json } = await clients[profile].read(id)
      assert.deepEqual([json.status, json.redirect_url], ['pending', page])
    }
  })
})
