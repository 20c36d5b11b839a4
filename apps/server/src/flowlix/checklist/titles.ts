import type { LineName } from './lines.ts'

/** What each line asks for. */
export const titles: Record<LineName, string> = {
  test_key_used: 'A test key exists and works',
  https_only: 'Plain HTTP is refused',
  keys_on_servers_only: 'Secret keys stay out of browsers',
  test_payment_succeeded: 'A test payment has succeeded',
  amounts_accepted: 'Amounts are in minor units',
  payment_read_by_id: 'Payments are looked up by payment.id',
  idempotency_keys_sent: 'Every POST carries an Idempotency-Key',
  repeated_call_same_response: 'A repeated call returns the same response',
  error_types_met: 'Error types are handled',
  refusals_not_repeated: '4xx is not sent again',
  server_errors_retried: '5xx is sent again with the same key',
  rate_limits_respected: '429 waits for Retry-After',
  declines_tried: 'Declines were tried',
  paid_after_decline: 'A buyer can pay after a decline',
  hosted_page_cycle: 'The hosted page’s whole cycle was walked',
  notice_taken: 'A signed notice was taken',
  no_card_numbers_kept: 'Only card.last4 is kept',
  test_payment_refunded: 'A test payment was refunded',
  monitoring_alerts_on: 'Decline rate, 5xx rate and rate limits are watched',
  live_payments_ready: 'Live payments are ready',
  live_key_used: 'The live key is taken from the dashboard',
  live_payment_succeeded: 'A small live payment went through',
  live_payment_refunded: 'A live payment was refunded',
}
