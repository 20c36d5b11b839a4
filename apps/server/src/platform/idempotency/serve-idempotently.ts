import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { isUniqueViolation } from '../db/database.ts'
import { compose } from '../db/statement.ts'
import type { Answer } from '../http/answer.ts'
import type { Served } from '../http/handler.ts'
import {
  AlreadyAnswered,
  type IdempotentCall,
  type StoredCall,
  isSameRequest,
  requestIdPlace,
} from './idempotent-call.ts'
import type { IdempotencyPolicy } from './idempotency-policy.ts'
import { deleteExpiredCall, findStoredCall, keepAnswer } from './queries.ts'
import { releaseCall, takeCallOver } from './reserved-call.ts'

/** One write, and the request that asks for it. */
export type IdempotentWork = {
  ctx: Context
  request: FastifyRequest
  reply: FastifyReply
  /** What was sent, before anything checked its shape. */
  body: unknown
  needsKey: boolean
  /** The answer shows a secret once: it is stored encrypted. */
  isSensitive: boolean
  /** Checks the shape of what was sent and does it. It runs under the key: a refused shape may be an answer that is kept, too. */
  run(): Promise<unknown>
  show(result: unknown): Answer
}

type Keyed = { work: IdempotentWork; policy: IdempotencyPolicy; call: IdempotentCall }

/**
 * Runs a write under its idempotency key: the verb stores the answer with its effect. A repeated request is refused
 * by the verb because of that effect, or violates the key's uniqueness and is undone; either way it is answered
 * from what is stored.
 */
export const serveIdempotently = async (work: IdempotentWork, policy: IdempotencyPolicy): Promise<Served> => {
  const { ctx, request, reply } = work
  const sentKey = policy.keyOf(request)
  if (sentKey === null && work.needsKey) throw policy.missing()
  const call: IdempotentCall = {
    key: sentKey ?? `auto-${ctx.ids.randomBytes(18).toString('base64url')}`,
    isGenerated: sentKey === null,
    scope: policy.scopeOf(ctx, request),
    digest: policy.digestOf(ctx, request, work.body),
    isSensitive: work.isSensitive,
    version: ctx.version,
    show: work.show,
    answer: null,
  }
  const keyed: Keyed = { work, policy, call }
  ctx.idempotency = call
  if (policy.echoesKey) reply.header('Idempotency-Key', call.key)
  const run = async (): Promise<Served> => {
    const result = await work.run()
    return call.answer ?? work.show(result)
  }
  const answerAgain = async (stored: StoredCall): Promise<Served> => {
    if (!(await takesOver(keyed, stored))) return replay(keyed, stored)
    return run().catch((error) => endReserved(keyed, error))
  }
  try {
    return await run()
  } catch (error) {
    if (call.isReserved) return endReserved(keyed, error)
    if (error instanceof AlreadyAnswered) return answerAgain(error.stored)
    if (isUniqueViolation(error, 'idempotency_keys_pkey')) {
      const stored = await ctx.db.run(findStoredCall(ctx, call))
      if (stored) return answerAgain(stored)
      // The window of the earlier request closed between its expiry and the worker's clean-up.
      await ctx.db.run(deleteExpiredCall(ctx, call))
      return serveIdempotently(work, policy)
    }
    const fate = policy.fateOf(error)
    if (fate === 'passed_on' || sentKey === null) throw error
    // It may be the first request's own effect that refuses the second.
    const earlier = await ctx.db.run(findStoredCall(ctx, call))
    if (earlier) return answerAgain(earlier)
    if (fate === 'kept') return keepRefusal(keyed, error)
    throw error
  }
}

const keepRefusal = async (keyed: Keyed, error: unknown): Promise<Served> => {
  const { work, policy, call } = keyed
  const { ctx } = work
  const stored = policy.keptAnswerOf(ctx, work.request, error)
  try {
    await ctx.db.run(compose([keepAnswer(ctx, call, stored)]))
  } catch (failure) {
    if (!isUniqueViolation(failure, 'idempotency_keys_pkey')) throw failure
    const earlier = await ctx.db.run(findStoredCall(ctx, call))
    if (earlier) return replay(keyed, earlier)
  }
  throw error
}

/** Whether this request goes on with what an earlier one with its key began: the same request, whose process is gone. */
const takesOver = async ({ work: { ctx }, call }: Keyed, stored: StoredCall): Promise<boolean> => {
  if (stored.state !== 'in_progress' || !isSameRequest(stored, call)) return false
  const taken = await ctx.db.run(takeCallOver(ctx, call))
  if (!taken) return false
  call.begun = taken.begun
  call.isReserved = true
  return true
}

/** A call that had begun something is refused or failed: the answer is kept, or the same request may go on. */
const endReserved = async (keyed: Keyed, error: unknown): Promise<Served> => {
  const { work, policy, call } = keyed
  if (policy.fateOf(error) === 'kept') return keepRefusal(keyed, error)
  await work.ctx.db.run(releaseCall(work.ctx, call)).catch(() => {})
  throw error
}

const replay = ({ work, policy, call }: Keyed, stored: StoredCall): Served => {
  if (!isSameRequest(stored, call)) throw policy.reused()
  if (stored.state === 'in_progress') throw policy.inProgress()
  const requestId = work.request.id
  const place = JSON.stringify(requestIdPlace).slice(1, -1)
  const body =
    stored.status >= 400
      ? stored.body
          .replaceAll(place, requestId)
          .replaceAll(encodeURIComponent(requestIdPlace), encodeURIComponent(requestId))
      : stored.body
  return { status: stored.status, body, isReplay: true, version: stored.version }
}
