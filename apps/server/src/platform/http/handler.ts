import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Credential, readCredential } from '../auth/credentials.ts'
import { hasScope } from '../auth/scopes.ts'
import type { Context } from '../context.ts'
import { serveIdempotently } from '../idempotency/serve-idempotently.ts'
import type { Bucket } from '../rate-limits/token-buckets.ts'
import type { Answer } from './answer.ts'
import { expectNoCardNumber, hasCardNumber } from './card-data.ts'
import { httpErrors, refuse } from './errors.ts'
import { refuseScope } from './expand.ts'
import { logCall, sendFailure } from './failure.ts'
import { isStorable } from './read-json.ts'
import type { Route, RouteCaller } from './route.ts'
import type { HttpServices } from './server.ts'
import { bodyCheck, queryCheck } from './validation.ts'
import { type ApiVersion, apiVersions, defaultApiVersion, isApiVersion } from './versions.ts'
import { noQuery } from './schema.ts'

export type Served = Answer & { isReplay?: boolean; version?: ApiVersion }

/**
 * A request's way: credential → rate limit → scope → shape of query and body → idempotency → the route's verb →
 * answer → log. Whatever is thrown on the way is turned into an answer in one place (`failure.ts`).
 */
export const handlerOf = (services: HttpServices, route: Route) => {
  const checkQuery = queryCheck(route.query ?? noQuery)
  const checkBody = route.body ? bodyCheck(route.body) : null

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = request as FastifyRequest & { flint?: CallRecord }
    const record: CallRecord = { route, ctx: null }
    call.flint = record
    try {
      const requestedVersion = versionOf(request)
      const credential = await authenticate(services, route, request)
      const ctx = contextOf(services, credential, requestedVersion, request.id)
      record.ctx = ctx
      setContextHeaders(reply, ctx, credential)
      authorize(route, ctx, credential, request.params as Record<string, string>)
      const query = request.query as Record<string, unknown>
      checkQuery(query)
      checkStorable(request.params as Record<string, string>, query)
      const verb = { ctx, params: request.params, query, body: request.body }
      const served: Served =
        route.idempotency === 'none'
          ? route.show(await route.run({ ...verb, body: bodyOf(route, request.body, checkBody) }), ctx)
          : await serveIdempotently(route, verb, request, reply, () => bodyOf(route, request.body, checkBody))
      return send(services, request, reply, served, record)
    } catch (error) {
      return sendFailure(services, error, request, reply)
    }
  }
}

export type CallRecord = { route: Route; ctx: Context | null }

const versionOf = (request: FastifyRequest): ApiVersion | null => {
  const sent = request.headers['flint-version']
  if (sent === undefined) return null
  if (typeof sent === 'string' && isApiVersion(sent)) return sent
  throw refuse(httpErrors.INVALID_API_VERSION, {
    param: 'Flint-Version',
    details: [
      {
        code: 'INVALID_API_VERSION',
        param: 'Flint-Version',
        message: `Supported: ${apiVersions.join(', ')}.`,
        supported_api_versions: [...apiVersions],
      },
    ],
  })
}

const authenticate = async (
  services: HttpServices,
  route: Route,
  request: FastifyRequest,
): Promise<Credential | null> => {
  const { config } = services
  let credential: Credential | null
  try {
    credential = await readCredential(request, services.apiKeys, services.checkoutAuthenticator)
  } catch (error) {
    limit(services, [{ reason: 'global-ip', name: request.ip, perSecond: config.rateLimits.perIp }])
    throw error
  }
  if (!credential) {
    limit(services, [{ reason: 'global-ip', name: request.ip, perSecond: config.rateLimits.perIp }])
    if (route.callers.includes('public')) return null
    throw refuse(httpErrors.API_KEY_REQUIRED)
  }
  const { caller, environment } = credential
  limit(services, [
    caller.kind === 'api_key'
      ? { reason: 'api-key', name: caller.apiKeyId, perSecond: config.rateLimits.perKey }
      : { reason: 'resource', name: idOf(caller), perSecond: config.rateLimits.perCheckoutSession },
    { reason: 'merchant', name: environment.merchantId, perSecond: config.rateLimits.perMerchant },
  ])
  return credential
}

const idOf = (caller: Credential['caller']) =>
  caller.kind === 'checkout_session' ? caller.checkoutSessionId : 'system'

const limit = (services: HttpServices, buckets: readonly Bucket[]) => {
  const refused = services.rateLimits.take(buckets)
  if (!refused) return
  const words = {
    'api-key': 'this key',
    merchant: 'this merchant',
    'global-ip': 'this address',
    resource: 'this resource',
  }
  throw refuse(httpErrors.RATE_LIMIT_EXCEEDED, {
    message: `Too many requests for ${words[refused.reason as keyof typeof words] ?? 'this caller'}.`,
    headers: {
      'Retry-After': String(refused.retryAfterSeconds),
      'Flint-Rate-Limited-Reason': refused.reason,
    },
  })
}

