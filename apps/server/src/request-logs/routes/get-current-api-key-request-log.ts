import { Type } from 'typebox'
import type { Instant } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { type Route, defineRoute } from '../../platform/http/route.ts'
import { id } from '../../platform/http/schema.ts'
import { scopeOfCall } from '../../platform/idempotency/idempotent-call.ts'
import { findAnswerExpiry } from '../../platform/idempotency/queries.ts'
import { findRequestLog } from '../queries.ts'
import type { DetailedCallLog } from '../request-log.ts'
import { ApiRequestLogDetail } from '../schemas.ts'
import { toRequestLogDetail } from '../to-request-log.ts'
import { apiKeyIdOf } from './list-current-api-key-request-logs.ts'

export const getCurrentApiKeyRequestLogRoute = (allRoutes: () => readonly Route[]) =>
  defineRoute({
    method: 'GET',
    path: '/v1/developer/request-logs/{api_request_log_id}',
    operationId: 'getCurrentAPIKeyRequestLog',
    tag: 'Developer',
    summary: 'Read one call of the key that asks, with headers, bodies and a curl that makes it again',
    description:
      'Keys, secrets, card details and cookies were taken out before the call was kept. Bodies are cut after 16,384 characters.',
    callers: ['merchant'],
    scope: 'developer.request_logs.self.detail.read',
    idempotency: 'none',
    params: Type.Object({ api_request_log_id: id('rlog', 'The entry') }),
    status: 200,
    data: ApiRequestLogDetail,
    errors: [httpErrors.RESOURCE_NOT_FOUND],
    run: async ({ ctx, params }) => {
      const log = await ctx.db.run(findRequestLog(ctx, apiKeyIdOf(ctx), params.api_request_log_id))
      if (!log) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'api_request_log_id' })
      return { ...log, answeredUntil: await answeredUntil(ctx, log) }
    },
    show: (log, ctx) => answer(200, toRequestLogDetail(ctx, allRoutes(), log)),
  })

/** Looked up now: answers go before their time when a sandbox is reset, and a replay is none of its own. */
const answeredUntil = (ctx: Context, { method, path, details }: DetailedCallLog): Promise<Instant | null> =>
  method === 'GET' || !details?.idempotencyKey
    ? Promise.resolve(null)
    : ctx.db.run(
        findAnswerExpiry(ctx, { scope: scopeOfCall(method, path, null), key: details.idempotencyKey }),
      )
