import { after } from 'node:test'
import { Type } from 'typebox'
import { type ApiAnswer, type ApiCall, sendCall } from '../../../../../test/support/api.ts'
import { findFreePort } from '../../../../../test/support/free-port.ts'
import type { TestServer } from '../../../../../test/support/server.ts'
import { apiKeys } from '../../platform/auth/api-keys.ts'
import { writeOnce } from '../../platform/db/transact.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { buildHttpApp } from '../../platform/http/server.ts'
import { requestLog } from '../../platform/log/request-log.ts'
import { rateLimitsOf, requestWindowsOf } from '../../platform/rate-limits/rate-limits.ts'
import { refuseFlowlix } from './errors.ts'
import { flowlixFace } from './flowlix-face.ts'
import { type FlowlixRoute, defineFlowlixRoute } from './flowlix-route.ts'
import { flowlixErrorAnswer } from './show-error.ts'

/** How often each probe was carried out. */
export type Probed = { writes: number }

const all = ['a', 'b', 'c'] as const

/** Routes that show what the face does, and nothing else. */
export const probes = (probed: Probed): FlowlixRoute[] => {
  const write = (path: string, operationId: string, scope: FlowlixRoute['scope'] = 'payments.write') =>
    defineFlowlixRoute<{ amount: number; fails?: string }, { count: number; fails: string | undefined }>({
      method: 'POST',
      path,
      operationId,
      summary: 'Write',
      profiles: all,
      scope,
      takesCardDetails: true,
      body: () =>
        Type.Object({
          amount: Type.Integer({ minimum: 1 }),
          customer: Type.Optional(Type.Object({ email: Type.String({ format: 'email' }) })),
          card: Type.Optional(Type.Object({ number: Type.String() })),
          fails: Type.Optional(Type.String()),
        }),
      status: 201,
      data: () => Type.Any(),
      errors: [],
      run: async ({ ctx, body }) => {
        if (body.fails === 'refused') throw refuseFlowlix('payment_not_refundable')
        if (body.fails === 'engine') throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'order_id' })
        if (body.fails === 'unavailable') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
        if (body.fails === 'bug') throw new Error('A secret detail')
        probed.writes++
        return writeOnce(ctx, { result: { count: probed.writes, fails: body.fails }, writes: [] })
      },
      show: ({ count, fails }, call) =>
        fails === 'declined'
          ? flowlixErrorAnswer({ code: 'card_declined', declineCode: 'insufficient_funds' }, call)
          : { status: 201, body: JSON.stringify({ count, profile: call.profile }) },
    })
  return [
    write('/v1/payments', 'probePayment'),
    { ...write('/v1/payments/other', 'probeOther') },
    { ...write('/v1/refunds', 'probeRefund', 'refunds.write'), profiles: ['c'] },
    defineFlowlixRoute({
      method: 'GET',
      path: '/v1/payments/{payment_id}',
      operationId: 'probeRead',
      summary: 'Read',
      profiles: all,
      scope: 'payments.read',
      query: () => Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }),
      status: 200,
      data: () => Type.Any(),
      errors: [],
      run: async ({ params, query, profile, ctx }) => ({ ...params, query, profile, mode: ctx.mode }),
      show: (shown) => ({ status: 200, body: JSON.stringify(shown) }),
    }),
  ]
}

export type FaceCall = (method: string, path: string, call?: ApiCall) => Promise<ApiAnswer>

/** The face alone, with the probes, on the database of a test server. */
export const aFace = async (
  server: TestServer,
  env: { ratePerMinute?: number | null; hosts?: string[] } = {},
) => {
  const port = await findFreePort()
  const config = {
    ...server.services.config,
    publicUrl: `http://127.0.0.1:${port}`,
    flowlix: {
      ...server.services.config.flowlix,
      ratePerMinute: env.ratePerMinute === undefined ? 0 : env.ratePerMinute,
      hosts: env.hosts ?? [],
    },
  }
  const services = { ...server.services, config }
  const probed: Probed = { writes: 0 }
  const routes = probes(probed)
  const keys = apiKeys(services)
  const nobody = () => Promise.reject(new Error('Only keys call here.'))
  const app = buildHttpApp(
    {
      ...services,
      authenticators: { apiKeys: keys, checkout: nobody, onboarding: nobody, dashboard: nobody },
      rateLimits: rateLimitsOf(services),
      requestLog: requestLog(services, routes),
    },
    [],
    flowlixFace({ config, ids: services.ids, routes, flintRoutes: [], windows: requestWindowsOf(services) }),
  )
  app.addHook('onClose', () => keys.close())
  await app.listen({ host: '127.0.0.1', port })
  after(() => app.close())
  const call: FaceCall = (method, path, options = {}) =>
    sendCall(config.publicUrl, server.flowlixKey, method, path, options)
  return { call, probed, url: config.publicUrl }
}
