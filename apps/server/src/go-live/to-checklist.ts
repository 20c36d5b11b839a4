import type { LineName } from './lines.ts'
import type { Checklist } from './measure.ts'

const titles: Record<LineName, string> = {
  processor_configured: 'A processor takes live payments',
  public_address_https: 'The public address is encrypted',
  account_verified: 'The account is verified',
  live_key_created: 'A live key exists and works',
  live_key_scopes_least: 'Live keys have the fewest scopes',
  sandbox_keys_apart: 'Sandbox keys are apart, and unused ones revoked',
  webhook_endpoint_registered: 'A live webhook endpoint is registered',
  webhook_test_event_delivered: 'It has taken a test event',
  webhook_deliveries_working: 'Nothing fails to be delivered',
  catalog_recreated: 'The catalog is in live mode',
  promotions_recreated: 'Promotions and coupons are in live mode',
  settings_recreated: 'Settings are made in live mode',
  api_version_pinned: 'The API version is pinned',
  idempotency_keys_used: 'Writes carry idempotency keys',
  rate_limits_respected: 'Refused calls wait for Retry-After',
  alerts_on: 'Alerts are on',
  live_order_paid: 'A real order was paid',
  live_order_refunded: 'A real payment was refunded',
  refund_event_delivered: 'The refund’s event arrived',
}

export const toChecklist = ({ lines, observedAt }: Checklist) => ({
  observed_at: observedAt,
  done_count: lines.filter(({ status }) => status === 'done').length,
  line_count: lines.length,
  lines: lines.map(({ line, status, measured, nextStep, place }) => ({
    line,
    title: titles[line],
    status,
    measured,
    next_step: nextStep,
    place,
  })),
})
