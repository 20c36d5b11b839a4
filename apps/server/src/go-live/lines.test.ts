import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rulesOf } from '../alerts/rules.ts'
import { allScopes } from '../platform/auth/scopes.ts'
import { type LineName, type LineStatus, type Measured, lineNames, linesOf } from './lines.ts'

const now = '2026-10-05T12:00:00.000Z'
const longAgo = '2026-01-01T00:00:00.000Z'
const aKey = { name: 'Shop', scopes: ['commerce.orders.write'], lastUsedAt: now, createdAt: now }
const anEndpoint = { webhookEndpointId: 'we_1', url: 'https://shop.example/hooks', testedAt: now }
const ready: Measured = {
  publicUrl: 'https://pay.example',
  sendsMail: true,
  hasProcessor: true,
  account: { payments: 'ready', payouts: 'ready', processorAccountId: null },
  pinnedVersion: '2026-09-07',
  liveKeys: [aKey],
  sandboxKeys: [aKey],
  unusedBefore: '2026-09-05T12:00:00.000Z',
  endpoints: [anEndpoint],
  failingEndpoints: 0,
  live: { products: 2, promotions: 1, settings: ['branding'] },
  sandbox: { products: 3, promotions: 1, settings: ['branding'] },
  writes: { calls: 4, withKey: 4 },
  versions: { calls: 4, withVersion: 0 },
  money: { paidOrderId: 'ord_1', refundId: 'ref_1', refundEventDelivered: true },
  limited: { refused: 2, sentAgainAtOnce: 0, lastAt: now },
  rules: rulesOf({}, 'live'),
}
const statusOf = (line: LineName, measured: Partial<Measured>): LineStatus =>
  linesOf({ ...ready, ...measured }).find((each) => each.line === line)!.status

describe('the checklist', () => {
  it('is done line by line where everything is', () => {
    const lines = linesOf(ready)
    assert.deepEqual(
      lines.map(({ line }) => line),
      lineNames,
    )
    assert.deepEqual(
      lines.filter(({ status }) => status !== 'done'),
      [],
    )
    assert.ok(lines.every(({ nextStep }) => nextStep === null))
  })

  const cases: [LineName, LineStatus, Partial<Measured>][] = [
    ['processor_configured', 'blocked', { hasProcessor: false }],
    ['public_address_https', 'blocked', { publicUrl: 'http://127.0.0.1:4242' }],
    [
      'account_verified',
      'open',
      { account: { payments: 'ready', payouts: 'pending', processorAccountId: null } },
    ],
    [
      'account_verified',
      'blocked',
      { hasProcessor: false, account: { payments: 'blocked', payouts: 'blocked', processorAccountId: null } },
    ],
    ['live_key_created', 'open', { liveKeys: [] }],
    ['live_key_created', 'open', { liveKeys: [{ ...aKey, lastUsedAt: null }] }],
    ['live_key_scopes_least', 'blocked', { liveKeys: [] }],
    ['live_key_scopes_least', 'open', { liveKeys: [aKey, { ...aKey, scopes: ['*'] }] }],
    ['live_key_scopes_least', 'open', { liveKeys: [{ ...aKey, scopes: allScopes }] }],
    ['sandbox_keys_apart', 'open', { sandboxKeys: [{ ...aKey, lastUsedAt: null, createdAt: longAgo }] }],
    ['sandbox_keys_apart', 'done', { sandboxKeys: [{ ...aKey, lastUsedAt: null }] }],
    ['webhook_endpoint_registered', 'open', { endpoints: [] }],
    ['webhook_endpoint_registered', 'open', { endpoints: [{ ...anEndpoint, url: 'http://shop.example' }] }],
    ['webhook_test_event_delivered', 'blocked', { endpoints: [] }],
    ['webhook_test_event_delivered', 'open', { endpoints: [anEndpoint, { ...anEndpoint, testedAt: null }] }],
    ['webhook_deliveries_working', 'open', { failingEndpoints: 1 }],
    ['catalog_recreated', 'open', { live: { ...ready.live, products: 0 } }],
    ['catalog_recreated', 'done', { live: { ...ready.live, products: 0 }, sandbox: null }],
    ['promotions_recreated', 'open', { live: { ...ready.live, promotions: 0 } }],
    ['settings_recreated', 'open', { live: { ...ready.live, settings: [] } }],
    ['api_version_pinned', 'open', { pinnedVersion: null }],
    ['api_version_pinned', 'done', { pinnedVersion: null, versions: { calls: 4, withVersion: 4 } }],
    ['idempotency_keys_used', 'open', { writes: { calls: 4, withKey: 3 } }],
    ['idempotency_keys_used', 'blocked', { writes: { calls: 0, withKey: 0 } }],
    ['rate_limits_respected', 'open', { limited: { refused: 0, sentAgainAtOnce: 0, lastAt: null } }],
    ['rate_limits_respected', 'open', { limited: { refused: 3, sentAgainAtOnce: 1, lastAt: now } }],
    ['alerts_on', 'open', { rules: rulesOf({ decline_rate: { isEnabled: false } }, 'live') }],
    [
      'live_order_paid',
      'open',
      { money: { paidOrderId: null, refundId: null, refundEventDelivered: false } },
    ],
    [
      'live_order_refunded',
      'open',
      { money: { paidOrderId: 'ord_1', refundId: null, refundEventDelivered: false } },
    ],
    [
      'live_order_refunded',
      'blocked',
      { money: { paidOrderId: null, refundId: null, refundEventDelivered: false } },
    ],
    [
      'refund_event_delivered',
      'open',
      { money: { paidOrderId: 'ord_1', refundId: 'ref_1', refundEventDelivered: false } },
    ],
  ]
  for (const [line, status, measured] of cases)
    it(`${line} is ${status}: ${JSON.stringify(measured).slice(0, 60)}`, () =>
      assert.equal(statusOf(line, measured), status))
})
