import { answer } from '../../platform/http/answer.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { rulesOf } from '../rules.ts'
import { AlertRulesAnswer, UpdateAlertRulesBody } from '../schemas.ts'
import { toRules } from '../to-alert.ts'
import { updateRules } from '../update-rules.ts'

export const updateDashboardAlertRulesRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/dashboard/alert-rules',
  operationId: 'updateDashboardAlertRules',
  tag: 'Dashboard',
  summary: 'Change alert rules',
  description:
    'Rule by rule and field by field; what is left out stays. Counts from the next look on, within a minute.',
  callers: ['merchant'],
  scope: 'settings.write',
  idempotency: 'optional',
  isExtension: true,
  body: UpdateAlertRulesBody,
  status: 200,
  data: AlertRulesAnswer,
  errors: [versionErrors.VERSION_CONFLICT],
  run: ({ ctx, body }) => updateRules(ctx, body),
  show: ({ version, stored }, ctx) => answer(200, toRules(rulesOf(stored, ctx.mode), version)),
})
