import { randomInt } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type RefusalContext, type ErrorDefinition, httpErrors, refuse } from './errors.ts'
import { callOf } from './begin-call.ts'
import { showFaults } from './call-faults.ts'
import { logCall } from './log-call.ts'
import type { Context } from '../context.ts'
import { type KnownIds, idsIn, nextActions } from './next-actions.ts'
import type { HttpServices } from './server.ts'
import { defaultApiVersion } from './versions.ts'

/** The one place that turns anything thrown into HTTP. Source of the envelope: contract, flint-platform 6.1. */
export const sendFailure = (
  services: HttpServices,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const call = callOf(request)
  const refusal = refusalOf(error)
  if (refusal.definition.status === 500)
    services.log.error('A request failed', {
      error,
      request_id: request.id,
      route: call?.route.operationId,
    })
  for (const [name, value] of Object.entries(refusal.context.headers ?? {})) reply.header(name, value)
  // Not the same for everyone: what has come back must not fall at once.
  if (refusal.definition.status === 503) reply.header('Retry-After', String(randomInt(1, 6)))
  if (call?.ctx) showFaults(reply, call.ctx)
  const ids = idsOf(call?.ctx, request)
  const sent = `{${errorBody(refusal, services.config.publicUrl, request.id, ids)},"request_id":${JSON.stringify(request.id)}}`
  reply
    .code(refusal.definition.status)
    .header('X-Request-Id', request.id)
    .header('Flint-Version', call?.ctx?.version ?? defaultApiVersion)
    .header('Content-Type', 'application/json; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(sent)
  logCall(services, request, reply, { body: sent, errorCode: refusal.definition.code })
  return reply
}

/** What a request is about, as far as it says so itself. */
export const idsOf = (
  ctx: Pick<Context, 'merchantId' | 'sandboxId'> | null | undefined,
  { params, body }: { params: unknown; body: unknown },
): KnownIds => ({
  merchant_id: ctx?.merchantId,
  sandbox_id: ctx?.sandboxId,
  ...idsIn(body, params),
})

/** A checkout session that stands in the way is named in the answer anyway. */
const sessionIn = (extra: RefusalContext['extra']): KnownIds => {
  const id = extra?.['existing_checkout_session_id'] ?? extra?.['current_checkout_session_id']
  return typeof id === 'string' ? { checkout_session_id: id } : {}
}

/** The inside of the envelope, `"error":{…}`, for one request. */
export const errorBody = (
  refusal: Refusal,
  publicUrl: string,
  requestId: string,
  ids: KnownIds = {},
): string => {
  const { definition, context } = refusal
  const { code, type, isRetryable, nextSteps, source } = definition
  return `"error":${JSON.stringify({
    type,
    code,
    message: refusal.message,
    param: context.param,
    request_id: requestId,
    doc_url: `${publicUrl}/docs/errors#${code}`,
    error_source: source,
    request_log_url: `/v1/developer/request-logs?request_id=${encodeURIComponent(requestId)}`,
    remediation: {
      retryable: isRetryable,
      next_steps: nextSteps,
      missing_or_invalid_fields: context.param ? [context.param] : [],
      next_actions: nextActions(definition.nextActions, {
        ...ids,
        ...sessionIn(context.extra),
        ...context.ids,
      }),
    },
    ...(context.details ? { details: context.details } : {}),
    ...context.extra,
  })}`
}

export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  const { code, statusCode } = (error ?? {}) as Partial<FastifyError>
  const known = code ? fastifyErrors[code] : undefined
  if (known) return refuse(known)
  if (isDatabaseDown(error)) return refuse(httpErrors.SERVICE_UNAVAILABLE)
  if (statusCode === 400) return refuse(httpErrors.INVALID_REQUEST_BODY)
  return refuse(httpErrors.INTERNAL_ERROR)
}

const fastifyErrors: Record<string, ErrorDefinition> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: httpErrors.UNSUPPORTED_CONTENT_TYPE,
  FST_ERR_CTP_BODY_TOO_LARGE: httpErrors.REQUEST_BODY_TOO_LARGE,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: httpErrors.INVALID_REQUEST_BODY,
  FST_ERR_BAD_URL: httpErrors.ROUTE_NOT_FOUND,
  FST_ERR_MAX_PARAM_LENGTH: httpErrors.ROUTE_NOT_FOUND,
}

const downCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', '57P01', '57P03', '53300'])

const isDatabaseDown = (error: unknown): boolean =>
  error instanceof Error &&
  (downCodes.has((error as { code?: string }).code ?? '') ||
    error.message.startsWith('Connection terminated'))
