import { defineRoute } from '../../platform/http/route.ts'
import { userErrors } from '../errors.ts'
import { SignInLinkBody, DashboardSession } from '../schemas.ts'
import { signInByLink } from '../sign-in.ts'
import { showNewSession } from '../sessions.ts'

export const signInByLinkRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/sign-in-link',
  operationId: 'signInByLink',
  tag: 'Dashboard',
  summary: 'Sign in with the link that a local start prints',
  description: 'Works once, and only the newest link does.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'token', by: 'sign-in' },
  isExtension: true,
  body: SignInLinkBody,
  status: 200,
  data: DashboardSession,
  errors: [userErrors.AUTHENTICATION_FAILED],
  run: ({ ctx, body }) => signInByLink(ctx, body.token),
  show: showNewSession,
})
