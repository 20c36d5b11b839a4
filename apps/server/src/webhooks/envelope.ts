import type { Environment } from '../platform/context.ts'
import type { ApiVersion } from '../platform/http/versions.ts'
import type { WebhookEvent } from './delivery.ts'
import { payloadIn } from './event-payloads.ts'

export type EventEnvelope = {
  webhookEventId: string
  eventType: string
  /** From 1 up. */
  payloadVersion: number
  mode: 'test' | 'live'
  merchantId: string
  /** RFC 3339 in UTC, exactly as the event's own `created_at` is shown. */
  createdAt: string
  /** The version that `data` is rendered in. */
  apiVersion: string
  /** The API call that caused the event; null when a worker or a processor did. */
  request: { id: string; idempotencyKey: string | null } | null
  /** True for an event made by `test-events`. */
  isSynthetic: boolean
  /** The resource as the event carries it, its id first; JSON values only. */
  data: Readonly<Record<string, unknown>>
  /** Orders the events of one resource, those of one version by their ids. Null is left out. */
  resourceVersion: number | null
}

/**
 * What merchants get of an event: fields in the documented order, `test` only on synthetic events. The resource's version
 * is an extension, and stands after all of them. Source: contract, flint-platform 17.4.
 */
export const toEnvelope = (event: EventEnvelope) => ({
  webhook_event_id: event.webhookEventId,
  event_type: event.eventType,
  payload_version: event.payloadVersion,
  mode: event.mode,
  merchant_id: event.merchantId,
  created_at: event.createdAt,
  api_version: event.apiVersion,
  request: event.request && { id: event.request.id, idempotency_key: event.request.idempotencyKey },
  ...(event.isSynthetic ? { test: true } : {}),
  data: event.data,
  ...(event.resourceVersion === null ? {} : { resource_version: event.resourceVersion }),
})

/**
 * The body of a delivery to a merchant's endpoint: one line of JSON. The text is what is signed, so send it byte
 * for byte.
 */
export const renderEnvelope = (event: EventEnvelope): string => JSON.stringify(toEnvelope(event))

/** Without what the log knows of the request that caused it. */
type RecordedEvent = Omit<WebhookEvent, 'apiRequestLogId' | 'correlationId'>

/** An event that still has its payload. */
export type SendableEvent = RecordedEvent & { data: Record<string, unknown> }

export const isSendable = (event: RecordedEvent): event is SendableEvent => event.data !== null

/** The envelope of a recorded event, its payload in this version. */
export const envelopeOf = (
  event: SendableEvent,
  { mode, merchantId }: Pick<Environment, 'mode' | 'merchantId'>,
  apiVersion: ApiVersion,
): EventEnvelope => ({
  webhookEventId: event.eventId,
  eventType: event.eventType,
  payloadVersion: 1,
  mode,
  merchantId,
  createdAt: event.createdAt,
  apiVersion,
  request: event.requestId === null ? null : { id: event.requestId, idempotencyKey: event.idempotencyKey },
  isSynthetic: event.isTest,
  data: payloadIn(apiVersion, event.eventType, event.data),
  resourceVersion: event.resourceVersion,
})
