import { type Notice, type NoticeAttempt, maxAutomaticAttempts } from './notice.ts'

export const toNotice = (notice: Notice) => {
  const last = notice.attempts.at(-1)?.outcome
  return {
    flowlix_notice_id: notice.noticeId,
    event_id: notice.eventId,
    event_type: notice.eventType,
    payment_id: notice.paymentId,
    refund_id: notice.refundId,
    flowlix_webhook_endpoint_id: notice.webhookEndpointId,
    callback_url: notice.callbackUrl,
    status: notice.status,
    attempt_count: notice.attemptCount,
    max_attempts: maxAutomaticAttempts,
    next_attempt_at: notice.nextAttemptAt,
    delivered_at: notice.deliveredAt,
    last_status_code: last?.statusCode ?? null,
    last_error: last?.failure?.errorSummary ?? null,
    created_at: notice.createdAt,
    updated_at: notice.updatedAt,
  }
}

export const toNoticeWithAttempts = (notice: Notice) => ({
  ...toNotice(notice),
  payload: notice.body === null ? null : JSON.parse(notice.body),
  attempts: notice.attempts.map(toAttempt),
})

const toAttempt = ({ number, isAutomatic, startedAt, outcome }: NoticeAttempt) => ({
  attempt_number: number,
  trigger: isAutomatic ? 'automatic' : 'manual',
  started_at: startedAt,
  duration_milliseconds: outcome.durationMilliseconds,
  status_code: outcome.statusCode,
  response_body_excerpt: outcome.responseBodyExcerpt,
  error_summary: outcome.failure?.errorSummary ?? null,
  error_message: outcome.failure?.errorMessage ?? null,
  recommended_action: outcome.failure?.recommendedAction ?? null,
})
