import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import type { Statement } from '../platform/db/statement.ts'
import { AlreadyAnswered, type StoredCall } from '../platform/idempotency/idempotent-call.ts'
import { findStoredCall } from '../platform/idempotency/queries.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { type DeliveryStatus, type WebhookEvent, deliveryLeaseMs } from './delivery.ts'
import { settleDeliveries } from './delivery-queries.ts'
import type { EndpointSecrets, WebhookEndpoint } from './endpoint.ts'
import { type TakenDelivery, settleAttempt, statusAfter } from './settle-attempt.ts'
import type { DeliveryResult } from './to-webhook-delivery.ts'

/**
 * Attempts that a caller asks for and waits for go in three steps: a transaction leases the delivery, the attempt is
 * made with no transaction open, its outcome and the caller's answer are written together. The idempotency key is
 * looked up in the first step and kept in the last.
 */

/** The first step must keep no answer: there is none yet. */
export const beforeAnswer = (ctx: Context): Context => ({ ...ctx, idempotency: null })

export const findEarlierAnswer = (ctx: Context): Statement<StoredCall | null> =>
  ctx.idempotency
    ? findStoredCall(ctx, ctx.idempotency)
    : { name: 'no_earlier_answer', text: 'SELECT 1 WHERE false', values: [], read: () => null }

export const expectUnanswered = (earlier: StoredCall | null): void => {
  if (earlier) throw new AlreadyAnswered(earlier)
}

export const leaseEnd = (ctx: Context) => plusMs(ctx.now, deliveryLeaseMs)

export type Leased = {
  taken: TakenDelivery
  statusBefore: DeliveryStatus
  endpoint: WebhookEndpoint & EndpointSecrets
  event: Omit<WebhookEvent, 'apiRequestLogId'>
}

/** The second and third step. */
export const deliverNow = async (
  ctx: Context,
  { taken, statusBefore, endpoint, event }: Leased,
  trigger: 'manual_resend' | 'test_event',
  reasonMessage?: string,
): Promise<DeliveryResult> => {
  const outcome = await attemptDelivery(ctx, { endpoint, event, environment: ctx })
  const settled = settleAttempt(taken, trigger, outcome, {
    attemptId: ctx.ids.newId('wdat'),
    random: ctx.ids.random(),
    reasonMessage,
  })
  return writeOnce(ctx, {
    result: {
      eventId: event.eventId,
      webhookEndpointId: endpoint.webhookEndpointId,
      attempt: settled.attempt,
      deliveryStatus: statusAfter(statusBefore, settled),
    },
    writes: settleDeliveries([settled]),
  })
}
