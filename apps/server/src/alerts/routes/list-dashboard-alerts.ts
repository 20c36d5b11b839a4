import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { alertList } from '../queries.ts'
import { ruleNames } from '../rules.ts'
import { Alert } from '../schemas.ts'
import { toAlert } from '../to-alert.ts'

export const listDashboardAlertsRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/alerts',
  operationId: 'listDashboardAlerts',
  tag: 'Dashboard',
  summary: 'List alerts, newest first',
  description: 'Open ones and, for 90 days, those that are over. Rules are looked at once a minute.',
  callers: ['merchant'],
  scope: 'analytics.read',
  idempotency: 'none',
  isExtension: true,
  query: body({
    status: Type.Optional(oneOf(['open', 'closed'])),
    rule: Type.Optional(oneOf(ruleNames)),
    ...pageQuery,
  }),
  status: 200,
  data: Alert,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, alertList, query),
  show: (page, ctx) =>
    answer(
      200,
      page.items.map((alert) => toAlert(alert, ctx)),
      { next_page_token: page.nextPageToken },
    ),
})
