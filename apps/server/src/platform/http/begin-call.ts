import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasScope } from '../auth/scopes.ts'
import { type Credential, readCredential } from '../auth/credentials.ts'
import { type Caller, type Context, noEnvironment, servicesIn } from '../context.ts'
import { noFaults } from '../faults/faults.ts'
import type { KeptBody } from '../log/kept-body.ts'
import type { LoggedRoute } from '../log/logged-call.ts'
import { type Bucket, buckets } from '../rate-limits/bucket.ts'
import { expectWithinLimits } from '../rate-limits/rate-limits.ts'
import { areLimitsLifted, refuseOnPurpose, waitOnPurpose } from './call-faults.ts'
import { checkVersion } from './check-version.ts'
import { refuse } from './errors.ts'
import { carriesLiveSecret, expectPrivate } from './https.ts'
import type { LargeBodies } from './large-bodies.ts'
import { neededBy } from './needed-credential.ts'
import type { Route } from './route.ts'
import type { HttpServices } from './server.ts'
import { defaultApiVersion } from './versions.ts'

/** One API call while it is served; `ctx` once its caller is known. */
export type CallRecord = {
  route: LoggedRoute
  ctx: Context | null
  /** On the process's own monotonic clock. */
  startedAtMs: number
  /** Made when the call begins, so that logs sort as the calls did. */
  apiRequestLogId: string
  /** As it came, for the log; without its content where it could not be read. */
  requestBody: Buffer | KeptBody | null
}

type RecordedRequest = FastifyRequest & { call?: CallRecord }

export const callOf = (request: FastifyRequest): CallRecord | null =>
  (request as RecordedRequest).call ?? null

/** The record of a call that begins. */
export const recordCall = (request: FastifyRequest, route: LoggedRoute): CallRecord => {
  const call: CallRecord = {
    route,
    ctx: null,
    startedAtMs: performance.now(),
    apiRequestLogId: '',
    requestBody: null,
  }
  ;(request as RecordedRequest).call = call
  return call
}

/**
 * What happens before a body is read: the caller is found and counted against the rate limits. So nobody without a
 * key makes us read a megabyte, and a body that cannot be read is still answered and logged as the caller's.
 */
export const beginCall =
  (services: HttpServices, route: Route, bodies: LargeBodies) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const call = recordCall(request, route)
    const credential = await authenticate(services, route, request)
    call.ctx = contextOf(services, credential, request.id)
    call.apiRequestLogId = call.ctx.ids.newId('rlog')
    if (credential) {
      setContextHeaders(reply, call.ctx)
      const isFaulty = call.ctx.faults !== noFaults
      if (isFaulty) refuseOnPurpose(call.ctx, route)
      const counting = expectWithinLimits(services.rateLimits, bucketsOf(services, route, credential))
      if (counting) await counting
      // Who may not call it is told so later, and holds no place until then.
      if (route.bodyLimitBytes && (!route.scope || hasScope(call.ctx.scopes, route.scope)))
        bodies.begin(call.ctx.merchantId, reply)
      // A wait can be long: the key may be revoked meanwhile, the clock moved.
      if (isFaulty && (await waitOnPurpose(call.ctx, route)))
        Object.assign(call.ctx, contextOf(services, await authenticate(services, route, request), request.id))
    }
    const asked = request.headers['flint-version']
    if (asked === undefined) return
    call.ctx.versionSource = 'header'
    call.ctx.version = checkVersion(asked, 'Flint-Version')
  }

const authenticate = async (
  services: HttpServices,
  route: Route,
  request: FastifyRequest,
): Promise<Credential | null> => {
  let credential: Credential | null
  try {
    if (route.needsHttps || carriesLiveSecret(request)) expectPrivate(services.config, request)
    credential = await readCredential(request, services.authenticators)
    if (credential?.environment?.mode === 'live') expectPrivate(services.config, request)
  } catch (error) {
    await limitAddress(services, request)
    throw error
  }
  if (route.environmentOf) return anybodyIn(services, route.environmentOf, request)
  if (!credential) {
    await limitAddress(services, request)
    if (route.callers.includes('public')) return null
    throw refuse(neededBy(route))
  }
  return isForReviewers(route) ? withoutEnvironment(credential) : credential
}

