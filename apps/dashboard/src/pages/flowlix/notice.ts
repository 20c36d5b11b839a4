/** Notices and endpoints as the API shows them. Source: contract, flowlix 8.1; `GET /v1/flowlix/notices`. */

export const noticeTypes = [
  'payment.succeeded',
  'payment.failed',
  'payment.canceled',
  'payment.expired',
  'refund.succeeded',
  'refund.failed',
] as const

export type NoticeStatus = 'pending' | 'delivered' | 'failed' | 'suppressed'

export type NoticeAttempt = {
  readonly attempt_number: number
  readonly trigger: 'automatic' | 'manual'
  readonly started_at: string
  readonly duration_milliseconds: number
  readonly status_code: number | null
  readonly response_body_excerpt: string | null
  readonly error_summary: string | null
  readonly error_message: string | null
  readonly recommended_action: string | null
}

export type Notice = {
  readonly flowlix_notice_id: string
  readonly event_id: string
  readonly event_type: string
  readonly payment_id: string
  readonly refund_id: string | null
  readonly flowlix_webhook_endpoint_id: string | null
  readonly callback_url: string | null
  readonly status: NoticeStatus
  readonly attempt_count: number
  readonly max_attempts: number
  readonly next_attempt_at: string | null
  readonly delivered_at: string | null
  readonly last_status_code: number | null
  readonly last_error: string | null
  readonly created_at: string
}
export type NoticeWithAttempts = Notice & {
  readonly payload: unknown
  readonly attempts: readonly NoticeAttempt[]
}

export type FlowlixEndpoint = {
  readonly flowlix_webhook_endpoint_id: string
  readonly url: string
  readonly enabled_events: readonly string[]
  readonly enabled: boolean
  readonly description: string | null
  readonly created_at: string
  readonly updated_at: string
}
export type NewFlowlixEndpoint = FlowlixEndpoint & { readonly secret: string }

export const noticePath = (noticeId: string): string => `flowlix/notices/${noticeId}`
export const endpointPath = (endpointId: string): string => `flowlix/endpoints/${endpointId}`

/** @example eventsWords([]) // 'All events' */
export const eventsWords = (events: readonly string[]): string =>
  events.length === 0 ? 'All events' : events.length === 1 ? events[0]! : `${events.length} events`

/** What came of a try, in a few words. */
export const attemptWords = ({
  status_code,
  error_summary,
}: Pick<NoticeAttempt, 'status_code' | 'error_summary'>): string =>
  status_code === null ? (error_summary ?? 'No answer') : `Answered ${status_code}`

export const isTaken = ({ status_code }: NoticeAttempt): boolean =>
  status_code !== null && status_code >= 200 && status_code < 300
