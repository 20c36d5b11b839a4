import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { lockRefund, saveRefund } from './queries.ts'
import type { Refund, RefundLeg } from './refund.ts'
import { isOpen } from './settle-legs.ts'

const isUnsent = (leg: RefundLeg): boolean => isOpen(leg) && leg.sentAt === null

/**
 * Commits that a remote processor is about to be asked for money, before it is. Whoever comes later, even days after a crash,
 * when the processor has forgotten our name for the first call, looks for the refund before it is sent again.
 *
 * @returns The payments whose money is asked for the first time now, and by nobody but the caller.
 */
export const beginToSend = async (ctx: Context, found: Refund): Promise<ReadonlySet<string>> => {
  if (!found.legs.some(isUnsent)) return new Set()
  return transact(ctx, { refund: lockRefund(ctx, found.refundId) }, ({ refund: before }) => {
    const first = new Set(before!.legs.filter(isUnsent).map((leg) => leg.paymentIntentId))
    if (first.size === 0) return { result: first, writes: [] }
    const legs = before!.legs.map((leg) => (isUnsent(leg) ? { ...leg, sentAt: ctx.now } : leg))
    return {
      result: first,
      writes: [saveRefund({ ...before!, legs, version: before!.version + 1, updatedAt: ctx.now })],
    }
  })
}
