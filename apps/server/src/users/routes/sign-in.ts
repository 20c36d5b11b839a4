import { defineRoute } from '../../platform/http/route.ts'
import { userErrors } from '../errors.ts'
import { SignInBody, DashboardSession } from '../schemas.ts'
import { signIn } from '../sign-in.ts'
import { showNewSession } from '../sessions.ts'

export const signInRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/sign-in',
  operationId: 'signIn',
  tag: 'Dashboard',
  summary: 'Sign in with e-mail address and password',
  description:
    'The answer sets the cookie `flint_dashboard`. The session ends after 14 days without use, and after 90 days in any case.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'email', by: 'sign-in' },
  isExtension: true,
  body: SignInBody,
  status: 200,
  data: DashboardSession,
  errors: [userErrors.AUTHENTICATION_FAILED],
  run: ({ ctx, body }) => signIn(ctx, body),
  show: showNewSession,
})
