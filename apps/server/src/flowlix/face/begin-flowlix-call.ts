import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GoodApiKey } from '../../platform/auth/api-keys.ts'
import type { KeyDialect } from '../../platform/auth/key-dialects.ts'
import { hasScope } from '../../platform/auth/scopes.ts'
import type { Context } from '../../platform/context.ts'
import { noFaults } from '../../platform/faults/faults.ts'
import { contextOf, limitAddress, recordCall } from '../../platform/http/begin-call.ts'
import { refuseOnPurpose, waitOnPurpose } from '../../platform/http/call-faults.ts'
import { isPrivate } from '../../platform/http/https.ts'
import type { HttpServices } from '../../platform/http/server.ts'
import type { RequestWindows } from '../../platform/rate-limits/request-windows.ts'
import type { Profile } from '../flowlix-payment.ts'
import { flowlixSettingsOf } from '../flowlix-settings.ts'
import { refuseFlowlix } from './errors.ts'
import type { FlowlixRoute } from './flowlix-route.ts'
import { expectIdempotencyKey } from './idempotency-policy.ts'
import { countFlowlixCall } from './limits.ts'
import { isDay, profileOf } from './profile-of.ts'

/** What is known of one call while it is served. */
export type FlowlixRecord = {
  /** As its key looks, until the key is known. */
  profile: Profile
  ctx: Context | null
}

type RecordedRequest = FastifyRequest & { flowlix?: FlowlixRecord }

export const flowlixRecordOf = (request: FastifyRequest): FlowlixRecord | null =>
  (request as RecordedRequest).flowlix ?? null

/** Which of the engine's rights an operation needs. */
const engineScope: Record<FlowlixRoute['scope'], string> = {
  'payments.read': 'payments.payment_intents.read',
  'payments.write': 'payments.payment_intents.write',
  'refunds.write': 'commerce.refunds.write',
}

const dialects: readonly KeyDialect[] = ['flowlix_a', 'flowlix_c']

/**
 * What happens before a body is read, in the contract's order: https, key, rate limit, version, route, idempotency key.
 * Source: contract, flowlix 10.5.
 */
export const beginFlowlixCall =
  (services: HttpServices, windows: RequestWindows) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const route = (request.routeOptions.config as { flowlix?: FlowlixRoute }).flowlix
    const call = route && recordCall(request, route)
    const record: FlowlixRecord = { profile: bearerOf(request)?.startsWith('api_') ? 'c' : 'a', ctx: null }
    ;(request as RecordedRequest).flowlix = record
    if (!isPrivate(services.config, request)) throw refuseFlowlix('https_required')

    const key = await authenticate(services, request)
    const ctx = contextOf(services, credentialOf(key), request.id)
    const version = record.profile === 'c' ? null : versionOf(request)
    record.profile = profileOf(key.dialect, flowlixSettingsOf(ctx), version?.isDay ? version.text : null)
    record.ctx = ctx
    if (call) {
      call.ctx = ctx
      call.apiRequestLogId = ctx.ids.newId('rlog')
    }
    await count(services, windows, request, reply, record)

    if (version && !version.isDay)
      throw refuseFlowlix('parameter_invalid', {
        param: 'Flowlix-Version',
        message: '"Flowlix-Version" must be a day such as 2026-01-31.',
      })
    if (!route?.profiles.includes(record.profile)) throw refuseFlowlix('route_not_found')
    if (!hasScope(ctx.scopes, engineScope[route.scope])) throw refuseFlowlix('permission_denied')
    if (request.method === 'POST') expectIdempotencyKey(request, record.profile)
  }

/** What a sandbox was told to do wrong goes wrong here, too. */
const count = async (
  services: HttpServices,
  windows: RequestWindows,
  request: FastifyRequest,
  reply: FastifyReply,
  { ctx, profile }: FlowlixRecord,
): Promise<void> => {
  const place = { path: request.originalUrl }
  const isFaulty = ctx!.faults !== noFaults
  if (isFaulty) refuseOnPurpose(ctx!, place)
  await countFlowlixCall(services, windows, ctx!, profile, reply)
  // A wait can be long: the key may be revoked meanwhile, the clock moved.
  if (isFaulty && (await waitOnPurpose(ctx!, place)))
    Object.assign(ctx!, contextOf(services, credentialOf(await authenticate(services, request)), request.id))
}

const credentialOf = ({ environment, apiKeyId, scopes }: GoodApiKey) => ({
  environment,
  caller: { kind: 'api_key' as const, apiKeyId },
  scopes,
})

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

/** Whoever has no good key is counted by where they come from. */
const authenticate = async (services: HttpServices, request: FastifyRequest): Promise<GoodApiKey> => {
  try {
    const text = bearerOf(request)
    if (text === null)
      throw refuseFlowlix('invalid_api_key', {
        message: 'A secret key is needed. Send the header "Authorization: Bearer fl_test_sk_…".',
      })
    return await services.authenticators.apiKeys.authenticate(text, dialects)
  } catch (error) {
    await limitAddress(services, request)
    throw error
  }
}

const versionOf = (request: FastifyRequest): { text: string; isDay: boolean } | null => {
  const text = request.headers['flowlix-version']
  return text === undefined ? null : { text: String(text), isDay: isDay(String(text)) }
}
