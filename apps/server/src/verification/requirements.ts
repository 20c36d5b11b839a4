import type { Instant } from '../platform/clock/clock.ts'
import type { Account, Demand, DisabledReason } from './account.ts'
import { type Axis, axes } from './field-names.ts'
import { fields, missingBasics } from './fields.ts'

/** What the installation adds to an account's own state. */
export type Setting = {
  /** Somebody can take live money at all. */
  hasProcessor: boolean
  /** The processor asks for the details in its own form, and decides about them. */
  isCollectedByProvider: boolean
}

/** Field names, each in one of the lists. Source: contract, flint-platform 12.3 and 13.2. */
export type Requirements = {
  currentlyDue: string[]
  pastDue: string[]
  eventuallyDue: string[]
  pendingVerification: string[]
  /** The earliest one of what is due now. */
  currentDeadlineAt: Instant | null
  disabledReason: DisabledReason | null
}

/** The lists, the most pressing first: a name that belongs to several stands in the first of them. */
const lists = ['pastDue', 'currentlyDue', 'pendingVerification', 'eventuallyDue'] as const
type List = (typeof lists)[number]
type Named = { name: string; list: List; dueAt: Instant | null }

/**
 * What an account needs at an instant; of one axis only, when it is named.
 *
 * Nothing is due before a merchant has begun, and nothing any more once it was turned down: it would not help.
 */
export const requirementsOf = (
  account: Account,
  now: Instant,
  setting: Setting,
  axis?: Axis,
): Requirements => {
  const named = needsOf(account, now, setting).filter(({ name }) => !axis || axesOfName(name).includes(axis))
  const at = new Map<string, List>()
  for (const list of lists)
    for (const need of named) if (need.list === list && !at.has(need.name)) at.set(need.name, list)
  const inList = (list: List) => [...at].flatMap(([name, its]) => (its === list ? [name] : []))
  const requirements = {
    currentlyDue: inList('currentlyDue'),
    pastDue: inList('pastDue'),
    eventuallyDue: inList('eventuallyDue'),
    pendingVerification: inList('pendingVerification'),
  }
  const deadlines = named.flatMap(({ list, dueAt }) => (list === 'currentlyDue' && dueAt ? [dueAt] : []))
  return {
    ...requirements,
    currentDeadlineAt: deadlines.toSorted()[0] ?? null,
    disabledReason: disabledReasonOf(account, requirements, axis),
  }
}

const needsOf = (account: Account, now: Instant, setting: Setting): Named[] => {
  if (account.review.state === 'rejected') return []
  const missing = missingBasics(account, setting.isCollectedByProvider).map((name): Named => ({
    name,
    list: account.startedAt === null ? 'eventuallyDue' : 'currentlyDue',
    dueAt: null,
  }))
  const demanded = account.demands.map((demand): Named => ({
    name: demand.field,
    list: listOf(demand, now),
    dueAt: demand.dueAt,
  }))
  const pending = account.review.state === 'in_review' ? account.review.fields : []
  return [...missing, ...demanded, ...pending.map(pendingField), ...providerNeeds(account)]
}

const pendingField = (name: string): Named => ({ name, list: 'pendingVerification', dueAt: null })

/** A deadline that passes while a reviewer looks at what was given is not missed. */
const listOf = (demand: Demand, now: Instant): List => {
  if (demand.isInReview) return 'pendingVerification'
  if (demand.dueAt !== null && demand.dueAt <= now) return 'pastDue'
  return demand.fromAt <= now ? 'currentlyDue' : 'eventuallyDue'
}

const providerNeeds = ({ provider }: Account): Named[] => {
  if (!provider) return []
  const named = (list: List, names: readonly string[], dueAt: Instant | null = null) =>
    names.map((name): Named => ({ name, list, dueAt }))
  return [
    ...named('pastDue', provider.pastDue),
    ...named('currentlyDue', provider.currentlyDue, provider.deadlineAt),
    ...named('pendingVerification', provider.pendingVerification),
    ...named('eventuallyDue', provider.eventuallyDue),
  ]
}

/** Of names that only a provider has nothing more is known than that it wants them. */
export const axesOfName = (name: string): readonly Axis[] =>
  Object.hasOwn(fields, name) ? fields[name as keyof typeof fields].axes : axes

/** Whether what the axis gates was allowed, and still is. */
export const isApproved = (account: Account, axis: Axis): boolean => {
  const { provider, review } = account
  if (review.state === 'rejected') return false
  if (provider) return axis === 'payments' ? provider.isChargesEnabled : provider.isPayoutsEnabled
  return review.approvedAt !== null
}

/** Somebody has stopped it, whatever the merchant gives. */
export const isSuspended = ({ pause, provider, review }: Account): boolean =>
  pause !== null ||
  review.state === 'rejected' ||
  provider?.disabledReason === 'account_paused' ||
  provider?.disabledReason === 'account_rejected'

type NamedLists = Pick<Requirements, 'currentlyDue' | 'pastDue' | 'pendingVerification'>

/** The first that holds: what nobody can mend by giving something comes first. Source: contract, flint-platform 13.2. */
const disabledReasonOf = (
  account: Account,
  { currentlyDue, pastDue, pendingVerification }: NamedLists,
  axis: Axis | undefined,
): DisabledReason | null => {
  if (account.review.state === 'rejected') return 'account_rejected'
  if (account.pause) return 'account_paused'
  const isAllowed = axis ? isApproved(account, axis) : axes.every((each) => isApproved(account, each))
  if (!isAllowed && account.provider?.disabledReason) return account.provider.disabledReason
  if (pastDue.length > 0) return 'requirements_past_due'
  if (isAllowed) return null
  if (currentlyDue.length > 0 || account.startedAt === null) return 'account_requirements_due'
  return pendingVerification.length > 0 ? 'requirements_pending_verification' : 'account_under_review'
}
