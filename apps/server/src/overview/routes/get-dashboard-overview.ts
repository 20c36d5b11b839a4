import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { checkTimeZone, timeZoneErrors } from '../../platform/http/time-zone.ts'
import { getOverview } from '../get-overview.ts'
import { OverviewAnswer } from '../schemas.ts'
import { toOverview } from '../to-overview.ts'

export const getDashboardOverviewRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/overview',
  operationId: 'getDashboardOverview',
  tag: 'Dashboard',
  summary: 'How today goes',
  description:
    'Money by hour beside yesterday’s, declines, errors and refused calls of the API, endpoints that fail, open disputes and alerts. Calls are counted a few seconds after they were answered.',
  callers: ['merchant'],
  scope: 'analytics.read',
  idempotency: 'none',
  isExtension: true,
  query: body({
    timezone: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'IANA name of the zone whose day is meant; UTC if left out.',
      }),
    ),
  }),
  status: 200,
  data: OverviewAnswer,
  errors: [timeZoneErrors.INVALID_TIMEZONE],
  run: ({ ctx, query }) => getOverview(ctx, checkTimeZone(query.timezone ?? 'UTC', 'timezone')),
  show: (overview, ctx) => answer(200, toOverview(overview, ctx)),
})
