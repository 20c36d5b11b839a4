/** Source: `GET /v1/dashboard/overview`. */
export type Overview = {
  timezone: string
  observed_at: string
  day_starts_at: string
  day_ends_at: string
  volume: CurrencyVolume[]
  payments: {
    approved_count: number
    declined_count: number
    decline_rate_percent: number | null
    by_decline_code: { decline_code: string; count: number }[]
    by_hour: { starts_at: string; approved_count: number; declined_count: number }[]
  }
  api: {
    call_count: number
    client_error_count: number
    server_error_count: number
    rate_limited_count: number
    client_error_rate_percent: number | null
    server_error_rate_percent: number | null
    by_hour: {
      starts_at: string
      call_count: number
      client_error_count: number
      server_error_count: number
      rate_limited_count: number
    }[]
  }
  failing_webhook_endpoints: {
    webhook_endpoint_id: string
    url: string
    is_enabled: boolean
    failing_since: string | null
    retried_delivery_count: number
    failed_delivery_count: number
  }[]
  disputes: { open_count: number; needs_response_count: number; next_evidence_due_at: string | null }
  alerts: Alert[]
}
type MoneyAmount = { amount: number; currency: string }
export type VolumeOfDay = {
  captured_money: MoneyAmount
  refunded_money: MoneyAmount
  payment_count: number
  by_hour: { starts_at: string; captured_amount: number; refunded_amount: number; payment_count: number }[]
}
export type CurrencyVolume = { currency: string; today: VolumeOfDay; yesterday: VolumeOfDay }
export type Alert = {
  alert_id: string
  rule: string
  status: 'open' | 'closed'
  title: string
  message: string
  webhook_endpoint_id: string | null
  opened_at: string
  closed_at: string | null
}

/** The hour in the reader's own words; the day is the browser's, as the server was asked for it. */
export const hourLabel = (startsAt: string): string =>
  new Date(startsAt).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })

export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** How much of yesterday there was up to this hour: the fair comparison with a day that is not over. */
export const upToNow = (day: VolumeOfDay, elapsedHours: number): number =>
  day.by_hour.slice(0, elapsedHours).reduce((sum, hour) => sum + hour.captured_amount, 0)

export const elapsedHours = ({
  day_starts_at,
  observed_at,
}: Pick<Overview, 'day_starts_at' | 'observed_at'>): number =>
  Math.floor((Date.parse(observed_at) - Date.parse(day_starts_at)) / 3_600_000) + 1

/** @example changeInPercent(120, 100) // 20; null where there was nothing before */
export const changeInPercent = (now: number, before: number): number | null =>
  before === 0 ? null : Math.round(((now - before) / before) * 100)
