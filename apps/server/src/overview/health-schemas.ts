import { Type } from 'typebox'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { apis } from './health-queries.ts'
import { granularities } from './health-span.ts'
import { Count, Percent } from './schemas.ts'

export const PaymentHealthQuery = body({
  from: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'RFC 3339. A day, or with days a week, before `to` if left out.',
    }),
  ),
  to: Type.Optional(
    Type.String({ format: 'date-time', description: 'RFC 3339, exclusive. Now if left out.' }),
  ),
  granularity: Type.Optional(
    oneOf(granularities, {
      description: '`hour` for at most seven days, `day` for at most 31. `hour` if left out.',
    }),
  ),
  timezone: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'IANA name of the zone whose hours and days are meant; UTC if left out.',
    }),
  ),
})

const calls = {
  call_count: Count,
  server_error_count: Type.Integer({ minimum: 0, description: '5xx.' }),
  server_error_rate_percent: Percent,
  rate_limited_count: Type.Integer({ minimum: 0, description: '429.' }),
}

const payments = {
  approved_count: Count,
  declined_count: Count,
  decline_rate_percent: Percent,
  by_decline_code: Type.Array(
    Type.Object({ decline_code: Type.String(), count: Count, rate_percent: Percent }),
    { description: 'The most frequent first; rates are of all payments that got an answer.' },
  ),
}

/** Decline rate, server errors and refused calls over time. Source: contract, flowlix 16.5. */
export const PaymentHealthAnswer = named(
  'DashboardPaymentHealth',
  Type.Object({
    timezone: Type.String(),
    granularity: oneOf(granularities),
    from: Timestamp,
    to: Timestamp,
    series: Type.Array(
      Type.Object({
        api: oneOf(['all', ...apis], { description: 'Both APIs together, or one of them.' }),
        ...payments,
        ...calls,
        points: Type.Array(Type.Object({ starts_at: Timestamp, ...payments, ...calls })),
      }),
    ),
    api_keys: Type.Array(
      Type.Object({
        api_key_id: nullable(id('key', 'The API key; null for buyers’ pages, which have none')),
        name: nullable(Type.String()),
        api: nullable(oneOf(apis)),
        is_active: nullable(Type.Boolean()),
        ...calls,
        points: Type.Array(Type.Object({ starts_at: Timestamp, ...calls })),
      }),
      { description: 'Every key that called, the busiest first.' },
    ),
  }),
)
