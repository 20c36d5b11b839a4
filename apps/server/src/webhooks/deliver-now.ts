import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { type DeliveryStatus, deliveryLeaseMs } from './delivery.ts'
import { settleDeliveries } from './delivery-queries.ts'
import type { EndpointSecrets, WebhookEndpoint } from './endpoint.ts'
import type { SendableEvent } from './envelope.ts'
import { type TakenDelivery, settleAttempt, statusAfter } from './settle-attempt.ts'
import type { DeliveryResult } from './to-webhook-delivery.ts'

/**
 * Attempts that a caller asks for and waits for go in three steps: a transaction leases the delivery, the attempt is
 * made with no transaction open, its outcome and the caller's answer are written together. The idempotency key is
 * looked up in the first step and kept in the last.
 */

export const leaseEnd = (ctx: Context) => plusMs(ctx.systemClock.now(), deliveryLeaseMs)

export type Leased = {
  taken: TakenDelivery
  statusBefore: DeliveryStatus
  endpoint: WebhookEndpoint & EndpointSecrets
  event: SendableEvent
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
