import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 2, 17 and 27. */
export const webhookErrors = defineErrors({
  INVALID_WEBHOOK_ENDPOINT: [
    400,
    'The webhook endpoint cannot be used like this.',
    'Correct the named field. URLs must be https and lead to a public address; on a local start also to this machine.',
  ],
  INVALID_EVENT_TYPE: [
    400,
    'This event type does not exist.',
    'Use the names that GET /v1/webhook-event-types lists.',
  ],
  INVALID_INCLUDE: [400, 'This cannot be included here.', 'Use one of the documented values.'],
  PARTNER_APP_NOT_FOUND: [404, 'There is no partner app with this id.', 'Check the id.'],
  WEBHOOK_ENDPOINT_NOT_ACTIVE: [
    409,
    'The webhook endpoint is disabled or deleted.',
    'Enable the endpoint, or use another one.',
  ],
  WEBHOOK_EVENT_PAYLOAD_EXPIRED: [
    410,
    'What this event carried is not kept any more.',
    'Read the resource itself; its state now is what matters.',
    { type: 'conflict_error' },
  ],
  WEBHOOK_STREAM_CONNECTION_LIMIT: [
    429,
    'The environment has as many event streams open as it may have.',
    'Close one, or share one among your processes.',
    { type: 'rate_limit_error', isRetryable: true },
  ],
  // Retryable, so the refusal is not kept under the idempotency key of the call it met in flight.
  WEBHOOK_DELIVERY_IN_FLIGHT: [
    409,
    'An attempt of this delivery is under way.',
    'Wait until it has ended, then resend.',
    { isRetryable: true },
  ],
})
