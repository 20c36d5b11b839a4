import { percentOf } from './overview.ts'
import type { CallFigures, HealthFigures, PaymentHealth } from './payment-health.ts'

export const toPaymentHealth = (health: PaymentHealth) => ({
  timezone: health.timeZone,
  granularity: health.granularity,
  from: health.starts[0],
  to: health.endsAt,
  series: health.series.map(({ api, total, points }) => ({
    api,
    ...toFigures(total),
    points: points.map((point, bucket) => ({ starts_at: health.starts[bucket], ...toFigures(point) })),
  })),
  api_keys: health.keys.map(({ apiKeyId, key, total, points }) => ({
    api_key_id: apiKeyId,
    name: key?.name ?? null,
    api: key?.api ?? null,
    is_active: key?.isActive ?? null,
    ...toCalls(total),
    points: points.map((point, bucket) => ({ starts_at: health.starts[bucket], ...toCalls(point) })),
  })),
})

const toFigures = (figures: HealthFigures) => {
  const { approved, declined, byCode } = figures
  return {
    approved_count: approved,
    declined_count: declined,
    decline_rate_percent: percentOf(declined, approved + declined),
    by_decline_code: byCode.map(({ code, count }) => ({
      decline_code: code,
      count,
      rate_percent: percentOf(count, approved + declined),
    })),
    ...toCalls(figures),
  }
}

const toCalls = ({ calls, serverErrors, rateLimited }: CallFigures) => ({
  call_count: calls,
  server_error_count: serverErrors,
  server_error_rate_percent: percentOf(serverErrors, calls),
  rate_limited_count: rateLimited,
})
