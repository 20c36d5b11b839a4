import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, Context } from '../context.ts'
import { isUniqueViolation } from '../db/database.ts'
import { compose } from '../db/statement.ts'
import type { Answer } from '../http/answer.ts'
import { hasCardNumber } from '../http/card-data.ts'
import { Refusal, httpErrors, refuse } from '../http/errors.ts'
import { errorBody, idsOf } from '../http/failure.ts'
import type { Served } from '../http/handler.ts'
import type { KnownIds } from '../http/next-actions.ts'
import type { Call, Route } from '../http/route.ts'
import type { Show } from '../http/show.ts'
import { hasSecret } from '../log/redaction.ts'
import {
  AlreadyAnswered,
  type IdempotentCall,
  type StoredCall,
  canonicalJson,
  isSameRequest,
  scopeOfCall,
} from './idempotent-call.ts'
import { isKeptAnswer } from './kept-answer.ts'
import { deleteExpiredCall, findStoredCall, keepAnswer } from './queries.ts'
import { releaseCall, takeCallOver } from './reserved-call.ts'

const maxKeyLength = 255
const printable = /^[\x20-\x7e]+$/
const requestIdPlace = '\u0000request-id\u0000'

/**
 * Runs a write under its idempotency key: the verb stores the answer with its effect. A repeated request is refused
 * by the verb because of that effect, or violates the key's uniqueness and is undone; either way it is answered
 * from what is stored.
 */
export const serveIdempotently = async (
  route: Route,
  show: Show,
  verb: Call<any, any, any>,
  request: FastifyRequest,
  reply: FastifyReply,
  /** Checks the body's shape. It runs under the key: a refused shape is an answer that is kept, too. */
  readBody: () => unknown,
): Promise<Served> => {
  const { ctx } = verb
  const sentKey = keyOf(request)
  if (sentKey === null && route.idempotency === 'required')
    throw refuse(httpErrors.IDEMPOTENCY_KEY_REQUIRED, { param: 'Idempotency-Key' })
  const call: IdempotentCall = {
    key: sentKey ?? `auto-${ctx.ids.randomBytes(18).toString('base64url')}`,
    isGenerated: sentKey === null,
    scope: scopeOf(ctx, request),
    digest: ctx.secrets.digest('request', canonicalJson(verb.body ?? {})),
    isSensitive: route.isSensitive ?? false,
    version: ctx.version,
    show: (result) => show(result, ctx),
    answer: null,
  }
  ctx.idempotency = call
  reply.header('Idempotency-Key', call.key)
  const run = async (): Promise<Served> => {
    const result = await route.run({ ...verb, body: readBody() })
    return call.answer ?? show(result, ctx)
  }
  const answerAgain = async (stored: StoredCall): Promise<Served> => {
    if (!(await takesOver(ctx, call, stored))) return replay(ctx, call, stored, request.id)
    return run().catch((error) => endReserved(verb, call, error, request.id))
  }
  try {
    return await run()
  } catch (error) {
    if (call.isReserved) return endReserved(verb, call, error, request.id)
    if (error instanceof AlreadyAnswered) return answerAgain(error.stored)
    if (isUniqueViolation(error, 'idempotency_keys_pkey')) {
      const stored = await ctx.db.run(findStoredCall(ctx, call))
      if (stored) return answerAgain(stored)
      // The window of the earlier request closed between its expiry and the worker's clean-up.
      await ctx.db.run(deleteExpiredCall(ctx, call))
      return serveIdempotently(route, show, verb, request, reply, readBody)
    }
    if (!(error instanceof Refusal) || sentKey === null) throw error
    // Who may not do it may not see what came of it either: the earlier answer may hold another's secret.
    if ([401, 403].includes(error.definition.status)) throw error
    // It may be the first request's own effect that refuses the second.
    const earlier = await ctx.db.run(findStoredCall(ctx, call))
    if (earlier) return answerAgain(earlier)
    if (isKeptAnswer(error.definition)) return keepRefusal(verb, call, error, request.id)
    throw error
  }
}

