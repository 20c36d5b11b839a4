import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import {
  type Capability,
  type CapabilityDomain,
  type CapabilityState,
  capabilityDomains,
  getStanding,
  sandboxCapabilityRows,
} from '../verification/index.ts'

type Query = { capability?: Capability | undefined; domain?: CapabilityDomain | undefined }

/** As they are now. Source: contract, flint-platform 14. */
export const listCapabilities = async (
  ctx: Context,
  { capability, domain }: Query,
): Promise<{ rows: CapabilityState[]; observedAt: Instant }> => {
  const isSandbox = ctx.mode === 'test'
  const rows = isSandbox ? sandboxCapabilityRows() : (await getStanding(ctx, ctx.merchantId)).capabilities
  const domains = domainsSeenWith(ctx.scopes)
  const isAsked = (row: CapabilityState) =>
    (!capability || row.capability === capability) && (!domain || row.domain === domain)
  return {
    rows: rows.filter((row) => domains.includes(row.domain) && isAsked(row)),
    observedAt: ctx.systemClock.now(),
  }
}

const areaOf: Record<CapabilityDomain, string> = { payments: 'payments.', money_movement: 'money_movement.' }

/** Both for scopes that lie in both, or in neither. */
export const domainsSeenWith = (scopes: ReadonlySet<string>): readonly CapabilityDomain[] => {
  const held = capabilityDomains.filter((domain) =>
    [...scopes].some((scope) => scope.startsWith(areaOf[domain])),
  )
  return held.length === 1 ? held : capabilityDomains
}
