import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InvalidConfig, readConfig } from './config.ts'

const secret = 'Ab3'.repeat(10)

describe('what is set for the Flowlix API', () => {
  it('is nothing by itself', () => {
    assert.deepEqual(readConfig({}).flowlix, {
      hosts: [],
      testKey: null,
      liveKey: null,
      ratePerMinute: null,
      errorPage: 'http://127.0.0.1:4242/docs/flowlix-errors',
      currencies: ['EUR', 'USD', 'GBP'],
    })
  })

  it('is read', () => {
    const { flowlix } = readConfig({
      FLOWLIX_HOSTS: 'API.pay.example, pay.example:8443',
      FLOWLIX_TEST_KEY: `fl_test_sk_${secret}`,
      FLOWLIX_LIVE_KEY: `api_live_sk_${secret}`,
      FLOWLIX_RATE_LIMIT_PER_MINUTE: '0',
      FLOWLIX_ERROR_PAGE: 'https://docs.example/errors',
      FLOWLIX_CURRENCIES: 'eur, JPY',
    })
    assert.deepEqual(flowlix, {
      hosts: ['api.pay.example', 'pay.example:8443'],
      testKey: `fl_test_sk_${secret}`,
      liveKey: `api_live_sk_${secret}`,
      ratePerMinute: 0,
      errorPage: 'https://docs.example/errors',
      currencies: ['EUR', 'JPY'],
    })
  })

  for (const [name, value] of [
    ['FLOWLIX_TEST_KEY', `fl_live_sk_${secret}`],
    ['FLOWLIX_TEST_KEY', 'fl_test_sk_short'],
    ['FLOWLIX_LIVE_KEY', `flint_live_${'a'.repeat(64)}`],
    ['FLOWLIX_RATE_LIMIT_PER_MINUTE', '-1'],
    ['FLOWLIX_HOSTS', 'https://pay.example'],
    ['FLOWLIX_HOSTS', '127.0.0.1'],
    ['FLOWLIX_CURRENCIES', 'EUR,XXY'],
  ] as const)
    it(`refuses ${name}=${value.slice(0, 22)}`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) =>
          error instanceof InvalidConfig && error.message.includes(name) && !error.message.includes(secret),
      )
    })
})
