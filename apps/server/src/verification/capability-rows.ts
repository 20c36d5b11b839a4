import { paymentOptionRules } from '../payment-options/payment-option-rules.ts'
import type { Instant } from '../platform/clock/clock.ts'
import { type Account, requestedCapabilities } from './account.ts'
import type { Axis } from './field-names.ts'
import { type Axes, type AxisState, type StatusReason, sandboxAxes } from './readiness.ts'
import { type Requirements, type Setting, requirementsOf } from './requirements.ts'

/** Source: contract, flint-platform 14. */
export const capabilities = [
  'accept_card_payments',
  'accept_affirm_payments',
  'accept_ach_debit_payments',
  'save_payment_methods',
  'receive_payouts',
  'create_standard_payouts',
  'manage_payout_destinations',
  'manage_payout_settings',
] as const
export type Capability = (typeof capabilities)[number]

export const capabilityDomains = ['payments', 'money_movement'] as const
export type CapabilityDomain = (typeof capabilityDomains)[number]
export type CapabilityStatus = 'ready' | 'blocked' | 'pending' | 'not_available'
export type BlockedCode = StatusReason | 'not_offered' | 'not_requested'

export type CapabilityRow = {
  capability: Capability
  domain: CapabilityDomain
  status: CapabilityStatus
  /** Null when it can be used. */
  blockedBy: BlockedCode | null
  requirements: Requirements
}

export const noRequirements: Requirements = {
  currentlyDue: [],
  pastDue: [],
  eventuallyDue: [],
  pendingVerification: [],
  currentDeadlineAt: null,
  disabledReason: null,
}

const optionOf: Partial<Record<Capability, keyof typeof paymentOptionRules>> = {
  accept_affirm_payments: 'affirm',
  accept_ach_debit_payments: 'ach_debit',
}

const axisOf = (capability: Capability): Axis => (/payout/.test(capability) ? 'payouts' : 'payments')

/** What the merchant can do, one row each: a capability is as ready as the axis that gates it. */
export const capabilityRowsOf = (
  account: Account,
  axes: Axes,
  now: Instant,
  setting: Setting,
): CapabilityRow[] =>
  capabilities.map((capability) => {
    const axis = axisOf(capability)
    return rowOf(capability, axes[axis], requirementsOf(account, now, setting, axis), isRequested(account))
  })

/** In a sandbox everything that the simulator takes can be used. */
export const sandboxCapabilityRows = (): CapabilityRow[] =>
  capabilities.map((capability) =>
    rowOf(capability, sandboxAxes[axisOf(capability)], noRequirements, () => true),
  )

/** What has to be asked for is there once it was; the rest comes with cards and payouts. */
const isRequested =
  (account: Account) =>
  (capability: Capability): boolean => {
    const isOptional = capability === 'accept_ach_debit_payments'
    return !isOptional || account.requestedCapabilities.includes(requestedCapabilities[2])
  }

const rowOf = (
  capability: Capability,
  axis: AxisState,
  requirements: Requirements,
  isAsked: (capability: Capability) => boolean,
): CapabilityRow => {
  const option = optionOf[capability]
  const domain = axisOf(capability) === 'payments' ? 'payments' : 'money_movement'
  const unavailable = (blockedBy: BlockedCode): CapabilityRow => ({
    capability,
    domain,
    status: 'not_available',
    blockedBy,
    requirements: noRequirements,
  })
  if (option && !paymentOptionRules[option].isOffered) return unavailable('not_offered')
  if (axis.status === 'not_available') return unavailable('service_unavailable')
  if (!isAsked(capability)) return unavailable('not_requested')
  // An axis that nobody has asked for is not there either.
  if (axis.status === 'not_requested') return unavailable('not_requested')
  return { capability, domain, status: axis.status, blockedBy: axis.reason, requirements }
}
