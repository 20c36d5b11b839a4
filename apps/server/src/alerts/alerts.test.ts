import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Alert, isNews, movesOf } from './alert.ts'
import { type Measured, findingsOf } from './findings.ts'
import { type StoredRules, rulesOf } from './rules.ts'

const now = '2026-10-05T12:00:00.000Z'
const ago = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString()
const quiet: Measured = {
  now,
  mode: 'live',
  approved: 0,
  declined: 0,
  calls: 0,
  serverErrors: 0,
  rateLimited: 0,
  failingEndpoints: [],
  unknownSince: [],
  paymentsAxis: 'ready',
  wasReady: true,
}
const endpoint = (minutes: number) => ({
  webhookEndpointId: 'we_1',
  url: 'https://a.example',
  failingSince: ago(minutes),
})
const found = (measured: Partial<Measured>, stored: StoredRules = {}) =>
  findingsOf({ ...quiet, ...measured }, rulesOf(stored, 'live')).map(({ rule, value }) => [rule, value])

describe('findingsOf', () => {
  const cases: [string, Partial<Measured>, [string, number][]][] = [
    ['nothing happens', {}, []],
    // 30 % of at least 20 payments
    ['exactly 30 % declined', { approved: 14, declined: 6 }, []],
    ['more than 30 % declined', { approved: 13, declined: 7 }, [['decline_rate', 35]]],
    ['all of too few declined', { declined: 19 }, []],
    ['all of twenty declined', { declined: 20 }, [['decline_rate', 100]]],
    // 1 % of at least 50 calls
    ['one of a hundred failed', { calls: 100, serverErrors: 1 }, []],
    ['two of a hundred failed', { calls: 100, serverErrors: 2 }, [['server_error_rate', 2]]],
    ['one of fifty failed', { calls: 50, serverErrors: 1 }, [['server_error_rate', 2]]],
    ['one of 49 failed', { calls: 49, serverErrors: 1 }, []],
    // 20 in five minutes
    ['20 calls were refused', { rateLimited: 20 }, []],
    ['21 calls were refused', { rateLimited: 21 }, [['rate_limit_hits', 21]]],
    // half an hour
    ['an endpoint fails for 29 minutes', { failingEndpoints: [endpoint(29)] }, []],
    [
      'an endpoint fails for 30 minutes',
      { failingEndpoints: [endpoint(30)] },
      [['webhook_endpoint_failing', 30]],
    ],
    // ten minutes
    ['a payment is unknown for 9 minutes', { unknownSince: [ago(9)] }, []],
    [
      'two of three are unknown for longer',
      { unknownSince: [ago(9), ago(10), ago(90)] },
      [['payment_unknown', 2]],
    ],
    // the account
    ['the axis is blocked', { paymentsAxis: 'blocked' }, [['payments_not_ready', 0]]],
    ['it never was ready', { paymentsAxis: 'blocked', wasReady: false }, []],
    ['a sandbox needs no account', { paymentsAxis: 'blocked', mode: 'test' }, []],
  ]
  for (const [what, measured, findings] of cases)
    it(`${what}: ${findings.map(([rule]) => rule).join() || 'nothing'}`, () =>
      assert.deepEqual(found(measured), findings))

  it('goes by what the merchant has set', () => {
    assert.deepEqual(found({ declined: 20 }, { decline_rate: { isEnabled: false } }), [])
    assert.deepEqual(found({ declined: 1, approved: 2 }, { decline_rate: { minimumCount: 3 } }), [
      ['decline_rate', 33.3],
    ])
    assert.deepEqual(found({ rateLimited: 1 }, { rate_limit_hits: { thresholdCount: 0 } }), [
      ['rate_limit_hits', 1],
    ])
  })

  it('mails by default in live mode only, and tells endpoints in both', () => {
    assert.equal(rulesOf({}, 'live').decline_rate.sendsMail, true)
    assert.equal(rulesOf({}, 'test').decline_rate.sendsMail, false)
    assert.equal(rulesOf({}, 'test').decline_rate.sendsWebhook, true)
  })
})

describe('movesOf', () => {
  const finding = (subjectId: string) =>
    findingsOf(
      { ...quiet, failingEndpoints: [{ ...endpoint(40), webhookEndpointId: subjectId }] },
      rulesOf({}, 'live'),
    )[0]!
  const alert = (subjectId: string, closedAt: string | null = null): Alert => ({
    environmentId: 'menv_1',
    alertId: `alert_${subjectId}`,
    found: finding(subjectId),
    openedAt: ago(60),
    closedAt,
  })

  it('opens what is new, closes what is over, leaves the rest', () => {
    const { toOpen, toClose } = movesOf(
      [alert('stays'), alert('ends')],
      [finding('stays'), finding('begins')],
    )
    assert.deepEqual(
      toOpen.map(({ subjectId }) => subjectId),
      ['begins'],
    )
    assert.deepEqual(
      toClose.map(({ alertId }) => alertId),
      ['alert_ends'],
    )
  })

  it('is news once an hour', () => {
    assert.equal(isNews(finding('a'), [], now), true)
    assert.equal(isNews(finding('a'), [alert('b', ago(5))], now), true)
    assert.equal(isNews(finding('a'), [alert('a', ago(59))], now), false)
    assert.equal(isNews(finding('a'), [alert('a', ago(61))], now), true)
  })
})
