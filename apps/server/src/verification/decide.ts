import type { Instant } from '../platform/clock/clock.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Account } from './account.ts'
import { verificationErrors } from './errors.ts'
import type { FieldName } from './field-names.ts'
import type { Setting } from './requirements.ts'
import { approved, paused, rejected, resumed, withDemands } from './review.ts'

export const decisions = ['approve', 'request_more', 'reject', 'pause', 'resume'] as const
export type DecisionName = (typeof decisions)[number]

export type Decision = {
  decisionId: string
  decision: DecisionName
  /** The person's user id. */
  decidedBy: string
  message: string | null
  fields: readonly FieldName[]
  createdAt: Instant
}

export type DecisionInput = {
  decision: DecisionName
  fields: readonly FieldName[]
  /** When what it is for is blocked without the fields; null: at once for who was not approved yet, never for others. */
  deadlineAt: Instant | null
  message: string | null
}

/**
 * What a person's decision makes of an account. Pure. One that changes nothing, such as a second approval, is taken.
 *
 * Refuses MERCHANT_ACCOUNT_NOT_READY for an account that has nothing to decide about, and
 * ONBOARDING_PROFILE_PROVIDER_MANAGED where the processor decides: such an account can only be paused and resumed.
 */
export const decided = (account: Account, input: DecisionInput, setting: Setting, now: Instant): Account => {
  const { decision, message } = input
  if (account.startedAt === null && decision !== 'pause' && decision !== 'resume')
    throw refuse(verificationErrors.MERCHANT_ACCOUNT_NOT_READY, { param: 'decision' })
  if (decision === 'pause') return paused(account, account.pause?.at ?? now, message)
  if (decision === 'resume') return resumed(account)
  if (setting.isCollectedByProvider)
    throw refuse(verificationErrors.ONBOARDING_PROFILE_PROVIDER_MANAGED, {
      param: 'decision',
      message: 'The processor decides about this account; it can be paused and resumed here.',
    })
  if (decision === 'reject') return account.review.state === 'rejected' ? account : rejected(account, message)
  if (decision === 'request_more')
    return withDemands(account, { fields: input.fields, fromAt: now, dueAt: input.deadlineAt, message })
  if (account.review.state === 'collecting')
    throw refuse(verificationErrors.MERCHANT_ACCOUNT_NOT_READY, {
      param: 'decision',
      message: 'The merchant has not given everything that is asked for yet.',
    })
  return approved(account, now)
}