const noEnvironment: Credential = {
  environment: {
    environmentId: '',
    merchantId: '',
    merchantName: '',
    mode: 'test',
    sandboxId: null,
    feeBps: 0,
    feeFixed: 0,
    apiVersion: null,
  },
  caller: { kind: 'system' },
  scopes: new Set(),
}

const contextOf = (
  services: HttpServices,
  credential: Credential | null,
  requestedVersion: ApiVersion | null,
  requestId: string,
): Context => {
  const { environment, caller, scopes } = credential ?? noEnvironment
  return {
    config: services.config,
    db: services.db,
    clock: services.clock,
    ids: services.ids,
    secrets: services.secrets,
    log: services.log,
    wakeups: services.wakeups,
    ...environment,
    now: services.clock.now(),
    requestId,
    caller,
    scopes,
    version: requestedVersion ?? environment.apiVersion ?? defaultApiVersion,
    idempotency: null,
  }
}

const setContextHeaders = (reply: FastifyReply, ctx: Context, credential: Credential | null) => {
  if (!credential) return
  reply.header('Flint-Mode', ctx.mode)
  reply.header('Flint-Merchant-Id', ctx.merchantId)
  reply.header('Flint-Merchant-Environment-Id', ctx.environmentId)
  if (ctx.sandboxId) reply.header('Flint-Sandbox-Id', ctx.sandboxId)
}

const callerKinds: Record<Context['caller']['kind'], RouteCaller> = {
  api_key: 'merchant',
  checkout_session: 'checkout',
  system: 'public',
}

const authorize = (
  route: Route,
  ctx: Context,
  credential: Credential | null,
  params: Record<string, string>,
) => {
  if (!credential) return
  const { caller } = ctx
  if (!route.callers.includes(callerKinds[caller.kind]) && !route.callers.includes('public'))
    throw refuse(
      caller.kind === 'checkout_session'
        ? httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH
        : httpErrors.API_KEY_REQUIRED,
    )
  if (caller.kind === 'api_key' && route.scope && !hasScope(ctx.scopes, route.scope))
    throw refuseScope(route.scope)
  if (caller.kind !== 'checkout_session') return
  const { order_id: orderId, checkout_session_id: sessionId } = params
  if ((orderId && orderId !== caller.orderId) || (sessionId && sessionId !== caller.checkoutSessionId))
    throw refuse(httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH)
}

/** The router takes an empty id for one. PostgreSQL has no text with a NUL: no id has it, no filter can ask for it. No id is a card number. */
const checkStorable = (params: Record<string, string>, query: Record<string, unknown>) => {
  for (const value of Object.values(params ?? {}))
    if (value === '' || !isStorable(value) || hasCardNumber(value)) throw refuse(httpErrors.ROUTE_NOT_FOUND)
  for (const [name, value] of Object.entries(query))
    if (![value].flat().every((text) => isStorable(String(text))))
      throw refuse(httpErrors.INVALID_QUERY_PARAMETER, { param: name })
}

const bodyOf = (route: Route, sent: unknown, check: ((value: unknown) => void) | null): unknown => {
  const isEmpty =
    sent === undefined || (typeof sent === 'object' && sent !== null && Object.keys(sent).length === 0)
  if (!check) {
    if (!isEmpty) throw refuse(httpErrors.REQUEST_BODY_NOT_ALLOWED)
    return undefined
  }
  if (sent === undefined) {
    if (route.isBodyOptional) return {}
    throw refuse(httpErrors.INVALID_REQUEST_BODY)
  }
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent))
    throw refuse(httpErrors.INVALID_REQUEST_BODY)
  expectNoCardNumber(sent)
  check(sent)
  return sent
}

const send = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  served: Served,
  record: CallRecord,
): FastifyReply => {
  const ctx = record.ctx!
  const version = served.version ?? ctx.version
  const replayed = served.isReplay ? ',"idempotency_replayed":true' : ''
  if (served.isReplay) reply.header('Idempotency-Replayed', 'true')
  reply
    .code(served.status)
    .header('X-Request-Id', request.id)
    .header('Flint-Version', version)
    .header('Content-Type', 'application/json; charset=utf-8')
    .header('Cache-Control', 'no-store')
  if (served.bare) return sendBare(services, request, reply, served.body, served.bare.etag, record)
  const meta = `{"api_version":"${version}","request_id":${JSON.stringify(request.id)}${replayed}}`
  reply.send(`{${served.body},"request_id":${JSON.stringify(request.id)},"meta":${meta}}`)
  logCall(services, request, reply, record, errorCodeIn(served))
  return reply
}

const sendBare = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
  etag: string,
  record: CallRecord,
): FastifyReply => {
  reply.header('ETag', etag).header('Cache-Control', 'no-cache')
  if (request.headers['if-none-match'] === etag) reply.code(304).removeHeader('Content-Type').send()
  else reply.send(body)
  logCall(services, request, reply, record, null)
  return reply
}

/** A stored refusal is replayed as it was; the log keeps its code. */
const errorCodeIn = (served: Served): string | null =>
  served.status >= 400 ? (/"code":"(\w+)"/.exec(served.body)?.[1] ?? null) : null
