import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { ResetPasswordBody, StartedVerification } from '../schemas.ts'
import { resetPassword } from '../reset-password.ts'
import { toStarted } from '../to-user.ts'

export const startPasswordResetRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/password-reset',
  operationId: 'startPasswordReset',
  tag: 'Dashboard',
  summary: 'Ask for a code to set a new password',
  description: 'Mailed where the address has an account; the answer is the same where it has none.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'email', by: 'set-up' },
  isExtension: true,
  body: ResetPasswordBody,
  status: 200,
  data: StartedVerification,
  errors: [],
  run: ({ ctx, body }) => resetPassword(ctx, body.email),
  show: (started) => answer(200, toStarted(started)),
})
