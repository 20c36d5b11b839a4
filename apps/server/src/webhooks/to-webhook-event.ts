import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { type WebhookEvent, isPayloadExpired } from './delivery.ts'
import { type SendableEvent, envelopeOf, isSendable, toEnvelope } from './envelope.ts'
import { eventTypeScope, isKnownEventType } from './event-types.ts'

/** Source: contract, flint-platform 17.5. */
export const toWebhookEvent = (event: WebhookEvent) => ({
  webhook_event_id: event.eventId,
  event_type: event.eventType,
  event_origin: event.isTest ? 'test_api' : 'business_event',
  event_source: event.eventType.startsWith('partner_app.') ? 'partner_app' : 'merchant',
  resource_type: event.resourceType,
  resource_id: event.resourceId,
  resource_version: event.resourceVersion,
  request_id: event.requestId,
  api_request_log_id: event.apiRequestLogId,
  correlation_id: event.correlationId,
  partner_app_id: null,
  test: event.isTest,
  created_at: event.createdAt,
})

/**
 * With the payload, unless the key may not read what it is about, or it has expired.
 * Source: contract, flint-platform 17.5 and 28 rows 14 and 15.
 */
export const toWebhookEventWithPayload = (ctx: Context, event: WebhookEvent) => ({
  ...toWebhookEvent(event),
  ...(showsPayload(ctx, event) ? { payload: toEnvelope(envelopeOf(event, ctx, ctx.version)) } : {}),
})

const showsPayload = (ctx: Context, event: WebhookEvent): event is WebhookEvent & SendableEvent =>
  isSendable(event) &&
  !isPayloadExpired(event, ctx.now) &&
  isKnownEventType(event.eventType) &&
  hasScope(ctx.scopes, eventTypeScope(event.eventType))
