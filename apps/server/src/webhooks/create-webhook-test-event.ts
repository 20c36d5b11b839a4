import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { beforeAnswer, expectUnanswered, findEarlierAnswer } from '../platform/idempotency/answer-later.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkedEventType } from './check-endpoint.ts'
import { type Leased, deliverNow, leaseEnd } from './deliver-now.ts'
import type { WebhookEvent } from './delivery.ts'
import { findRunningTestEvent, insertTakenDelivery } from './delivery-queries.ts'
import { isActive } from './endpoint.ts'
import { lockEndpoint } from './endpoint-queries.ts'
import type { SendableEvent } from './envelope.ts'
import { webhookErrors } from './errors.ts'
import { insertTestEvent } from './event-queries.ts'
import type { EventType } from './event-types.ts'
import { samplePayload } from './sample-payloads.ts'
import type { DeliveryResult } from './to-webhook-delivery.ts'

/**
 * Sends one synthetic event to one endpoint, whatever it subscribed to, and waits for the outcome. A target that
 * fails is an outcome, not a failed request. Source: contract, flint-platform 17.5 and 28 row 19.
 */
export const createWebhookTestEvent = async (
  ctx: Context,
  webhookEndpointId: string,
  eventTypeName: string,
): Promise<DeliveryResult> => {
  const event = testEvent(ctx, checkedEventType(eventTypeName, 'event_type'))
  const leased = await transact(
    beforeAnswer(ctx),
    {
      endpoint: lockEndpoint(ctx, webhookEndpointId),
      earlier: findEarlierAnswer(ctx),
      running: findRunningTestEvent(ctx, webhookEndpointId, event.idempotencyKey),
    },
    ({ endpoint, earlier, running }) => {
      expectUnanswered(earlier)
      if (!endpoint) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'webhook_endpoint_id' })
      // Before any refusal that would be kept under the key, and then stand in the running call's way.
      if (running) throw refuse(httpErrors.IDEMPOTENCY_KEY_IN_PROGRESS, { param: 'Idempotency-Key' })
      if (!isActive(endpoint))
        throw refuse(webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE, { param: 'webhook_endpoint_id' })
      const taken = {
        environmentId: ctx.environmentId,
        webhookDeliveryId: ctx.ids.newId('wdel'),
        eventId: event.eventId,
        webhookEndpointId,
        leasedUntil: leaseEnd(ctx),
        attemptCount: 0,
        automaticAttemptCount: 0,
        isResendQueued: false,
      }
      const result: Leased = { taken, statusBefore: 'pending', endpoint, event }
      return { result, writes: [insertTestEvent(ctx, event), insertTakenDelivery(taken, ctx.now)] }
    },
  )
  return deliverNow(ctx, leased, 'test_event')
}

const testEvent = (ctx: Context, eventType: EventType): WebhookEvent & SendableEvent => {
  const { resourceType, resourceId, data } = samplePayload(eventType, {
    newId: (prefix) => ctx.ids.newId(prefix),
    now: ctx.now,
    merchantId: ctx.merchantId,
  })
  return {
    environmentId: ctx.environmentId,
    eventId: ctx.ids.newId('whev'),
    eventType,
    resourceType,
    // What has no id goes by its name, which is the payload's first field.
    resourceId: resourceId ?? String(Object.values(data)[0]),
    resourceVersion: 1,
    data,
    requestId: ctx.requestId,
    idempotencyKey: ctx.idempotency?.key ?? null,
    isTest: true,
    createdAt: ctx.now,
    apiRequestLogId: null,
    correlationId: null,
  }
}
