import type { Instant } from '../platform/clock/clock.ts'
import type { Account, Demand } from './account.ts'
import type { FieldName } from './field-names.ts'
import { fields, missingBasics } from './fields.ts'
import type { Reviewer } from './reviewers/reviewer.ts'
import type { Setting } from './requirements.ts'

/** Pure: what a change, a decision or the passing of time makes of an account. */

/** Everything that follows by itself: what was demanded and is given is looked at, what is whole is handed in, a reviewer says what it thinks. */
export const settled = (account: Account, reviewer: Reviewer, setting: Setting, now: Instant): Account => {
  const seen: Account = {
    ...account,
    demands: account.demands.map((demand) =>
      isMet(account, demand) && !demand.isInReview ? { ...demand, isInReview: true } : demand,
    ),
  }
  return reviewer.review(isReadyForReview(seen, setting, now) ? handedIn(seen, now) : seen, now)
}

const isMet = ({ givenIn }: Account, { field, sinceVersion }: Demand): boolean =>
  (givenIn[field] ?? 0) > sinceVersion

const isReadyForReview = (account: Account, setting: Setting, now: Instant): boolean => {
  const { review, demands, startedAt } = account
  if (startedAt === null || review.state === 'rejected' || review.state === 'in_review') return false
  if (review.approvedAt !== null) return review.fields.length > 0 || demands.some((each) => each.isInReview)
  const isWaited = demands.some((each) => !each.isInReview && each.fromAt <= now)
  return !isWaited && missingBasics(account, setting.isCollectedByProvider).length === 0
}

const handedIn = (account: Account, now: Instant): Account => ({
  ...account,
  review: { ...account.review, state: 'in_review', submittedAt: now, decideAt: null, message: null },
})

export const approved = (account: Account, now: Instant): Account => ({
  ...account,
  demands: account.demands.filter((each) => !each.isInReview),
  review: {
    ...account.review,
    state: 'approved',
    fields: [],
    approvedAt: account.review.approvedAt ?? now,
    decideAt: null,
    message: null,
  },
})

export const rejected = (account: Account, message: string | null): Account => ({
  ...account,
  demands: [],
  review: { ...account.review, state: 'rejected', fields: [], approvedAt: null, decideAt: null, message },
})

export type Wanted = {
  fields: readonly FieldName[]
  fromAt: Instant
  dueAt: Instant | null
  message: string | null
}

/** Asked for once more, also where it was given: what is there did not do. Until then nobody looks further. */
export const withDemands = (account: Account, wanted: Wanted): Account => {
  const { fields: names, fromAt, dueAt, message } = wanted
  const others = account.demands.filter(({ field }) => !names.includes(field))
  const demands = names.map((field): Demand => ({
    field,
    axes: fields[field].axes,
    fromAt,
    dueAt,
    message,
    sinceVersion: account.version,
    isInReview: false,
  }))
  return {
    ...account,
    demands: [...others, ...demands],
    review: {
      ...account.review,
      state: account.review.approvedAt === null ? 'collecting' : 'approved',
      decideAt: null,
      message,
    },
  }
}

export const paused = (account: Account, at: Instant, message: string | null): Account => ({
  ...account,
  pause: { at, message },
})

export const resumed = (account: Account): Account => ({ ...account, pause: null })

/** When the passing of time alone will change something next. */
export const nextMomentOf = ({ review, demands }: Account, now: Instant): Instant | null => {
  if (review.state === 'rejected') return null
  const moments = [
    ...(review.state === 'in_review' && review.decideAt ? [review.decideAt] : []),
    ...demands.flatMap((each) => (each.isInReview ? [] : [each.fromAt, ...(each.dueAt ? [each.dueAt] : [])])),
  ]
  return moments.filter((moment) => moment > now).toSorted()[0] ?? null
}
