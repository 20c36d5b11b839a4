import type { WebhookAttempt, WebhookDelivery } from './webhook.ts'

/** What Flint sent with an attempt. The signature is made anew for each attempt and kept nowhere. Source: contract, flint-platform 17.3. */
export const sentHeaders = (
  { webhook_event_id, webhook_endpoint_id }: WebhookDelivery,
  eventType: string | null,
  { started_at }: WebhookAttempt,
): readonly (readonly [string, string])[] => {
  const seconds = Math.floor(new Date(started_at).getTime() / 1000)
  return [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'Flint-Webhooks/1.0'],
    ['webhook-id', webhook_event_id],
    ['webhook-timestamp', String(seconds)],
    ['webhook-signature', 'v1,…'],
    ['X-Flint-Webhook-ID', webhook_event_id],
    ...(eventType === null ? [] : [['X-Flint-Event-Type', eventType] as const]),
    ['X-Flint-Webhook-Endpoint-ID', webhook_endpoint_id],
    ['X-Flint-Signature', `t=${seconds},v1=…`],
  ]
}
