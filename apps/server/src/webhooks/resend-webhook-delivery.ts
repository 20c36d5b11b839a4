import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { beforeAnswer, expectUnanswered, findEarlierAnswer } from '../platform/idempotency/answer-later.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { type Leased, deliverNow, leaseEnd } from './deliver-now.ts'
import { isPayloadExpired } from './delivery.ts'
import { leaseDelivery, lockDelivery } from './delivery-queries.ts'
import { isActive } from './endpoint.ts'
import { findEndpointOfDelivery } from './endpoint-queries.ts'
import { isSendable } from './envelope.ts'
import { webhookErrors } from './errors.ts'
import { findEventOfDelivery } from './event-queries.ts'
import type { DeliveryResult } from './to-webhook-delivery.ts'

/**
 * Makes one more attempt of a delivery, in whatever status, and waits for it. Success makes it delivered; a failure
 * leaves status and retries as they were. Source: contract, flint-platform 17.5.
 */
export const resendWebhookDelivery = async (
  ctx: Context,
  webhookDeliveryId: string,
  reasonMessage: string | null | undefined,
): Promise<DeliveryResult> => {
  const leased = await transact(
    beforeAnswer(ctx),
    {
      delivery: lockDelivery(ctx, webhookDeliveryId),
      earlier: findEarlierAnswer(ctx),
      endpoint: findEndpointOfDelivery(ctx, webhookDeliveryId),
      event: findEventOfDelivery(ctx, webhookDeliveryId),
    },
    ({ delivery, earlier, endpoint, event }) => {
      expectUnanswered(earlier)
      if (!delivery || !endpoint || !event)
        throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_delivery_id' })
      // Before any refusal that would be kept under the key, and then stand in the running call's way.
      if (delivery.leasedUntil !== null && delivery.leasedUntil > ctx.systemClock.now())
        throw refuse(webhookErrors.WEBHOOK_DELIVERY_IN_FLIGHT, { param: 'webhook_delivery_id' })
      if (isPayloadExpired(event, ctx.now) || !isSendable(event))
        throw refuse(webhookErrors.WEBHOOK_EVENT_PAYLOAD_EXPIRED)
      if (!isActive(endpoint)) throw refuse(webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE)
      const taken = {
        environmentId: ctx.environmentId,
        webhookDeliveryId,
        eventId: delivery.eventId,
        webhookEndpointId: delivery.webhookEndpointId,
        leasedUntil: leaseEnd(ctx),
        attemptCount: delivery.attemptCount,
        automaticAttemptCount: delivery.automaticAttemptCount,
        isResendQueued: false,
      }
      const result: Leased = { taken, statusBefore: delivery.status, endpoint, event }
      return { result, writes: [leaseDelivery(taken)] }
    },
  )
  return deliverNow(ctx, leased, 'manual_resend', reasonMessage ?? undefined)
}
