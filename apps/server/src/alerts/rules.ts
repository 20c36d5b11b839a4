import type { Environment } from '../platform/context.ts'

/**
 * What is watched, and from when on it is worth a word:
 *
 * | Rule | Opens when |
 * | --- | --- |
 * | decline_rate | more than `thresholdPercent` of at least `minimumCount` payments of the last hour were declined |
 * | server_error_rate | more than `thresholdPercent` of at least `minimumCount` calls of the last hour were answered with 5xx |
 * | rate_limit_hits | more than `thresholdCount` calls of the last five minutes were answered with 429 |
 * | webhook_endpoint_failing | an endpoint has taken nothing for `thresholdMinutes`, though something was sent |
 * | payment_unknown | a processor has not said for `thresholdMinutes` what became of a payment |
 * | payments_not_ready | the account could charge, and cannot any more |
 */
export const ruleNames = [
  'decline_rate',
  'server_error_rate',
  'rate_limit_hits',
  'webhook_endpoint_failing',
  'payment_unknown',
  'payments_not_ready',
] as const
export type RuleName = (typeof ruleNames)[number]

/** A number that a rule has no use for is null. */
export type Thresholds = {
  thresholdPercent: number | null
  thresholdCount: number | null
  thresholdMinutes: number | null
  minimumCount: number | null
}
export type AlertRule = Thresholds & {
  rule: RuleName
  isEnabled: boolean
  /** Owners and admins get a mail when it opens. */
  sendsMail: boolean
  /** Its opening and its closing are events, for the webhook endpoints that take them. */
  sendsWebhook: boolean
}
export type AlertRules = Readonly<Record<RuleName, AlertRule>>

/** What a merchant has changed, as it is stored. */
export type StoredRules = Partial<Record<RuleName, Partial<Omit<AlertRule, 'rule'>>>>

const none: Thresholds = {
  thresholdPercent: null,
  thresholdCount: null,
  thresholdMinutes: null,
  minimumCount: null,
}

export const defaultThresholds: Readonly<Record<RuleName, Thresholds>> = {
  decline_rate: { ...none, thresholdPercent: 30, minimumCount: 20 },
  server_error_rate: { ...none, thresholdPercent: 1, minimumCount: 50 },
  rate_limit_hits: { ...none, thresholdCount: 20 },
  webhook_endpoint_failing: { ...none, thresholdMinutes: 30 },
  payment_unknown: { ...none, thresholdMinutes: 10 },
  payments_not_ready: none,
}

/** A payment that nobody can name after this is still looked for; see `activeForMs`. */
export const longestThresholdMinutes = 60

/** How far back the rates look. */
export const rateWindowMinutes = 60
export const hitsWindowMinutes = 5

/** Nobody is woken by a sandbox unless they ask for it; an endpoint has asked by being there. */
export const rulesOf = (stored: StoredRules, mode: Environment['mode']): AlertRules =>
  Object.fromEntries(
    ruleNames.map((rule) => [
      rule,
      {
        isEnabled: true,
        sendsMail: mode === 'live',
        sendsWebhook: true,
        ...defaultThresholds[rule],
        ...stored[rule],
        rule,
      },
    ]),
  ) as AlertRules
