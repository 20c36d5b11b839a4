import type { Finding } from './findings.ts'
import { type RuleName, hitsWindowMinutes } from './rules.ts'

type Words = { title: string; message: string }

const many = (count: number, one: string, more: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${more}`

const words: Record<RuleName, (found: Finding) => Words> = {
  decline_rate: ({ value, sampleCount, threshold }) => ({
    title: `${value} % of payments are declined`,
    message: `Of the ${sampleCount} payments of the last hour ${value} % were declined; more than ${threshold} % opens this alert. Look at which decline codes they have in common.`,
  }),
  server_error_rate: ({ value, sampleCount, threshold }) => ({
    title: `${value} % of API calls fail`,
    message: `Of the ${sampleCount} calls of the last hour ${value} % were answered with an error of the server; more than ${threshold} % opens this alert. Calls with an idempotency key can safely be sent again.`,
  }),
  rate_limit_hits: ({ value, threshold }) => ({
    title: `${value} API calls were refused by rate limits`,
    message: `Within ${hitsWindowMinutes} minutes ${value} calls were answered with 429; more than ${threshold} opens this alert. Wait as long as Retry-After says before sending again.`,
  }),
  webhook_endpoint_failing: ({ value, detail }) => ({
    title: `A webhook endpoint has taken nothing for ${many(value, 'minute', 'minutes')}`,
    message: `${detail} does not answer deliveries with a 2xx status. They are tried again for three days; what it missed can be sent again.`,
  }),
  payment_unknown: ({ value, threshold }) => ({
    title: `${many(value, 'payment has', 'payments have')} no result`,
    message: `The processor has not said for ${many(threshold ?? 0, 'minute', 'minutes')} what became of ${value === 1 ? 'it' : 'them'}. It is asked again until it does; do not charge the buyer a second time.`,
  }),
  payments_not_ready: ({ detail }) => ({
    title: 'The account cannot take payments any more',
    message: `The payments axis is ${detail}. The account's verification says what is missing.`,
  }),
}

/** What an alert says to a person. */
export const wordsOf = (found: Finding): Words => words[found.rule](found)
