import type { FastifyRequest } from 'fastify'
import type { Caller, Context } from '../context.ts'
import type { Answer } from '../http/answer.ts'
import { hasCardNumber } from '../http/card-data.ts'
import { Refusal, httpErrors, refuse } from '../http/errors.ts'
import { errorBody, idsOf } from '../http/failure.ts'
import type { KnownIds } from '../http/next-actions.ts'
import { hasSecret } from '../log/redaction.ts'
import { canonicalJson, requestIdPlace, scopeOfCall } from './idempotent-call.ts'
import type { IdempotencyPolicy } from './idempotency-policy.ts'
import { isKeptAnswer } from './kept-answer.ts'

const maxKeyLength = 255
const printable = /^[\x20-\x7e]+$/

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

const fateOf: IdempotencyPolicy['fateOf'] = (error) => {
  if (!(error instanceof Refusal)) return 'passed_on'
  // Who may not do it may not see what came of it either: the earlier answer may hold another's secret.
  if ([401, 403].includes(error.definition.status)) return 'passed_on'
  return isKeptAnswer(error.definition) ? 'kept' : 'looked_up'
}

/** A refusal as it is kept: each replay puts its own request id in. */
export const answerOfRefusal = (ctx: Context, error: Refusal, ids: KnownIds = {}): Answer => ({
  status: error.definition.status,
  body: errorBody(error, ctx.config.publicUrl, requestIdPlace, ids),
})

/** Source: contract, flint-platform 7. */
export const flintPolicy: IdempotencyPolicy = {
  keyOf,
  missing: () => refuse(httpErrors.IDEMPOTENCY_KEY_REQUIRED, { param: 'Idempotency-Key' }),
  scopeOf,
  digestOf: (ctx, _request, body) => ctx.secrets.digest('request', canonicalJson(body ?? {})),
  echoesKey: true,
  fateOf,
  keptAnswerOf: (ctx, request, error) =>
    answerOfRefusal(ctx, error as Refusal, idsOf(ctx, { params: request.params, body: request.body })),
  reused: () => refuse(httpErrors.IDEMPOTENCY_KEY_REUSED, { param: 'Idempotency-Key' }),
  inProgress: () => refuse(httpErrors.IDEMPOTENCY_KEY_IN_PROGRESS, { param: 'Idempotency-Key' }),
}
