/** Webhook resources as the API shows them. Source: contract, flint-platform 17. */
export type WebhookEndpoint = {
  readonly webhook_endpoint_id: string
  readonly url: string
  readonly enabled_events: readonly string[]
  readonly enabled: boolean
  readonly description: string | null
  readonly api_version: string
  readonly disable_when_failing: boolean
  readonly disabling_scheduled_at: string | null
  readonly disabled_reason: 'requested' | 'deliveries_failing' | null
  readonly disabled_at: string | null
  readonly created_at: string
  readonly updated_at: string
}

export type NewWebhookEndpoint = WebhookEndpoint & { readonly secret: string }

export type WebhookEvent = {
  readonly webhook_event_id: string
  readonly event_type: string
  readonly resource_type: string
  readonly resource_id: string
  readonly resource_version: number
  readonly request_id: string | null
  readonly api_request_log_id: string | null
  readonly test: boolean
  readonly created_at: string
  readonly payload?: unknown
}

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'suppressed'

/** What went wrong, where something did. */
type Failure = {
  readonly diagnostic_category: string | null
  readonly error_summary: string | null
  readonly error_message: string | null
  readonly recommended_action: string | null
  readonly reference_url: string | null
}

export type WebhookDelivery = Failure & {
  readonly webhook_delivery_id: string
  readonly webhook_event_id: string
  readonly webhook_endpoint_id: string
  readonly status: DeliveryStatus
  readonly automatic_attempt_count: number
  readonly max_attempts: number
  readonly next_retry_at: string | null
  readonly delivered_at: string | null
  readonly last_response_code: number | null
  readonly created_at: string
  readonly updated_at: string
}

export type WebhookAttempt = Failure & {
  readonly webhook_delivery_attempt_id: string
  readonly attempt_number: number
  readonly attempt_status: 'queued' | 'sending' | 'delivered' | 'failed'
  readonly delivery_trigger: string
  readonly started_at: string
  readonly duration_milliseconds: number | null
  readonly status_code: number | null
  readonly response_content_type: string | null
  readonly response_headers: Readonly<Record<string, string>> | null
  readonly response_body_excerpt: string | null
}

/** What came of a test event, or of sending a delivery again. */
export type DeliveryResult = Failure & {
  readonly webhook_event_id: string
  readonly webhook_delivery_id: string
  readonly attempt_number: number
  readonly attempt_status: 'queued' | 'sending' | 'delivered' | 'failed'
  readonly delivery_status: DeliveryStatus
  readonly status_code: number | null
  readonly duration_milliseconds: number
  readonly response_body_excerpt: string | null
}
