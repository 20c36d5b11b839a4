import { toAlert } from '../alerts/index.ts'
import type { Context } from '../platform/context.ts'
import { type LocalDay, hoursOf } from './local-day.ts'
import { type CurrencyVolume, type HourVolume, type Overview, percentOf } from './overview.ts'
import type { AnsweredCalls } from './queries.ts'

export const toOverview = (overview: Overview, ctx: Context) => {
  const { today, yesterday, payments, disputes } = overview
  return {
    timezone: overview.timeZone,
    observed_at: overview.observedAt,
    day_starts_at: today.startsAt,
    day_ends_at: today.endsAt,
    volume: overview.volume.map((volume) => toVolume(volume, yesterday, today)),
    payments: {
      approved_count: payments.approved,
      declined_count: payments.declined,
      decline_rate_percent: percentOf(payments.declined, payments.approved + payments.declined),
      by_decline_code: payments.byCode.map(({ code, count }) => ({ decline_code: code, count })),
      by_hour: hoursOf(today).map((startsAt, hour) => ({
        starts_at: startsAt,
        approved_count: payments.byHour[hour]!.approved,
        declined_count: payments.byHour[hour]!.declined,
      })),
    },
    api: toCalls(overview.calls, today),
    failing_webhook_endpoints: overview.failingEndpoints.map((endpoint) => ({
      webhook_endpoint_id: endpoint.webhookEndpointId,
      url: endpoint.url,
      is_enabled: endpoint.isEnabled,
      failing_since: endpoint.failingSince,
      retried_delivery_count: endpoint.retriedCount,
      failed_delivery_count: endpoint.failedCount,
    })),
    disputes: {
      open_count: disputes.count,
      needs_response_count: disputes.needsResponse,
      next_evidence_due_at: disputes.nextDueAt,
    },
    alerts: overview.alerts.map((alert) => toAlert(alert, ctx)),
  }
}

const toVolume = ({ currency, ...days }: CurrencyVolume, yesterday: LocalDay, today: LocalDay) => ({
  currency,
  today: toDay(currency, days.today, today),
  yesterday: toDay(currency, days.yesterday, yesterday),
})

const toDay = (currency: string, hours: readonly HourVolume[], day: LocalDay) => {
  const sum = (of: (hour: HourVolume) => number) => hours.reduce((total, hour) => total + of(hour), 0)
  return {
    captured_money: { amount: sum(({ captured }) => captured), currency },
    refunded_money: { amount: sum(({ refunded }) => refunded), currency },
    payment_count: sum(({ count }) => count),
    by_hour: hoursOf(day).map((startsAt, at) => ({
      starts_at: startsAt,
      captured_amount: hours[at]!.captured,
      refunded_amount: hours[at]!.refunded,
      payment_count: hours[at]!.count,
    })),
  }
}

const noCalls: Omit<AnsweredCalls, 'hour'> = { calls: 0, clientErrors: 0, serverErrors: 0, rateLimited: 0 }

const toCalls = (counted: readonly AnsweredCalls[], today: LocalDay) => {
  const byHour = hoursOf(today).map((_, hour) => counted.find((each) => each.hour === hour) ?? noCalls)
  const sum = (of: (calls: typeof noCalls) => number) => byHour.reduce((total, calls) => total + of(calls), 0)
  const calls = sum((each) => each.calls)
  const clientErrors = sum((each) => each.clientErrors)
  const serverErrors = sum((each) => each.serverErrors)
  return {
    call_count: calls,
    client_error_count: clientErrors,
    server_error_count: serverErrors,
    rate_limited_count: sum((each) => each.rateLimited),
    client_error_rate_percent: percentOf(clientErrors, calls),
    server_error_rate_percent: percentOf(serverErrors, calls),
    by_hour: hoursOf(today).map((startsAt, hour) => ({
      starts_at: startsAt,
      call_count: byHour[hour]!.calls,
      client_error_count: byHour[hour]!.clientErrors,
      server_error_count: byHour[hour]!.serverErrors,
      rate_limited_count: byHour[hour]!.rateLimited,
    })),
  }
}
