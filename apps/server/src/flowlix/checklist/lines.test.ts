import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rulesOf } from '../../alerts/rules.ts'
import { aCall, aRead, aRefusal, at, ready } from './a-checklist.fixture.ts'
import type { LineStatus } from './line.ts'
import { type LineName, lineNames, linesOf } from './lines.ts'
import type { Measured, World } from './measured.ts'
import { titles } from './titles.ts'

const statusOf = (line: LineName, measured: Partial<Measured>): LineStatus =>
  linesOf({ ...ready, ...measured }).find((each) => each.line === line)!.status

const test = (fields: Partial<World>): Partial<Measured> => ({ test: { ...ready.test, ...fields } })
const paid = (fields: Partial<World['payments']>) => test({ payments: { ...ready.test.payments, ...fields } })
const live = (fields: Partial<Measured['live']>): Partial<Measured> => ({
  live: { ...ready.live, ...fields },
})
const paidLive = (fields: Partial<World['payments']>) =>
  live({ payments: { ...ready.live.payments, ...fields } })

describe('the Flowlix checklist', () => {
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
    assert.deepEqual(Object.keys(titles), [...lineNames])
  })

  it('says nothing of live mode to a test key', () => {
    const lines = linesOf({ ...ready, live: null })
    const blocked = lines.filter(({ status }) => status === 'blocked').map(({ line }) => line)
    assert.deepEqual(blocked, [
      'monitoring_alerts_on',
      'live_payments_ready',
      'live_key_used',
      'live_payment_succeeded',
      'live_payment_refunded',
    ])
  })

  it('shows the last amount in the currency’s own number of decimals', () => {
    const shown = (amount: number, currency: string) =>
      linesOf({ ...ready, ...paid({ lastSucceeded: { paymentId: 'pay_1', amount, currency } }) }).find(
        ({ line }) => line === 'amounts_accepted',
      )!.measured
    assert.match(shown(4999, 'EUR'), /49\.99/)
    assert.match(shown(4999, 'JPY'), /4,999/)
  })

  const cases: [LineName, LineStatus, Partial<Measured>][] = [
    ['test_key_used', 'open', test({ keys: [] })],
    ['test_key_used', 'open', test({ keys: [{ name: 'Shop', lastUsedAt: null }] })],
    ['https_only', 'blocked', { publicUrl: 'http://127.0.0.1:4242' }],
    ['keys_on_servers_only', 'open', test({ calls: [aCall({ isFromBrowser: true })] })],
    ['keys_on_servers_only', 'blocked', { ...test({ calls: [] }), ...live({ calls: [] }) }],
    ['test_payment_succeeded', 'open', paid({ lastSucceeded: null })],
    ['amounts_accepted', 'blocked', paid({ lastSucceeded: null })],
    ['amounts_accepted', 'open', test({ calls: [aRefusal({ errorParam: 'amount' }), aCall()] })],
    ['amounts_accepted', 'done', test({ calls: [aCall(), aRefusal({ errorParam: 'amount' })] })],
    ['payment_read_by_id', 'open', test({ calls: [aRead({ path: '/v1/payments' })] })],
    ['payment_read_by_id', 'open', test({ calls: [aRead({ status: 404 })] })],
    ['idempotency_keys_sent', 'open', test({ calls: [aCall(), aCall({ idempotencyKey: null })] })],
    ['idempotency_keys_sent', 'blocked', { ...test({ calls: [aRead()] }), ...live({ calls: [] }) }],
    ['repeated_call_same_response', 'open', test({ calls: [aCall()] })],
    ['error_types_met', 'open', test({ limited: { refused: 0, sentAgainAtOnce: 0 } })],
    ['error_types_met', 'open', test({ calls: [aCall()] })],
    ['error_types_met', 'open', paid({ declineCodes: [] })],
    ['refusals_not_repeated', 'open', test({ calls: [aCall()] })],
    ['refusals_not_repeated', 'open', test({ calls: [aRefusal({ at: at(2) }), aRefusal({ at: at(1) })] })],
    ['server_errors_retried', 'done', test({ calls: [] })],
    ['server_errors_retried', 'open', test({ calls: [aCall({ status: 500, at: at(9) })] })],
    ['rate_limits_respected', 'open', test({ limited: { refused: 2, sentAgainAtOnce: 1 } })],
    [
      'rate_limits_respected',
      'open',
      {
        ...test({ limited: { refused: 0, sentAgainAtOnce: 0 } }),
        ...live({ limited: { refused: 0, sentAgainAtOnce: 0 } }),
      },
    ],
    ['declines_tried', 'open', paid({ declineCodes: ['insufficient_funds', 'expired_card'] })],
    [
      'declines_tried',
      'done',
      paid({ declineCodes: ['do_not_honor', 'expired_card', 'insufficient_funds'] }),
    ],
    ['paid_after_decline', 'blocked', paid({ declineCodes: [] })],
    ['paid_after_decline', 'open', paid({ hasPaidAfterDecline: false })],
    ['hosted_page_cycle', 'open', paid({ hosted: 0 })],
    ['hosted_page_cycle', 'open', paid({ hostedSucceededId: null })],
    ['hosted_page_cycle', 'open', paid({ hostedSucceededAt: at(31) })],
    ['notice_taken', 'open', test({ noticeTakenAt: null })],
    ['no_card_numbers_kept', 'open', paid({ withCardNumber: 1 })],
    ['no_card_numbers_kept', 'blocked', paid({ lastSucceeded: null })],
    ['test_payment_refunded', 'open', paid({ lastRefunded: null })],
    ['test_payment_refunded', 'blocked', paid({ lastRefunded: null, lastSucceeded: null })],
    ['monitoring_alerts_on', 'open', live({ rules: rulesOf({}, 'test') })],
    ['monitoring_alerts_on', 'done', live({ rules: rulesOf({}, 'test'), hasAlertEndpoint: true })],
    [
      'monitoring_alerts_on',
      'open',
      live({ rules: rulesOf({ decline_rate: { isEnabled: false } }, 'live') }),
    ],
    ['live_payments_ready', 'blocked', { hasProcessor: false }],
    [
      'live_payments_ready',
      'open',
      { account: { payments: 'pending', payouts: 'ready', processorAccountId: null } },
    ],
    ['live_key_used', 'open', live({ keys: [] })],
    ['live_payment_succeeded', 'open', paidLive({ lastSucceeded: null })],
    ['live_payment_succeeded', 'blocked', { ...paidLive({ lastSucceeded: null }), hasProcessor: false }],
    ['live_payment_refunded', 'open', paidLive({ lastRefunded: null })],
    ['live_payment_refunded', 'blocked', paidLive({ lastRefunded: null, lastSucceeded: null })],
  ]
  for (const [index, [line, status, measured]] of cases.entries())
    it(`${line} is ${status} (${index + 1})`, () => assert.equal(statusOf(line, measured), status))
})
