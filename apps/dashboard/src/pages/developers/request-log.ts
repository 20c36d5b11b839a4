/** A logged call as the API lists it. Source: contract, flint-platform 20.1. */
export type RequestLog = {
  readonly api_request_log_id: string
  readonly request_id: string
  readonly correlation_id: string | null
  readonly http_method: string
  readonly path: string
  readonly route_pattern: string
  readonly status_code: number
  readonly latency_milliseconds: number
  readonly error_category: string | null
  readonly error_code: string | null
  readonly error_summary: string | null
  readonly recommended_action: string | null
  readonly reference_url: string | null
  readonly retryable: boolean | null
  readonly requested_api_version: string | null
  readonly served_api_version: string
  readonly resource_type: string | null
  readonly resource_id: string | null
  readonly created_at: string
  /** The key that called; null for a buyer, and for a person. */
  readonly api_key_id: string | null
  /** The person who called, in the dashboard. */
  readonly user_id: string | null
}

export type RequestLogDetail = RequestLog & {
  readonly query_params: readonly { readonly name: string; readonly value: string }[]
  readonly request_headers: Readonly<Record<string, string>>
  readonly request_body: unknown
  readonly response_body: unknown
  readonly response_content_type: string | null
  readonly reproduction: {
    readonly curl: string
    readonly safe_to_reproduce: boolean
    readonly warnings: readonly string[]
  }
}

/** How an answer reads at a glance. */
export const answerTone = (status: number): 'good' | 'attention' | 'problem' =>
  status < 400 ? 'good' : status < 500 ? 'attention' : 'problem'