/** A refusal as it is kept: each replay puts its own request id in. */
export const answerOfRefusal = (ctx: Context, error: Refusal, ids: KnownIds = {}): Answer => ({
  status: error.definition.status,
  body: errorBody(error, ctx.config.publicUrl, requestIdPlace, ids),
})

const keepRefusal = async (
  { ctx, params, body }: Call<any, any, any>,
  call: IdempotentCall,
  error: Refusal,
  requestId: string,
): Promise<Served> => {
  const stored = answerOfRefusal(ctx, error, idsOf(ctx, { params, body }))
  try {
    await ctx.db.run(compose([keepAnswer(ctx, call, stored)]))
  } catch (failure) {
    if (!isUniqueViolation(failure, 'idempotency_keys_pkey')) throw failure
    const earlier = await ctx.db.run(findStoredCall(ctx, call))
    if (earlier) return replay(ctx, call, earlier, requestId)
  }
  throw error
}

/** Whether this request goes on with what an earlier one with its key began: the same request, whose process is gone. */
const takesOver = async (ctx: Context, call: IdempotentCall, stored: StoredCall): Promise<boolean> => {
  if (stored.state !== 'in_progress' || !isSameRequest(stored, call)) return false
  const taken = await ctx.db.run(takeCallOver(ctx, call))
  if (!taken) return false
  call.begun = taken.begun
  call.isReserved = true
  return true
}

/** A call that had begun something is refused or failed: the answer is kept, or the same request may go on. */
const endReserved = async (
  verb: Call<any, any, any>,
  call: IdempotentCall,
  error: unknown,
  requestId: string,
): Promise<Served> => {
  if (error instanceof Refusal && isKeptAnswer(error.definition))
    return keepRefusal(verb, call, error, requestId)
  await verb.ctx.db.run(releaseCall(verb.ctx, call)).catch(() => {})
  throw error
}

const replay = (ctx: Context, call: IdempotentCall, stored: StoredCall, requestId: string): Served => {
  if (!isSameRequest(stored, call))
    throw refuse(httpErrors.IDEMPOTENCY_KEY_REUSED, { param: 'Idempotency-Key' })
  if (stored.state === 'in_progress')
    throw refuse(httpErrors.IDEMPOTENCY_KEY_IN_PROGRESS, { param: 'Idempotency-Key' })
  const place = JSON.stringify(requestIdPlace).slice(1, -1)
  const body =
    stored.status >= 400
      ? stored.body
          .replaceAll(place, requestId)
          .replaceAll(encodeURIComponent(requestIdPlace), encodeURIComponent(requestId))
      : stored.body
  return { status: stored.status, body, isReplay: true, version: stored.version }
}

const keyOf = (request: FastifyRequest): string | null => {
  const header = request.headers['idempotency-key']
  if (header === undefined) return null
  if (typeof header !== 'string' || header === '' || !printable.test(header))
    throw refuse(httpErrors.INVALID_IDEMPOTENCY_KEY, { param: 'Idempotency-Key' })
  if (hasCardNumber(header))
    throw refuse(httpErrors.INVALID_IDEMPOTENCY_KEY, {
      param: 'Idempotency-Key',
      message: 'The idempotency key holds what reads as a card number.',
    })
  // Keys are stored, echoed and shown in logs.
  if (hasSecret(header))
    throw refuse(httpErrors.INVALID_IDEMPOTENCY_KEY, {
      param: 'Idempotency-Key',
      message: 'The idempotency key holds what reads as a secret: a key, a token or a signing secret.',
    })
  if (header.length > maxKeyLength)
    throw refuse(httpErrors.IDEMPOTENCY_KEY_TOO_LONG, {
      param: 'Idempotency-Key',
      extra: { limit: maxKeyLength },
    })
  return header
}

const scopeOf = (ctx: Context, request: FastifyRequest): string => {
  const path = request.url.split('?', 1)[0]!
  return scopeOfCall(request.method, path, ownerOfKeys(ctx.caller))
}

const ownerOfKeys = (caller: Caller): string | null => {
  if (caller.kind === 'checkout_session') return caller.checkoutSessionId
  return caller.kind === 'user' || caller.kind === 'onboarding' ? caller.userId : null
}
