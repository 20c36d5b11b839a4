import { Type } from 'typebox'
import { Alert } from '../alerts/index.ts'
import { SignedMoney, Timestamp, TotalMoney, id, named, nullable } from '../platform/http/schema.ts'

export const Count = Type.Integer({ minimum: 0 })
export const Percent = nullable(
  Type.Number({ description: 'Per cent with one decimal; null while there is nothing to divide by.' }),
)

const VolumeOfDay = named(
  'OverviewVolumeOfDay',
  Type.Object({
    captured_money: TotalMoney,
    refunded_money: SignedMoney,
    payment_count: Count,
    by_hour: Type.Array(
      Type.Object({
        starts_at: Timestamp,
        captured_amount: Type.Integer({ description: 'Minor units.' }),
        refunded_amount: Type.Integer({
          description: 'Minor units; below zero where more refunds failed than were made.',
        }),
        payment_count: Count,
      }),
      { description: 'Every hour of the day, those to come too: 23 or 25 where clocks change.' },
    ),
  }),
)

/** What the dashboard's home shows. */
export const OverviewAnswer = named(
  'DashboardOverview',
  Type.Object({
    timezone: Type.String(),
    observed_at: Timestamp,
    day_starts_at: Timestamp,
    day_ends_at: Timestamp,
    volume: Type.Array(Type.Object({ currency: Type.String(), today: VolumeOfDay, yesterday: VolumeOfDay }), {
      description: 'One entry for each currency that moved yesterday or today.',
    }),
    payments: Type.Object({
      approved_count: Count,
      declined_count: Count,
      decline_rate_percent: Percent,
      by_decline_code: Type.Array(Type.Object({ decline_code: Type.String(), count: Count })),
      by_hour: Type.Array(
        Type.Object({ starts_at: Timestamp, approved_count: Count, declined_count: Count }),
      ),
    }),
    api: Type.Object({
      call_count: Count,
      client_error_count: Type.Integer({ minimum: 0, description: '4xx but for 429.' }),
      server_error_count: Type.Integer({ minimum: 0, description: '5xx.' }),
      rate_limited_count: Type.Integer({ minimum: 0, description: '429.' }),
      client_error_rate_percent: Percent,
      server_error_rate_percent: Percent,
      by_hour: Type.Array(
        Type.Object({
          starts_at: Timestamp,
          call_count: Count,
          client_error_count: Count,
          server_error_count: Count,
          rate_limited_count: Count,
        }),
      ),
    }),
    failing_webhook_endpoints: Type.Array(
      Type.Object({
        webhook_endpoint_id: id('wend', 'The endpoint'),
        url: Type.String(),
        is_enabled: Type.Boolean(),
        failing_since: nullable(Timestamp),
        retried_delivery_count: Type.Integer({ minimum: 0, description: 'Failed, and tried again.' }),
        failed_delivery_count: Type.Integer({
          minimum: 0,
          description: 'Given up within the last 24 hours.',
        }),
      }),
    ),
    disputes: Type.Object({
      open_count: Count,
      needs_response_count: Count,
      next_evidence_due_at: nullable(Timestamp),
    }),
    alerts: Type.Array(Alert, { description: 'Those that are open.' }),
  }),
)
