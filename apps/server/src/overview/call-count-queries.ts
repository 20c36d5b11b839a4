import { dayMs } from '../platform/clock/clock.ts'
import { deleteOutdated } from '../platform/db/outdated.ts'
import { type Statement, writeAny } from '../platform/db/statement.ts'

/** Answers to one key of an environment in one minute. */
export type CallCount = {
  environmentId: string
  minute: string
  /** Empty where no key called: a buyer's page. */
  apiKeyId: string
  calls: number
  /** 4xx but for 429. */
  clientErrors: number
  serverErrors: number
  rateLimited: number
}

export const nameOf = ({
  environmentId,
  minute,
  apiKeyId,
}: Pick<CallCount, 'environmentId' | 'minute' | 'apiKeyId'>): string =>
  `${environmentId} ${minute} ${apiKeyId}`

/** Several nodes count the same minute: each adds. In one order, so that two never wait for each other. */
export const addCallCounts = (counts: readonly CallCount[]): Statement<void> => {
  const sorted = counts.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return writeAny(
    'add_call_counts',
    `INSERT INTO call_counts AS c (environment_id, minute, api_key_id, calls, client_errors, server_errors, rate_limited)
     SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[])
     ON CONFLICT (environment_id, minute, api_key_id) DO UPDATE SET
       calls = c.calls + excluded.calls, client_errors = c.client_errors + excluded.client_errors,
       server_errors = c.server_errors + excluded.server_errors, rate_limited = c.rate_limited + excluded.rate_limited`,
    [
      sorted.map((count) => count.environmentId),
      sorted.map((count) => count.minute),
      sorted.map((count) => count.apiKeyId),
      sorted.map((count) => count.calls),
      sorted.map((count) => count.clientErrors),
      sorted.map((count) => count.serverErrors),
      sorted.map((count) => count.rateLimited),
    ],
  )
}

/** The worker's clean-up: what is shown goes a month back, in any time zone. */
export const deleteOldCallCounts = deleteOutdated({
  table: 'call_counts',
  column: 'minute',
  ageMs: 33 * dayMs,
})
