import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasScope } from '../auth/scopes.ts'
import type { Caller, Context } from '../context.ts'
import { flintPolicy } from '../idempotency/flint-policy.ts'
import { serveIdempotently } from '../idempotency/serve-idempotently.ts'
import type { Config } from '../config/config.ts'
import { type Bucket, buckets } from '../rate-limits/bucket.ts'
import { expectWithinLimits } from '../rate-limits/rate-limits.ts'
import type { Answer } from './answer.ts'
import { callOf } from './begin-call.ts'
import { showFaults } from './call-faults.ts'
import { expectNoCardNumber, hasCardNumber } from './card-data.ts'
import { type ErrorDefinition, httpErrors, refuse } from './errors.ts'
import { refuseScope } from './expand.ts'
import { keptBodyCharacters } from '../log/kept-body.ts'
import { sendFailure } from './failure.ts'
import { logCall } from './log-call.ts'
import { isStorable } from './read-json.ts'
import { neededBy } from './needed-credential.ts'
import type { Call, Route, RouteCaller } from './route.ts'
import type { HttpServices } from './server.ts'
import { noQuery } from './schema.ts'
import { showIn } from './show.ts'
import { type Chunks, type OpenStreams, limitedBytes, noStream, whenFirstIsMade } from './stream.ts'
import { type Check, bodyCheck, queryCheck } from './validation.ts'
import type { ApiVersion } from './versions.ts'

export type Served = Answer & { isReplay?: boolean; version?: ApiVersion }

/**
 * A request's way: credential → rate limit (`begin-call.ts`) → scope → shape of query and body → idempotency → the
 * route's verb → answer → log. Whatever is thrown on the way is turned into an answer in one place (`failure.ts`).
 */
export const handlerOf = (services: HttpServices, route: Route, streams: OpenStreams) => {
  const checkQuery = queryCheck(route.query ?? noQuery)
  const checkBody = route.body ? bodyCheck(route.body) : null
  const show = showIn(route)

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const ctx = callOf(request)!.ctx!
    try {
      authorize(route, ctx, request.params as Record<string, string>)
      const query = request.query as Record<string, unknown>
      checkQuery(query)
      checkStorable(request.params as Record<string, string>, query)
      await expectFewTries(services, route, request)
      const verb = {
        ctx,
        params: request.params,
        query,
        body: request.body,
        callerAddress: request.ip,
        ...noStream,
      }
      if (route.stream) return await serveStream(route, verb, checkBody)(services, request, reply, streams)
      const served: Served =
        route.idempotency === 'none'
          ? show(await route.run({ ...verb, body: bodyOf(route, request.body, checkBody) }), ctx)
          : await serveIdempotently(
              {
                ctx,
                request,
                reply,
                body: request.body,
                needsKey: route.idempotency === 'required',
                isSensitive: route.isSensitive ?? false,
                run: async () => route.run({ ...verb, body: bodyOf(route, request.body, checkBody) }),
                show: (result) => show(result, ctx),
              },
              flintPolicy,
            )
      return send(services, request, reply, served, ctx)
    } catch (error) {
      return sendFailure(services, error, request, reply)
    }
  }
}

/** No e-mail address and no token is longer: what is refused anyway is not kept in memory to be counted. */
const longestTried = 254

/** What could be guessed is counted before it is looked at, by what is tried and by who tries. */
const expectFewTries = async (
  { rateLimits, config }: HttpServices,
  { guards }: Route,
  request: FastifyRequest,
): Promise<void> => {
  if (!guards) return
  const tried = (request.body as Record<string, unknown> | undefined)?.[guards.field]
  await expectWithinLimits(rateLimits, [
    buckets.ofTries(config.rateLimits, guards.by, request.ip),
    ...(typeof tried === 'string' && tried.length <= longestTried
      ? [bucketOfTried(config.rateLimits, guards.by, tried)]
      : []),
  ])
}

const bucketOfTried = (limits: Config['rateLimits'], by: 'set-up' | 'sign-in', tried: string): Bucket =>
  by === 'set-up' ? buckets.ofSetUp(limits, tried) : buckets.ofSignIn(limits, tried)

const serveStream =
  (route: Route, verb: Call<any, any, any>, checkBody: Check | null) =>
  async (services: HttpServices, request: FastifyRequest, reply: FastifyReply, streams: OpenStreams) => {
    const { takes, answers, signedBy } = route.stream!
    const call = {
      ...verb,
      ...(takes
        ? { body: undefined, bytes: limitedBytes(request.body, takes) }
        : { body: bodyOf(route, request.body, checkBody) }),
      signal: streams.begin(reply),
      lastEventId: single(request.headers['last-event-id']),
      signature: signedBy ? single(request.headers[signedBy]) : null,
    }
    const served = showIn(route)(await route.run(call), verb.ctx)
    if (!answers) return send(services, request, reply, served, verb.ctx)
    return sendChunks(services, request, reply, { contentType: answers, chunks: served.chunks! })
  }

