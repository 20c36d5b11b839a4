import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findRules } from '../queries.ts'
import { rulesOf } from '../rules.ts'
import { AlertRulesAnswer } from '../schemas.ts'
import { toRules } from '../to-alert.ts'
import { unchangedRules } from '../update-rules.ts'

export const getDashboardAlertRulesRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/alert-rules',
  operationId: 'getDashboardAlertRules',
  tag: 'Dashboard',
  summary: 'Read the alert rules',
  description: 'As they are for this environment: what nobody has changed has its default.',
  callers: ['merchant'],
  scope: 'settings.read',
  idempotency: 'none',
  isExtension: true,
  status: 200,
  data: AlertRulesAnswer,
  errors: [],
  run: async ({ ctx }) => (await ctx.db.run(findRules(ctx))) ?? unchangedRules,
  show: ({ version, stored }, ctx) => answer(200, toRules(rulesOf(stored, ctx.mode), version)),
})
