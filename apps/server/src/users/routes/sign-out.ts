import { Type } from 'typebox'
import { dashboardCookie } from '../../platform/auth/dashboard-cookie.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { signOut } from '../sign-in.ts'

export const signOutRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/sign-out',
  operationId: 'signOut',
  tag: 'Dashboard',
  summary: 'End this session',
  description: 'Others of the same person go on. Works without a session, too.',
  callers: ['user', 'public'],
  idempotency: 'none',
  isExtension: true,
  status: 200,
  data: Type.Object({ signed_out: Type.Boolean() }),
  errors: [],
  run: ({ ctx }) => signOut(ctx),
  show: (_result, ctx) => ({
    ...answer(200, { signed_out: true }),
    headers: { 'Set-Cookie': dashboardCookie.clear(ctx.config) },
  }),
})
