import { type Instant, minuteMs } from '../platform/clock/clock.ts'
import type { AxisStatus, Environment } from '../platform/context.ts'
import type { AlertRules, RuleName } from './rules.ts'

/** What one environment's rules are held against. */
export type Measured = {
  now: Instant
  mode: Environment['mode']
  /** Of the last hour. */
  approved: number
  declined: number
  calls: number
  serverErrors: number
  /** Of the last five minutes. */
  rateLimited: number
  /** Endpoints that have taken nothing since. */
  failingEndpoints: readonly { webhookEndpointId: string; url: string; failingSince: Instant }[]
  /** When the processor was asked about each payment that has no answer yet, the oldest hundred. */
  unknownSince: readonly Instant[]
  paymentsAxis: AxisStatus
  wasReady: boolean
}

/** What a rule found: the numbers an alert shows. `sampleCount` is what a rate is of. */
export type Finding = {
  rule: RuleName
  /** An endpoint's id where a rule can hold for several; else empty. */
  subjectId: string
  value: number
  unit: 'percent' | 'calls' | 'minutes' | 'payments' | 'status'
  threshold: number | null
  sampleCount: number | null
  /** In words, where a number does not say it: an endpoint's address, the axis's status. */
  detail: string | null
}

type Check = (measured: Measured, rules: AlertRules) => Finding[]

const finding = (
  rule: RuleName,
  found: Omit<Finding, 'rule' | 'subjectId'> & { subjectId?: string },
): Finding => ({
  subjectId: '',
  ...found,
  rule,
})

/** Compared in whole numbers: a rate of exactly the threshold does not pass it. */
const isAbove = (part: number, whole: number, percent: number): boolean => part * 100 > whole * percent
/** Rounded for show: one decimal, half up. */
const shownPercent = (part: number, whole: number): number => Math.floor((part * 1000) / whole + 0.5) / 10

const minutesSince = (since: Instant, now: Instant): number =>
  Math.floor((Date.parse(now) - Date.parse(since)) / minuteMs)

const rateCheck =
  (
    rule: 'decline_rate' | 'server_error_rate',
    count: (measured: Measured) => { part: number; whole: number },
  ): Check =>
  (measured, rules) => {
    const { thresholdPercent, minimumCount } = rules[rule]
    const { part, whole } = count(measured)
    if (whole === 0 || whole < minimumCount! || !isAbove(part, whole, thresholdPercent!)) return []
    const value = shownPercent(part, whole)
    return [
      finding(rule, {
        value,
        unit: 'percent',
        threshold: thresholdPercent,
        sampleCount: whole,
        detail: null,
      }),
    ]
  }

const checks: Record<RuleName, Check> = {
  decline_rate: rateCheck('decline_rate', ({ approved, declined }) => ({
    part: declined,
    whole: approved + declined,
  })),
  server_error_rate: rateCheck('server_error_rate', ({ calls, serverErrors }) => ({
    part: serverErrors,
    whole: calls,
  })),
  rate_limit_hits: ({ rateLimited }, { rate_limit_hits: { thresholdCount } }) =>
    rateLimited > thresholdCount!
      ? [
          finding('rate_limit_hits', {
            value: rateLimited,
            unit: 'calls',
            threshold: thresholdCount,
            sampleCount: null,
            detail: null,
          }),
        ]
      : [],
  webhook_endpoint_failing: ({ failingEndpoints, now }, { webhook_endpoint_failing: { thresholdMinutes } }) =>
    failingEndpoints
      .map((endpoint) => ({ ...endpoint, minutes: minutesSince(endpoint.failingSince, now) }))
      .filter(({ minutes }) => minutes >= thresholdMinutes!)
      .map(({ webhookEndpointId, url, minutes }) =>
        finding('webhook_endpoint_failing', {
          subjectId: webhookEndpointId,
          value: minutes,
          unit: 'minutes',
          threshold: thresholdMinutes,
          sampleCount: null,
          detail: url,
        }),
      ),
  payment_unknown: ({ unknownSince, now }, { payment_unknown: { thresholdMinutes } }) => {
    const count = unknownSince.filter((since) => minutesSince(since, now) >= thresholdMinutes!).length
    return count === 0
      ? []
      : [
          finding('payment_unknown', {
            value: count,
            unit: 'payments',
            threshold: thresholdMinutes,
            sampleCount: null,
            detail: null,
          }),
        ]
  },
  payments_not_ready: ({ mode, paymentsAxis, wasReady }) =>
    mode === 'live' && wasReady && paymentsAxis !== 'ready'
      ? [
          finding('payments_not_ready', {
            value: 0,
            unit: 'status',
            threshold: null,
            sampleCount: null,
            detail: paymentsAxis,
          }),
        ]
      : [],
}

export const findingsOf = (measured: Measured, rules: AlertRules): Finding[] =>
  Object.values(rules).flatMap(({ rule, isEnabled }) => (isEnabled ? checks[rule](measured, rules) : []))
