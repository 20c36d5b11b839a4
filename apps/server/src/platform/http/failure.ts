import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasCardNumber } from './card-data.ts'
import { Refusal, type ErrorDefinition, httpErrors, refuse } from './errors.ts'
import { callOf } from './begin-call.ts'
import type { Route } from './route.ts'
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
  if (refusal.definition.status === 503) reply.header('Retry-After', '1')
  reply
    .code(refusal.definition.status)
    .header('X-Request-Id', request.id)
    .header('Flint-Version', call?.ctx?.version ?? defaultApiVersion)
    .header('Content-Type', 'application/json; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(
      `{${errorBody(refusal, services.config.publicUrl, request.id)},"request_id":${JSON.stringify(request.id)}}`,
    )
  logCall(services, request, reply, refusal.definition.code)
  return reply
}

/** The inside of the envelope, `"error":{…}`, for one request. */
export const errorBody = (refusal: Refusal, publicUrl: string, requestId: string): string => {
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
      next_actions: context.nextActions ?? [],
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

export const logCall = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  errorCode: string | null,
) => {
  const { route, ctx } = callOf(request) ?? {}
  if (!route || !ctx?.environmentId) return
  services.requestLog.add({
    apiRequestLogId: services.ids.newId('rlog'),
    environmentId: ctx.environmentId,
    apiKeyId: ctx.caller.kind === 'api_key' ? ctx.caller.apiKeyId : null,
    requestId: request.id,
    method: request.method,
    path: pathOf(request, route),
    routePattern: route.path,
    statusCode: reply.statusCode,
    latencyMs: reply.elapsedTime,
    errorCode,
    apiVersion: ctx.version,
    createdAt: ctx.now,
  })
}

/** The path as it was called. One with a card number in it is kept as its route's pattern. */
const pathOf = (request: FastifyRequest, route: Route): string => {
  const path = request.url.split('?', 1)[0]!
  return Object.values((request.params ?? {}) as Record<string, string>).some(hasCardNumber)
    ? route.path
    : path
}
