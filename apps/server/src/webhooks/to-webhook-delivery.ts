import type { Context } from '../platform/context.ts'
import type { DeliveryStatus, WebhookDelivery, WebhookDeliveryAttempt } from './delivery.ts'
import type { DeliveryFailure } from './delivery-failure.ts'
import { maxAutomaticAttempts } from './retry-schedule.ts'

/** Source: contract, flint-platform 17.5. */
export const toWebhookDelivery = (ctx: Context, delivery: WebhookDelivery) => ({
  webhook_delivery_id: delivery.webhookDeliveryId,
  webhook_event_id: delivery.eventId,
  webhook_endpoint_id: delivery.webhookEndpointId,
  status: delivery.status,
  automatic_attempt_count: delivery.automaticAttemptCount,
  max_attempts: maxAutomaticAttempts,
  next_retry_at: isDueAtOnce(delivery) ? null : delivery.nextAttemptAt,
  delivered_at: delivery.deliveredAt,
  last_response_code: delivery.lastResponseCode,
  last_error: delivery.lastFailure?.errorSummary ?? null,
  ...failureFields(ctx, delivery.lastFailure),
  created_at: delivery.createdAt,
  updated_at: delivery.updatedAt,
})

export const toWebhookDeliveryAttempt = (ctx: Context, attempt: WebhookDeliveryAttempt) => ({
  webhook_delivery_attempt_id: attempt.webhookDeliveryAttemptId,
  webhook_delivery_id: attempt.webhookDeliveryId,
  attempt_number: attempt.attemptNumber,
  attempt_status: attempt.attemptStatus,
  delivery_trigger: attempt.trigger,
  started_at: attempt.startedAt,
  completed_at: attempt.completedAt,
  duration_milliseconds: attempt.outcome.durationMilliseconds,
  status_code: attempt.outcome.statusCode,
  response_content_type: attempt.outcome.responseContentType,
  response_headers: attempt.outcome.responseHeaders,
  response_body_excerpt: attempt.outcome.responseBodyExcerpt,
  ...failureFields(ctx, attempt.outcome.failure),
})

/** The first attempt is not a retry, but a sandbox's faults can hold it back. */
const isDueAtOnce = ({ automaticAttemptCount, nextAttemptAt, createdAt }: WebhookDelivery): boolean =>
  automaticAttemptCount === 0 && (nextAttemptAt === null || nextAttemptAt <= createdAt)

/** An attempt that its caller waited for. */
export type DeliveryResult = {
  eventId: string
  webhookEndpointId: string
  attempt: WebhookDeliveryAttempt
  deliveryStatus: DeliveryStatus
}

/** Both eras' names of the status. Source: contract, flint-platform 17.5 and 26. */
export const toWebhookDeliveryResult = (ctx: Context, result: DeliveryResult) => ({
  webhook_event_id: result.eventId,
  webhook_delivery_id: result.attempt.webhookDeliveryId,
  webhook_delivery_attempt_id: result.attempt.webhookDeliveryAttemptId,
  webhook_endpoint_id: result.webhookEndpointId,
  attempt_number: result.attempt.attemptNumber,
  attempt_status: result.attempt.attemptStatus,
  delivery_status: result.deliveryStatus,
  event_status: result.deliveryStatus,
  delivery_trigger: result.attempt.trigger,
  status_code: result.attempt.outcome.statusCode,
  duration_milliseconds: result.attempt.outcome.durationMilliseconds,
  response_body_excerpt: result.attempt.outcome.responseBodyExcerpt,
  ...failureFields(ctx, result.attempt.outcome.failure),
})

const failureFields = (ctx: Context, failure: DeliveryFailure | null) => ({
  diagnostic_category: failure?.diagnosticCategory ?? null,
  error_category: failure?.errorCategory ?? null,
  error_summary: failure?.errorSummary ?? null,
  error_message: failure?.errorMessage ?? null,
  recommended_action: failure?.recommendedAction ?? null,
  reference_url: failure && `${ctx.config.publicUrl}/docs/webhooks`,
  retryable: failure?.retryable ?? null,
})