const single = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && header !== '' ? header : null

const routeCallersOf = (caller: Caller): readonly RouteCaller[] => {
  switch (caller.kind) {
    case 'api_key':
      return ['merchant']
    case 'checkout_session':
      return ['checkout']
    case 'onboarding':
      return ['onboarding']
    case 'user':
      return caller.isOperator ? ['user', 'operator', 'merchant'] : ['user', 'merchant']
    case 'system':
      return []
  }
}

const authorize = (route: Route, ctx: Context, params: Record<string, string>) => {
  const { caller } = ctx
  if (caller.kind === 'system') return
  const isPublic = route.callers.includes('public')
  if (!isPublic && !routeCallersOf(caller).some((each) => route.callers.includes(each)))
    throw refuse(refusalOfCaller(route, caller))
  const needsEnvironment = route.callers.includes('merchant') || route.needsEnvironment === true
  if (caller.kind === 'user' && !isPublic && needsEnvironment && ctx.environmentId === '')
    throw refuse(httpErrors.ENVIRONMENT_REQUIRED, { param: 'Flint-Environment' })
  // A buyer may do all that a buyer's routes do; their credential holds every scope.
  if (route.scope && !isPublic && !hasScope(ctx.scopes, route.scope)) throw refuseScope(route.scope)
  if (caller.kind !== 'checkout_session') return
  const { order_id: orderId, checkout_session_id: sessionId } = params
  if ((orderId && orderId !== caller.orderId) || (sessionId && sessionId !== caller.checkoutSessionId))
    throw refuse(httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH)
}

const refusalOfCaller = (route: Route, caller: Caller): ErrorDefinition => {
  if (caller.kind === 'checkout_session') return httpErrors.CHECKOUT_SESSION_SCOPE_MISMATCH
  return caller.kind === 'user' && route.callers.includes('operator')
    ? httpErrors.AUTHORIZATION_FAILED
    : neededBy(route)
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
  expectNoCardNumber(sent, route.cardNumberError)
  check(sent)
  return sent
}

const send = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  served: Served,
  ctx: Context,
): FastifyReply => {
  const version = served.version ?? ctx.version
  showFaults(reply, ctx)
  const replayed = served.isReplay ? ',"idempotency_replayed":true' : ''
  if (served.isReplay) reply.header('Idempotency-Replayed', 'true')
  if (served.headers) reply.headers(served.headers)
  reply
    .code(served.status)
    .header('X-Request-Id', request.id)
    .header('Flint-Version', version)
    .header('Content-Type', 'application/json; charset=utf-8')
    .header('Cache-Control', 'no-store')
  if (served.bare) return sendBare(services, request, reply, served.body, served.bare.etag)
  const meta = `{"api_version":"${version}","request_id":${JSON.stringify(request.id)}${replayed}}`
  const body = `{${served.body},"request_id":${JSON.stringify(request.id)},"meta":${meta}}`
  reply.send(body)
  logCall(services, request, reply, { body, errorCode: errorCodeIn(served), servedVersion: version })
  return reply
}

/** Logged when it begins: an event stream may run for a day. */
const sendChunks = async (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { contentType, chunks }: { contentType: string; chunks: Chunks },
): Promise<FastifyReply> => {
  const stream = await whenFirstIsMade(chunks)
  if (reply.raw.destroyed) stream.destroy()
  reply
    .code(200)
    .header('X-Request-Id', request.id)
    .header('Flint-Version', callOf(request)!.ctx!.version)
    .header('Content-Type', contentType)
    .header('Cache-Control', 'no-store')
    .send(stream)
  logCall(services, request, reply, { body: null, errorCode: null })
  return reply
}

const sendBare = (
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
  etag: string,
): FastifyReply => {
  reply.header('ETag', etag).header('Cache-Control', 'no-cache')
  const isKnown = request.headers['if-none-match'] === etag
  if (isKnown) reply.code(304).removeHeader('Content-Type').send()
  else reply.send(body)
  // Many calls share this one text, so what the log holds of it is only what it keeps.
  logCall(services, request, reply, {
    body: isKnown ? null : body.slice(0, keptBodyCharacters + 1),
    errorCode: null,
  })
  return reply
}

/** A stored refusal is replayed as it was; the log keeps its code. */
const errorCodeIn = (served: Served): string | null =>
  served.status >= 400 ? (/"code":"(\w+)"/.exec(served.body)?.[1] ?? null) : null
