import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Credential, readCredential } from '../auth/credentials.ts'
import { type Context, servicesIn } from '../context.ts'
import { noFaults } from '../faults/faults.ts'
import type { Bucket } from '../rate-limits/token-buckets.ts'
import { httpErrors, refuse } from './errors.ts'
import type { Route } from './route.ts'
import type { HttpServices } from './server.ts'
import { type ApiVersion, apiVersions, defaultApiVersion, isApiVersion } from './versions.ts'

/** One API call while it is served; `ctx` once its caller is known. */
export type CallRecord = { route: Route; ctx: Context | null }

type RecordedRequest = FastifyRequest & { call?: CallRecord }

export const callOf = (request: FastifyRequest): CallRecord | null =>
  (request as RecordedRequest).call ?? null

/**
 * What happens before a body is read: the caller is found and counted against the rate limits. So nobody without a
 * key makes us read a megabyte, and a body that cannot be read is still answered and logged as the caller's.
 */
export const beginCall =
  (services: HttpServices, route: Route) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const call: CallRecord = { route, ctx: null }
    ;(request as RecordedRequest).call = call
    const credential = await authenticate(services, route, request)
    call.ctx = contextOf(services, credential, request.id)
    if (credential) {
      setContextHeaders(reply, call.ctx)
      limitCaller(services, credential)
    }
    call.ctx.version = versionOf(request) ?? call.ctx.version
  }

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
  return credential
}

const limitCaller = ({ config, ...services }: HttpServices, { caller, environment }: Credential) =>
  limit(services, [
    caller.kind === 'api_key'
      ? { reason: 'api-key', name: caller.apiKeyId, perSecond: config.rateLimits.perKey }
      : { reason: 'resource', name: idOf(caller), perSecond: config.rateLimits.perCheckoutSession },
    { reason: 'merchant', name: environment.merchantId, perSecond: config.rateLimits.perMerchant },
  ])

const idOf = (caller: Credential['caller']) =>
  caller.kind === 'checkout_session' ? caller.checkoutSessionId : 'system'

const limit = (services: Pick<HttpServices, 'rateLimits'>, buckets: readonly Bucket[]) => {
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
    ownClock: null,
    faults: noFaults,
  },
  caller: { kind: 'system' },
  scopes: new Set(),
}

const contextOf = (services: HttpServices, credential: Credential | null, requestId: string): Context => {
  const { environment, caller, scopes } = credential ?? noEnvironment
  const own = servicesIn(services, environment)
  return {
    ...own,
    ...environment,
    now: own.clock.now(),
    requestId,
    caller,
    scopes,
    version: environment.apiVersion ?? defaultApiVersion,
    idempotency: null,
  }
}

const setContextHeaders = (reply: FastifyReply, ctx: Context) => {
  reply.header('Flint-Mode', ctx.mode)
  reply.header('Flint-Merchant-Id', ctx.merchantId)
  reply.header('Flint-Merchant-Environment-Id', ctx.environmentId)
  if (ctx.sandboxId) reply.header('Flint-Sandbox-Id', ctx.sandboxId)
}
