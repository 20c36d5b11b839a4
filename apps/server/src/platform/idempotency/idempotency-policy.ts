import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Answer } from '../http/answer.ts'

/**
 * What becomes of an error under an idempotency key: it is passed on at once; passed on unless an earlier answer is found,
 * whose effect may be what refused this request; or the same, and kept as the answer.
 */
export type FateOfError = 'passed_on' | 'looked_up' | 'kept'

/** What the two public APIs do differently with idempotency keys. The records and the way to them are the same. */
export type IdempotencyPolicy = {
  /** The key as it was sent; null when none was. Throws when it is none. */
  keyOf(request: FastifyRequest): string | null
  /** Thrown where a key is needed. */
  missing(): Error
  /** What a key is unique in, beside the environment. */
  scopeOf(ctx: Context, request: FastifyRequest): string
  /** Of what the same key must come with again: keyed, so that nothing of a body can be guessed from it. */
  digestOf(ctx: Context, request: FastifyRequest, body: unknown): Buffer
  /** The key that counts is sent back in the header `Idempotency-Key`. */
  echoesKey: boolean
  fateOf(error: unknown): FateOfError
  /** The answer that is kept of an error whose fate is `kept`. */
  keptAnswerOf(ctx: Context, request: FastifyRequest, error: unknown): Answer
  /** The key came with another request before. */
  reused(): Error
  /** The first request with the key still runs. */
  inProgress(): Error
}
