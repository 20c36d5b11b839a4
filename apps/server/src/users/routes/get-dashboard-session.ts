import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { DashboardSession } from '../schemas.ts'
import { signedIn } from '../sessions.ts'
import { toSession } from '../to-user.ts'

export const getDashboardSessionRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/session',
  operationId: 'getDashboardSession',
  tag: 'Dashboard',
  summary: 'Ask who is signed in, and where they may work',
  description:
    'With the header `Flint-Dashboard: 1`. Calls for a merchant then name one of the environments in `Flint-Environment`; they may do what the role at that merchant allows.',
  callers: ['user'],
  idempotency: 'none',
  isExtension: true,
  status: 200,
  data: DashboardSession,
  errors: [],
  run: ({ ctx }) => {
    if (ctx.caller.kind !== 'user') throw refuse(httpErrors.AUTHENTICATION_REQUIRED)
    return signedIn(ctx, ctx.caller.userId)
  },
  show: (result, ctx) => answer(200, toSession(ctx, result)),
})
