import type { FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { hasCardNumber } from '../../platform/http/card-data.ts'
import { Refusal } from '../../platform/http/errors.ts'
import { canonicalJson } from '../../platform/idempotency/idempotent-call.ts'
import type { IdempotencyPolicy } from '../../platform/idempotency/idempotency-policy.ts'
import { hasSecret } from '../../platform/log/redaction.ts'
import type { Profile } from '../flowlix-payment.ts'
import { FlowlixRefusal, refuseFlowlix } from './errors.ts'
import type { FlowlixRoute } from './flowlix-route.ts'

const param = 'Idempotency-Key'
const maxLength = 255

const refuseKey = (message: string) => refuseFlowlix('parameter_invalid', { param, message })

/** Any text that can be stored and shown again. Source: contract, flowlix 2 and Q17. */
export const idempotencyKeyOf = (request: FastifyRequest): string | null => {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || key === '') throw refuseKey(`"${param}" must not be empty.`)
  if (key.length > maxLength) throw refuseKey(`"${param}" has at most ${maxLength} characters.`)
  if (hasCardNumber(key)) throw refuseKey(`"${param}" holds what reads as a card number.`)
  if (hasSecret(key)) throw refuseKey(`"${param}" holds what reads as a secret key.`)
  return key
}

const missing = () => refuseFlowlix('parameter_missing', { param })

/** In the last form every write needs a key. @throws parameter_missing, parameter_invalid */
export const expectIdempotencyKey = (request: FastifyRequest, profile: Profile): void => {
  if (idempotencyKeyOf(request) === null && profile === 'c') throw missing()
}

const inUse = (message: string) => refuseFlowlix('idempotency_key_in_use', { message })

const pathOf = (request: FastifyRequest): string => request.originalUrl.split('?', 1)[0]!

/**
 * Only what a verb answers is kept, a decline of form A among it; no refusal is, so that even a corrected body may come with
 * the same key. Source: contract, flowlix 2, 17.3 rule 11, Q14.
 */
export const flowlixPolicy = (profile: Profile, { operationId }: FlowlixRoute): IdempotencyPolicy => ({
  keyOf: idempotencyKeyOf,
  missing,
  scopeOf: (ctx) => {
    const key = `flowlix ${ctx.caller.kind === 'api_key' ? ctx.caller.apiKeyId : ''}`
    return profile === 'c' ? `${key} ${operationId}` : key
  },
  digestOf: (ctx: Context, request, body) =>
    ctx.secrets.digest('request', `${request.method} ${pathOf(request)} ${canonicalJson(body ?? {})}`),
  echoesKey: false,
  fateOf: (error) =>
    error instanceof FlowlixRefusal || error instanceof Refusal ? 'looked_up' : 'passed_on',
  keptAnswerOf: () => {
    throw new Error('No refusal is kept.')
  },
  reused: () =>
    inUse('This Idempotency-Key was used with another request. Send a new key for a new request.'),
  inProgress: () =>
    inUse('The first request with this Idempotency-Key still runs. Wait a moment, then send it again.'),
})
