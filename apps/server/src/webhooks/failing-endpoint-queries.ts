import type { Instant } from '../platform/clock/clock.ts'
import { type Statement, writeAny } from '../platform/db/statement.ts'
import { failingSpanMs } from './endpoint.ts'
import type { SettledAttempt } from './settle-attempt.ts'

/** When this is due, the endpoint is disabled if nothing has succeeded until then. */
export const disablingTimer = 'webhook_endpoint_disabling'

type EndpointOutcome = { environmentId: string; webhookEndpointId: string; completedAt: Instant }

/**
 * What attempts say about their endpoints: a success clears `failing_since`, a delivery that has used up its attempts sets
 * it where there is none. Nothing is written for an endpoint that goes on as it was.
 */
export const noteWhatEndpointsDo = (settled: readonly SettledAttempt[]): Statement<void>[] => {
  const working = outcomesOf(settled.filter(({ attempt }) => attempt.attemptStatus === 'delivered'))
  const failing = outcomesOf(
    settled.filter(({ isAutomatic, statusIfPending }) => isAutomatic && statusIfPending === 'failed'),
  )
  for (const name of working.keys()) failing.delete(name)
  return [
    ...(working.size > 0 ? [noteWorking([...working.values()])] : []),
    ...(failing.size > 0 ? [noteFailing([...failing.values()]), planDisabling([...failing.values()])] : []),
  ]
}

const outcomesOf = (settled: readonly SettledAttempt[]): Map<string, EndpointOutcome> => {
  const outcomes = new Map<string, EndpointOutcome>()
  for (const { delivery, attempt } of settled) {
    const { environmentId, webhookEndpointId } = delivery
    const name = `${environmentId} ${webhookEndpointId}`
    if (!outcomes.has(name))
      outcomes.set(name, { environmentId, webhookEndpointId, completedAt: attempt.completedAt })
  }
  return outcomes
}

const columnsOf = (outcomes: readonly EndpointOutcome[]) => [
  outcomes.map(({ environmentId }) => environmentId),
  outcomes.map(({ webhookEndpointId }) => webhookEndpointId),
]

const noteWorking = (working: readonly EndpointOutcome[]): Statement<void> =>
  writeAny(
    'note_working_endpoints',
    `UPDATE webhook_endpoints e SET failing_since = NULL
     FROM unnest($1::text[], $2::text[]) AS o(environment_id, webhook_endpoint_id)
     WHERE e.environment_id = o.environment_id AND e.webhook_endpoint_id = o.webhook_endpoint_id AND e.failing_since IS NOT NULL`,
    columnsOf(working),
  )

const noteFailing = (failing: readonly EndpointOutcome[]): Statement<void> =>
  writeAny(
    'note_failing_endpoints',
    `UPDATE webhook_endpoints e SET failing_since = o.completed_at
     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS o(environment_id, webhook_endpoint_id, completed_at)
     WHERE e.environment_id = o.environment_id AND e.webhook_endpoint_id = o.webhook_endpoint_id
       AND e.failing_since IS NULL AND e.is_enabled AND e.disables_when_failing`,
    [...columnsOf(failing), failing.map(({ completedAt }) => completedAt)],
  )

/**
 * Never to an earlier time than planned: of two outcomes written at nearly the same time only the first sets `failing_since`,
 * but the second may not see that yet.
 */
const planDisabling = (failing: readonly EndpointOutcome[]): Statement<void> =>
  writeAny(
    'plan_endpoint_disabling',
    `INSERT INTO timers (environment_id, kind, subject_id, due_at, is_on_own_clock)
     SELECT e.environment_id, '${disablingTimer}', e.webhook_endpoint_id,
            o.completed_at + interval '${failingSpanMs} milliseconds', v.has_own_clock
     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS o(environment_id, webhook_endpoint_id, completed_at)
     JOIN webhook_endpoints e ON e.environment_id = o.environment_id AND e.webhook_endpoint_id = o.webhook_endpoint_id
     JOIN environments v ON v.environment_id = o.environment_id
     WHERE e.failing_since IS NULL AND e.is_enabled AND e.disables_when_failing
     ON CONFLICT (environment_id, kind, subject_id)
       DO UPDATE SET due_at = greatest(timers.due_at, excluded.due_at), is_on_own_clock = excluded.is_on_own_clock,
                     leased_until = NULL, failed_under = NULL, attempts = 0`,
    [...columnsOf(failing), failing.map(({ completedAt }) => completedAt)],
  )
