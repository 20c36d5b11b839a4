/** Source: `GET /v1/dashboard/alert-rules`. A number that a rule has no use for is null. */
export type Rule = {
  rule: string
  is_enabled: boolean
  sends_mail: boolean
  sends_webhook: boolean
  threshold_percent: number | null
  threshold_count: number | null
  threshold_minutes: number | null
  minimum_count: number | null
  window_minutes: number | null
}
export type Rules = { version: number; rules: Rule[] }

export const ruleTitles: Record<string, readonly [title: string, words: string]> = {
  decline_rate: ['Declined payments', 'The share of declined payments within the last hour.'],
  server_error_rate: ['Errors of the API', 'The share of calls answered with 5xx within the last hour.'],
  rate_limit_hits: ['Rate limits', 'Calls answered with 429 within five minutes.'],
  webhook_endpoint_failing: ['Failing webhooks', 'How long an endpoint has taken nothing.'],
  payment_unknown: [
    'Payments without a result',
    'How long a processor has not said what became of a payment.',
  ],
  payments_not_ready: ['The account', 'Payments were ready, and are not any more.'],
}

export const numberFields = [
  { name: 'threshold_percent', words: 'Above, in %', min: 0, max: 100 },
  { name: 'threshold_count', words: 'More than', min: 0, max: 1_000_000 },
  { name: 'threshold_minutes', words: 'After minutes', min: 1, max: 60 },
  { name: 'minimum_count', words: 'Of at least', min: 1, max: 1_000_000 },
] as const

/** Rules that the form has otherwise than they are, each with its changed fields. */
export const changesIn = ({ rules }: Rules, form: FormData): (Partial<Rule> & { rule: string })[] =>
  rules.flatMap((rule) => {
    const changes: Partial<Rule> = {}
    for (const name of ['is_enabled', 'sends_mail', 'sends_webhook'] as const) {
      const isChecked = form.get(`${rule.rule}.${name}`) !== null
      if (isChecked !== rule[name]) changes[name] = isChecked
    }
    for (const { name } of numberFields) {
      const value = form.get(`${rule.rule}.${name}`)
      if (rule[name] !== null && value !== null && Number(value) !== rule[name]) changes[name] = Number(value)
    }
    return Object.keys(changes).length === 0 ? [] : [{ rule: rule.rule, ...changes }]
  })
