import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { type WebhookEvent, isPayloadExpired } from './delivery.ts'
import { eventResource } from './event-resources.ts'
import { isKnownEventType } from './event-types.ts'
import { toWebhookEventWithPayload } from './to-webhook-event.ts'

/** What the stream says, as Server-Sent Events. Source: contract, flint-platform 17.6. */

export type DisconnectReason = 'ttl' | 'authorization_changed' | 'server_error'
export type GapReason = 'cursor_unavailable' | 'payload_expired' | 'backpressure'

const message = (event: string, data: unknown, id: string | null = null): string =>
  `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

export const keepAlive = ': keep-alive\n\n'

/** Says where a stream begins that has shown nothing yet; null in an environment without events. */
export const readyMessage = (cursor: string | null): string => message('ready', { cursor })

export const disconnectMessage = (reason: DisconnectReason): string => message('disconnect', { reason })

/** With an id of its own, so that who connects again is not told a second time. */
export const gapMessage = (reason: GapReason, requested: string | null, resume: string | null): string =>
  message('gap', { reason, requested_cursor: requested, resume_cursor: resume }, resume)

/**
 * Some events in the order of the stream. One whose payload the key may not read is withheld; those whose payload is
 * too old to be shown become one gap. An event of another type than the wanted ones is left out.
 *
 * @param cursor The last id that was said before.
 */
export const messagesOf = (
  ctx: Context,
  events: readonly WebhookEvent[],
  wanted: ReadonlySet<string> | null,
  cursor: string | null,
): string => {
  let text = ''
  let said = cursor
  let expired: string | null = null
  const sayGap = () => {
    if (expired === null) return
    text += gapMessage('payload_expired', said, expired)
    said = expired
    expired = null
  }
  for (const event of events) {
    if (wanted !== null && !wanted.has(event.eventType)) continue
    if (isPayloadExpired(event, ctx.now)) {
      expired = event.eventId
      continue
    }
    sayGap()
    text += messageOf(ctx, event)
    said = event.eventId
  }
  sayGap()
  return text
}

const messageOf = (ctx: Context, event: WebhookEvent): string => {
  const missing = missingScope(ctx, event)
  if (missing === null) return message('webhook.event', toWebhookEventWithPayload(ctx, event), event.eventId)
  return message(
    'withheld',
    {
      webhook_event_id: event.eventId,
      event_type: event.eventType,
      reason: missing === 'unattributed' ? 'resource_unattributed' : 'missing_resource_scope',
      resource_type: event.resourceType,
      required_scopes: missing === 'unattributed' ? [] : [missing],
    },
    event.eventId,
  )
}

/** The scope that it takes to see the payload; null when the key has it. */
const missingScope = (ctx: Context, { eventType }: WebhookEvent): string | null => {
  if (!isKnownEventType(eventType)) return 'unattributed'
  const { readScope } = eventResource(eventType)
  return hasScope(ctx.scopes, readScope) ? null : readScope
}
