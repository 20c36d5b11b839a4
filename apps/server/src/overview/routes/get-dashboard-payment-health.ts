import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { timeZoneErrors } from '../../platform/http/time-zone.ts'
import { getPaymentHealth } from '../get-payment-health.ts'
import { PaymentHealthAnswer, PaymentHealthQuery } from '../health-schemas.ts'
import { toPaymentHealth } from '../to-payment-health.ts'

export const getDashboardPaymentHealthRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/payment-health',
  operationId: 'getDashboardPaymentHealth',
  tag: 'Dashboard',
  summary: 'How payments and calls fare over time',
  description:
    'Decline rate by code, server errors and calls refused by rate limits, by hour or day: of both APIs together, of each, and of each key. Calls are counted a few seconds after they were answered.',
  callers: ['merchant'],
  scope: 'analytics.read',
  idempotency: 'none',
  isExtension: true,
  query: PaymentHealthQuery,
  status: 200,
  data: PaymentHealthAnswer,
  errors: [httpErrors.INVALID_REQUEST, timeZoneErrors.INVALID_TIMEZONE],
  run: ({ ctx, query }) => getPaymentHealth(ctx, query),
  show: (health) => answer(200, toPaymentHealth(health)),
})
