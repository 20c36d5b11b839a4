import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'

/** What keeps a person's data for now: money that is still under way, a case that needs it. */
export type Dependency = { type: string; id: string }

/** Finds one thing that is in the way of erasing the customer, or nothing. */
export type ErasureBlocker = (ctx: Context, customerId: string) => Statement<Dependency | null>

const blockers: ErasureBlocker[] = []

/** For capabilities above customers, each for what it knows of. */
export const blockErasure = (blocker: ErasureBlocker) => {
  blockers.push(blocker)
}

type Found = Record<`blocker${number}`, Dependency | null>

/** Loads for the transaction that erases, one for each capability; `isInTheWay` reads what they found. */
export const whatIsInTheWay = (
  ctx: Context,
  customerId: string,
): Record<`blocker${number}`, Statement<Dependency | null>> =>
  Object.fromEntries(blockers.map((blocker, index) => [`blocker${index}`, blocker(ctx, customerId)]))

export const isInTheWay = (found: Found): Dependency[] =>
  Object.values(found).filter((dependency) => dependency !== null)
