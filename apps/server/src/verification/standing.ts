import type { Merchant } from '../merchants/merchant.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Account } from './account.ts'
import { type CapabilityRow, capabilityRowsOf } from './capability-rows.ts'
import { type Axes, axesOf } from './readiness.ts'
import { type Requirements, type Setting, requirementsOf } from './requirements.ts'
import { toAxis, toCapability, toRequirements } from './wire.ts'

/** A merchant with its account, and what follows from it at one instant. */
export type Standing = {
  merchant: Merchant
  account: Account
  setting: Setting
  /** By the machine's clock: an account has no time of its own. */
  now: Instant
  axes: Axes
  requirements: Requirements
  capabilities: CapabilityRow[]
}

export const standingOf = (
  merchant: Merchant,
  account: Account,
  setting: Setting,
  now: Instant,
): Standing => {
  const axes = axesOf(account, now, setting)
  return {
    merchant,
    account,
    setting,
    now,
    axes,
    requirements: requirementsOf(account, now, setting),
    capabilities: capabilityRowsOf(account, axes, now, setting),
  }
}

/** What events tell, in their words: the next ones are due when this is something else. */
export type Announced = {
  readiness: { payments: unknown; payouts: unknown; requirements: unknown }
  capabilities: Record<string, ReturnType<typeof toCapability>>
}

export const announcedOf = ({ merchant, axes, requirements, capabilities }: Standing): Announced => ({
  readiness: {
    payments: toAxis(axes.payments, merchant.merchantId),
    payouts: toAxis(axes.payouts, merchant.merchantId),
    requirements: toRequirements(requirements),
  },
  capabilities: Object.fromEntries(
    capabilities.map((row) => [row.capability, toCapability(row, merchant.merchantId)]),
  ),
})
