import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DeclineCount, asked, declineSeries, percent, spanOf, wholeMinute } from './health.ts'

const codes = (...counts: [string, number][]): DeclineCount[] =>
  counts.map(([decline_code, rate_percent]) => ({ decline_code, count: 1, rate_percent }))
const pointOf = (by_decline_code: DeclineCount[]) => ({
  starts_at: '2026-10-05T09:00:00.000Z',
  approved_count: 0,
  declined_count: 0,
  decline_rate_percent: null,
  by_decline_code,
  call_count: 0,
  server_error_count: 0,
  server_error_rate_percent: null,
  rate_limited_count: 0,
})
const drawn = (...counts: [string, number][]) =>
  declineSeries({ points: [pointOf(codes(...counts))], by_decline_code: codes(...counts) }, (at) => at).map(
    ({ name, points }) => [name, points[0]!.value],
  )

describe('declineSeries', () => {
  it('shows each code while there are colours for them', () => {
    assert.deepEqual(drawn(), [])
    assert.deepEqual(drawn(['expired_card', 4], ['do_not_honor', 2], ['lost_card', 1]), [
      ['Expired card', 4],
      ['Do not honor', 2],
      ['Lost card', 1],
    ])
  })
  it('puts what is rare together', () =>
    assert.deepEqual(
      drawn(['expired_card', 4], ['do_not_honor', 2], ['lost_card', 1.1], ['fraud_filter', 0.2]),
      [
        ['Expired card', 4],
        ['Do not honor', 2],
        ['Other', 1.3],
      ],
    ))
})

describe('what is asked for', () => {
  it('is the last day unless the address says otherwise', () => {
    assert.equal(spanOf(null).key, '24h')
    assert.equal(spanOf('30d').granularity, 'day')
    assert.equal(spanOf('nonsense').key, '24h')
  })
  it('ends with a whole minute', () => {
    const until = wholeMinute(new Date('2026-10-05T09:12:13.000Z'))
    assert.deepEqual(asked(spanOf('24h'), until, 'UTC'), {
      from: '2026-10-04T09:13:00.000Z',
      to: '2026-10-05T09:13:00.000Z',
      granularity: 'hour',
      timezone: 'UTC',
    })
  })
})

describe('percent', () => {
  it('is a dash where there was nothing', () =>
    assert.deepEqual([percent(null), percent(0.4)], ['–', '0.4 %']))
})
