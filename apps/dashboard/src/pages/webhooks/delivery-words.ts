const triggers: Readonly<Record<string, string>> = {
  automatic_delivery: 'First attempt',
  automatic_retry: 'Automatic retry',
  manual_resend: 'Sent again by hand',
  test_event: 'Test event',
}

export const triggerWords = (trigger: string): string => triggers[trigger] ?? trigger

const diagnoses: Readonly<Record<string, string>> = {
  timeout: 'No answer within 10 seconds',
  dns_error: 'The name was not found',
  tls_error: 'No trusted certificate',
  connection_error: 'No connection',
  blocked_target: 'An address that webhooks may not go to',
  request_error: 'The request could not be made',
  http_error: 'Not a 2xx answer',
}

/** What a delivery's endpoint said last, in a few words; null while nobody asked it. */
export const lastAnswerWords = (delivery: {
  readonly last_response_code: number | null
  readonly diagnostic_category: string | null
}): string | null =>
  delivery.last_response_code === null && delivery.diagnostic_category === null
    ? null
    : attemptWords({ ...delivery, attempt_status: '', status_code: delivery.last_response_code })

/** What became of an attempt, in a few words. */
export const attemptWords = (attempt: {
  readonly attempt_status: string
  readonly status_code: number | null
  readonly diagnostic_category: string | null
}): string => {
  if (attempt.status_code !== null) return `Answered ${attempt.status_code}`
  if (attempt.diagnostic_category !== null) {
    return diagnoses[attempt.diagnostic_category] ?? attempt.diagnostic_category
  }
  return attempt.attempt_status === 'delivered' ? 'Delivered' : 'Under way'
}
