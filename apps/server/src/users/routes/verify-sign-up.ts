import { defineRoute } from '../../platform/http/route.ts'
import { userErrors } from '../errors.ts'
import { VerifyEmailBody, DashboardSession } from '../schemas.ts'
import { verifyEmail } from '../sign-up.ts'
import { showNewSession } from '../sessions.ts'

export const verifySignUpRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/verify-email',
  operationId: 'verifySignUp',
  tag: 'Dashboard',
  summary: 'Prove the address, and begin as a merchant',
  description:
    'Makes the person, a merchant with its live environment and a default sandbox, and signs in: the answer sets the cookie. A code takes five tries within 15 minutes.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'verification_token', by: 'sign-in' },
  isExtension: true,
  body: VerifyEmailBody,
  status: 200,
  data: DashboardSession,
  errors: [userErrors.INVALID_VERIFICATION, userErrors.VERIFICATION_ALREADY_USED],
  run: ({ ctx, body }) => verifyEmail(ctx, body),
  show: showNewSession,
})