/** Buyers come without a credential: they are counted by where they come from, and take nothing from the merchant's budget. */
const anybodyIn = async (
  services: HttpServices,
  environmentOf: NonNullable<Route['environmentOf']>,
  request: FastifyRequest,
): Promise<Credential | null> => {
  await limitAddress(services, request)
  const params = request.params as Record<string, string>
  const environment = await environmentOf(services, params, request.query as Record<string, unknown>)
  if (!environment) return null
  if (environment.mode === 'live') expectPrivate(services.config, request)
  return { ...nobody, environment }
}

const isForReviewers = ({ callers }: Route): boolean => callers.every((caller) => caller === 'operator')

/** Who reviews accounts does it for no merchant: it must not stand in the log of the one whose dashboard they have open. */
const withoutEnvironment = (credential: Credential): Credential =>
  credential.caller.kind === 'user' ? { ...credential, environment: null } : credential

/** Whoever has no good credential is counted by where they come from. */
export const limitAddress = ({ rateLimits, config }: HttpServices, request: FastifyRequest) =>
  expectWithinLimits(rateLimits, [buckets.ofAddress(config.rateLimits, request.ip)])

/** All that one call counts against: a refusal by one takes nothing from the others. */
const bucketsOf = (
  { config: { rateLimits } }: HttpServices,
  route: Route,
  { caller, environment }: Credential,
): Bucket[] => {
  const found: Bucket[] = []
  if (!environment || !areLimitsLifted(environment)) {
    if (environment && caller.kind !== 'system')
      found.push(buckets.ofMerchant(rateLimits, environment.merchantId, environment.mode))
    const credentialId = credentialIdOf(caller)
    if (credentialId !== null) found.push(buckets.ofKey(rateLimits, credentialId))
  }
  if (caller.kind === 'checkout_session')
    found.push(buckets.ofCheckoutSession(rateLimits, caller.checkoutSessionId))
  const senderId = credentialIdOf(caller)
  if (senderId !== null && route.ownLimit === 'feedback-intake')
    found.push(buckets.ofFeedback(rateLimits, senderId))
  return found
}

/** A person counts as a key does. */
const credentialIdOf = (caller: Caller): string | null => {
  if (caller.kind === 'api_key') return caller.apiKeyId
  return caller.kind === 'user' || caller.kind === 'onboarding' ? caller.userId : null
}

const nobody: Credential = { environment: null, caller: { kind: 'system' }, scopes: new Set() }

export const contextOf = (
  services: HttpServices,
  credential: Credential | null,
  requestId: string,
): Context => {
  const { caller, scopes, environment: named } = credential ?? nobody
  const environment = named ?? noEnvironment
  const own = servicesIn(services, environment)
  return {
    ...own,
    ...environment,
    now: own.clock.now(),
    requestId,
    caller,
    scopes,
    version: environment.apiVersion ?? defaultApiVersion,
    versionSource: environment.apiVersion ? 'merchant' : 'current',
    idempotency: null,
  }
}

const setContextHeaders = (reply: FastifyReply, ctx: Context) => {
  if (ctx.environmentId === '') return
  reply.header('Flint-Mode', ctx.mode)
  reply.header('Flint-Merchant-Id', ctx.merchantId)
  reply.header('Flint-Merchant-Environment-Id', ctx.environmentId)
  if (ctx.sandboxId) reply.header('Flint-Sandbox-Id', ctx.sandboxId)
  // Beside `Date`, which is the machine's: pages that count down to an instant of the sandbox need its time.
  if (ctx.ownClock) reply.header('Flint-Sandbox-Time', ctx.now)
}
