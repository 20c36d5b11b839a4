import type { Instant } from '../platform/clock/clock.ts'
import { type DeclaredAction, type KnownIds, nextActions } from '../platform/http/next-actions.ts'
import type { BlockedCode, CapabilityRow } from './capability-rows.ts'
import type { AxisState } from './readiness.ts'
import type { Requirements } from './requirements.ts'

/** The contract's words for readiness, shared by answers and events. Source: contract, flint-platform 13.2 and 14. */

const messages: Record<BlockedCode, string> = {
  requirements_due: 'Details about the business are missing.',
  requirements_past_due: 'Details about the business were not given in time.',
  pending_verification: 'What was given about the business is being looked at.',
  disabled_by_platform_policy: 'The account was stopped by those who run this platform.',
  service_unavailable: 'This platform does not offer it.',
  onboarding_not_started: 'Nothing is known about the business yet.',
  not_offered: 'No processor of this platform takes it.',
  not_requested: 'The merchant has not asked for it.',
}

const steps: Record<BlockedCode, readonly string[]> = {
  requirements_due: ['Follow next_step of GET /v1/onboarding/state.'],
  requirements_past_due: ['Follow next_step of GET /v1/onboarding/state.'],
  pending_verification: ['Wait for the event merchant.readiness.updated.'],
  disabled_by_platform_policy: ['Ask those who run this platform.'],
  service_unavailable: ['Ask those who run this platform.'],
  onboarding_not_started: ['Follow next_step of GET /v1/onboarding/state.'],
  not_offered: [],
  not_requested: ['Ask for it in requested_capabilities of POST /v1/onboarding/advance.'],
}

const helpedByMerchant: readonly BlockedCode[] = [
  'requirements_due',
  'requirements_past_due',
  'onboarding_not_started',
  'not_requested',
]

const actionsFor = (code: BlockedCode | null, ids: KnownIds) => {
  const declared: DeclaredAction[] = []
  if (code && helpedByMerchant.includes(code))
    declared.push({ action: 'review_onboarding_state', because: code })
  if (code === 'pending_verification') declared.push({ action: 'review_merchant_readiness', because: code })
  return nextActions(declared, ids)
}

export const toAxis = ({ status, reason }: AxisState, merchantId: string) => ({
  status,
  status_reason: reason,
  next_actions: actionsFor(reason, { merchant_id: merchantId }),
})

export const toRequirements = (requirements: Requirements) => ({
  currently_due: requirements.currentlyDue,
  past_due: requirements.pastDue,
  eventually_due: requirements.eventuallyDue,
  pending_verification: requirements.pendingVerification,
  current_deadline_at: requirements.currentDeadlineAt,
  disabled_reason: requirements.disabledReason,
})

/** Without when it was looked at, so that two can be compared. */
export const toCapability = (row: CapabilityRow, merchantId: string) => ({
  capability: row.capability,
  domain: row.domain,
  status: row.status,
  requirements: {
    currently_due_fields: row.requirements.currentlyDue,
    past_due_fields: row.requirements.pastDue,
    eventually_due_fields: row.requirements.eventuallyDue,
    pending_verification_fields: row.requirements.pendingVerification,
    current_deadline_at: row.requirements.currentDeadlineAt,
    disabled_reason: row.requirements.disabledReason,
  },
  blocked_reasons: row.blockedBy ? [toBlockedReason(row.blockedBy)] : [],
  next_actions: actionsFor(row.blockedBy, { merchant_id: merchantId }),
})

const toBlockedReason = (code: BlockedCode) => ({
  code,
  message: messages[code],
  param: null,
  next_steps: steps[code],
  resolution_owner: helpedByMerchant.includes(code) ? 'merchant' : 'flint',
  retryable: code === 'pending_verification',
})

export const observed = <T extends object>(shown: T, observedAt: Instant) => ({
  ...shown,
  observed_at: observedAt,
})
