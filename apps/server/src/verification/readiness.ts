import type { Instant } from '../platform/clock/clock.ts'
import type { AxisStatus } from '../platform/context.ts'
import type { Account } from './account.ts'
import type { Axis } from './field-names.ts'
import { type Setting, isApproved, isSuspended, requirementsOf } from './requirements.ts'

/** Source: contract, flint-platform 13.2. */
export const statusReasons = [
  'requirements_due',
  'requirements_past_due',
  'pending_verification',
  'disabled_by_platform_policy',
  'service_unavailable',
  'onboarding_not_started',
] as const
export type StatusReason = (typeof statusReasons)[number]

export type AxisState = { status: AxisStatus; reason: StatusReason | null }
export type Axes = Record<Axis, AxisState>

const served = 'US'
const ready: AxisState = { status: 'ready', reason: null }

/** A sandbox needs no account. Source: contract, flint-platform 13.2 and 28 row 22. */
export const sandboxAxes: Axes = { payments: ready, payouts: ready }

/** What a merchant may do in live mode at an instant. */
export const axesOf = (account: Account, now: Instant, setting: Setting): Axes => ({
  payments: axisOf(account, 'payments', now, setting),
  payouts: axisOf(account, 'payouts', now, setting),
})

/** The first line that holds. Source: contract, flint-platform 13.2, "Recommended derivation". */
const axisOf = (account: Account, axis: Axis, now: Instant, setting: Setting): AxisState => {
  // Nothing that the merchant could do would change it.
  if (!setting.hasProcessor) return { status: 'not_available', reason: 'service_unavailable' }
  const { pastDue, currentlyDue, pendingVerification } = requirementsOf(account, now, setting, axis)
  const isAllowed = isApproved(account, axis)
  if (pastDue.length > 0) return { status: 'blocked', reason: 'requirements_past_due' }
  if (currentlyDue.length > 0 && !isAllowed) return { status: 'blocked', reason: 'requirements_due' }
  if (pendingVerification.length > 0 && !isAllowed)
    return { status: 'pending', reason: 'pending_verification' }
  if (account.startedAt === null) return { status: 'blocked', reason: 'onboarding_not_started' }
  if (isSuspended(account)) return { status: 'blocked', reason: 'disabled_by_platform_policy' }
  if (account.country !== null && account.country !== served)
    return { status: 'not_available', reason: 'service_unavailable' }
  // Nothing is missing and nobody has agreed yet: someone still looks at it.
  return isAllowed ? ready : { status: 'pending', reason: 'pending_verification' }
}
