import { type Instant, dayMs, hourMs, minuteMs, plusMs } from '../../platform/clock/clock.ts'
import type { Account } from '../account.ts'
import { isGiven } from '../fields.ts'
import { approved, rejected, withDemands } from '../review.ts'
import type { Reviewer } from './reviewer.ts'

/**
 * Approves whatever is whole, at once. Other outcomes are asked for by the merchant's website, at names that no real
 * site can have: `test` is reserved. Source: RFC 2606 and docs/guides/verification.md.
 */
export const automatic: Reviewer = {
  name: 'automatic',
  review: (account, now) => (account.review.state === 'in_review' ? reviewed(account, now) : account),
}

const magic = {
  pending: /^pending-(\d{1,4})([smhd])\.flint\.test$/,
  needsDocument: /^needs-document\.flint\.test$/,
  rejected: /^rejected\.flint\.test$/,
  dueLater: /^due-in-(\d{1,4})d\.flint\.test$/,
}
const unitMs = { s: 1000, m: minuteMs, h: hourMs, d: dayMs } as const

const reviewed = (account: Account, now: Instant): Account => {
  const host = URL.parse(account.profile.websiteUrl ?? '')?.hostname ?? ''
  const pending = magic.pending.exec(host)
  if (pending) return afterWaiting(account, now, Number(pending[1]) * unitMs[pending[2] as 's'])
  if (magic.rejected.test(host)) return rejected(account, 'This business cannot be served.')
  if (magic.needsDocument.test(host) && !isGiven(account, 'identity_document'))
    return withDemands(account, {
      fields: ['identity_document'],
      fromAt: now,
      dueAt: null,
      message: 'Please show who you are.',
    })
  const dueLater = magic.dueLater.exec(host)
  if (dueLater && account.review.approvedAt === null)
    return dueAfter(approved(account, now), now, Number(dueLater[1]) * dayMs)
  return approved(account, now)
}

const afterWaiting = (account: Account, now: Instant, waitMs: number): Account => {
  const decideAt = account.review.decideAt ?? plusMs(account.review.submittedAt ?? now, waitMs)
  return decideAt <= now ? approved(account, now) : { ...account, review: { ...account.review, decideAt } }
}

const dueAfter = (account: Account, now: Instant, afterMs: number): Account =>
  withDemands(account, {
    fields: ['identity_document'],
    fromAt: plusMs(now, afterMs),
    dueAt: plusMs(now, 2 * afterMs),
    message: 'Please show once more who you are.',
  })
