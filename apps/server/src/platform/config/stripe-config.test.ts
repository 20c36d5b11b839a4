import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidConfig, readConfig } from './config.ts'

const all = {
  FLINT_STRIPE_SECRET_KEY: 'sk_live_1',
  FLINT_STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
  FLINT_STRIPE_WEBHOOK_SECRET: 'whsec_1',
}

describe('the settings of Stripe', () => {
  it('without any there is no processor', () => {
    const { stripe, liveProcessor } = readConfig({})
    assert.deepEqual([stripe, liveProcessor], [null, null])
  })

  it('with a key Stripe is the processor', () => {
    const { stripe, liveProcessor } = readConfig(all)
    assert.equal(liveProcessor, 'stripe')
    assert.deepEqual(stripe, {
      secretKey: 'sk_live_1',
      publishableKey: 'pk_live_1',
      webhookSecret: 'whsec_1',
      accounts: 'platform',
      apiUrl: null,
      scriptUrl: 'https://js.stripe.com/endive/stripe.js',
    })
  })

  it('another processor can be named', () =>
    assert.equal(readConfig({ FLINT_PROCESSOR: 'another' }).liveProcessor, 'another'))

  it('a stand-in on this machine may be plain HTTP', () => {
    const { stripe } = readConfig({ ...all, FLINT_STRIPE_API_URL: 'http://127.0.0.1:12111/' })
    assert.equal(stripe?.apiUrl, 'http://127.0.0.1:12111')
  })

  for (const [what, env, said] of [
    ['a key alone', { FLINT_STRIPE_SECRET_KEY: 'sk_live_1' }, /FLINT_STRIPE_PUBLISHABLE_KEY must be set/],
    [
      'no webhook secret',
      { ...all, FLINT_STRIPE_WEBHOOK_SECRET: '' },
      /FLINT_STRIPE_WEBHOOK_SECRET must be set/,
    ],
    ['no key', { FLINT_STRIPE_ACCOUNTS: 'connected' }, /FLINT_STRIPE_ACCOUNTS is set/],
    ['stripe without a key', { FLINT_PROCESSOR: 'stripe' }, /FLINT_STRIPE_SECRET_KEY must be set/],
    ['keys of two modes', { ...all, FLINT_STRIPE_PUBLISHABLE_KEY: 'pk_test_1' }, /both be live keys/],
    ['keys that were swapped', { ...all, FLINT_STRIPE_SECRET_KEY: 'pk_live_9' }, /beginning with sk_live_/],
    ['an account word', { ...all, FLINT_STRIPE_ACCOUNTS: 'mine' }, /platform or connected/],
    ['a key sent in the open', { ...all, FLINT_STRIPE_API_URL: 'http://stripe.example' }, /https address/],
  ] as const)
    it(`${what}: refused with a sentence that shows no secret`, () =>
      assert.throws(
        () => readConfig(env),
        (error: Error) =>
          error instanceof InvalidConfig && said.test(error.message) && !/_(1|9)\b/.test(error.message),
      ))
})
