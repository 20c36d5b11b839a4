import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { userErrors } from '../errors.ts'
import { CompletePasswordResetBody, DashboardSession } from '../schemas.ts'
import { completePasswordReset } from '../reset-password.ts'
import { showNewSession } from '../sessions.ts'

export const completePasswordResetRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/password-reset/complete',
  operationId: 'completePasswordReset',
  tag: 'Dashboard',
  summary: 'Set a new password',
  description: 'Ends all other sessions of the person, and signs in.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'verification_token', by: 'sign-in' },
  isExtension: true,
  body: CompletePasswordResetBody,
  status: 200,
  data: DashboardSession,
  errors: [userErrors.INVALID_VERIFICATION, userErrors.VERIFICATION_ALREADY_USED, httpErrors.INVALID_REQUEST],
  run: ({ ctx, body }) => completePasswordReset(ctx, body),
  show: showNewSession,
})
