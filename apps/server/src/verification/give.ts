import { isDeepStrictEqual } from 'node:util'
import type { Instant } from '../platform/clock/clock.ts'
import type { Account } from './account.ts'
import type { FieldName } from './field-names.ts'
import { fields, isGiven } from './fields.ts'

/**
 * Notes what a change has given: it meets what was demanded before, and a reviewer looks at what is new. The merchant has
 * begun with the first of it. Pure.
 *
 * @param sent The fields that the caller named, whether or not they are other than before.
 */
export const given = (before: Account, after: Account, sent: readonly FieldName[], now: Instant): Account => {
  const there = sent.filter((name) => isGiven(after, name))
  const isOther = (name: FieldName) =>
    !isDeepStrictEqual(fields[name].valueOf(before), fields[name].valueOf(after))
  const isDemanded = (name: FieldName) => before.demands.some(({ field }) => field === name)
  const looked = there.filter((name) => isOther(name) || isDemanded(name))
  return {
    ...after,
    startedAt: after.startedAt ?? now,
    givenIn: { ...after.givenIn, ...Object.fromEntries(there.map((name) => [name, after.version])) },
    review: { ...after.review, fields: [...new Set([...after.review.fields, ...looked])] },
  }
}
