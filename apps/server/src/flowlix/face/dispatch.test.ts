import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { routes } from '../../app.ts'
import { flowlixDispatch } from './dispatch.ts'

/* Source: contract, flowlix 17.4. */
const flowlix = [
  { method: 'POST', path: '/v1/payments' },
  { method: 'GET', path: '/v1/payments/{payment_id}' },
  { method: 'POST', path: '/v1/refunds' },
]
const takes = flowlixDispatch(['pay.example', 'local.test:8080'], { flowlix, flint: routes })

type Sent = { method?: string; url: string; host?: string; key?: string }
const isFlowlix = ({ method = 'GET', url, host = 'flint.example', key }: Sent) =>
  takes({
    method,
    path: url.split('?', 1)[0]!,
    headers: { host, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
  })

const cases: [what: string, sent: Sent, expected: boolean][] = [
  // Its own host decides, whatever is sent there.
  ['its host', { url: '/v1/orders', host: 'pay.example' }, true],
  ['its host, any port', { url: '/', host: 'PAY.example:8443', key: 'flint_test_x' }, true],
  ['its host with a port', { url: '/', host: 'local.test:8080' }, true],
  ['the same name at another port', { url: '/', host: 'local.test:8081' }, false],
  // Then the key.
  ['key A on its route', { method: 'POST', url: '/v1/payments', key: 'fl_test_sk_x' }, true],
  ['key C on a path that both have', { method: 'POST', url: '/v1/refunds', key: 'api_test_sk_x' }, true],
  ['live keys', { method: 'POST', url: '/v1/refunds?a=b', key: 'api_live_sk_x' }, true],
  [
    'a key of Flint on a path that both have',
    { method: 'POST', url: '/v1/refunds', key: 'flint_test_x' },
    false,
  ],
  ['no key on a path that both have', { method: 'POST', url: '/v1/refunds' }, false],
  ['its key where nobody has a route', { url: '/v2/payments', key: 'fl_live_sk_x' }, true],
  // Who owns the route refuses the other's key.
  ['key A on a route of Flint only', { url: '/v1/orders/ord_1', key: 'fl_test_sk_x' }, false],
  ['key C on a method that only Flint has', { url: '/v1/refunds', key: 'api_test_sk_x' }, false],
  ['a key of Flint on its route', { method: 'POST', url: '/v1/payments', key: 'flint_test_x' }, true],
  // Without a usable key.
  ['no key', { url: '/v1/payments/pay_1' }, true],
  ['a word', { url: '/v1/payments?limit=1', key: 'nonsense' }, true],
  // Whole prefixes only.
  ['a path that begins alike', { url: '/v1/payments-of-old' }, false],
  ['the other resource', { url: '/v1/payment-intents' }, false],
  ['a key that begins alike', { url: '/v2/x', key: 'fl_x' }, false],
  ['nothing of either', { url: '/docs' }, false],
]

describe('a request is Flowlix’s or not:', () => {
  for (const [what, sent, expected] of cases)
    it(`${what}: ${expected ? 'Flowlix' : 'Flint'}`, () => assert.equal(isFlowlix(sent), expected))
})
