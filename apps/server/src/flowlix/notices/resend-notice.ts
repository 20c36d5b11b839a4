import { plusMs } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/context.ts'
import { transact, writeOnce } from '../../platform/db/transact.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { beforeAnswer, expectUnanswered, findEarlierAnswer } from '../../platform/idempotency/answer-later.ts'
import { deliveryLeaseMs } from '../../webhooks/delivery.ts'
import { webhookErrors } from '../../webhooks/errors.ts'
import { attemptNotice } from './attempt-notice.ts'
import { type Notice, settledBy } from './notice.ts'
import { leaseNotice, lockNotice, settleNotice } from './notice-queries.ts'
import { findNoticeToSend } from './notice-queue.ts'

/**
 * Makes one more attempt of a notice, in whatever status, and waits for it. Success makes it delivered; a failure leaves status
 * and retries as they were. A transaction leases it, the attempt is made with none open, its outcome and the caller's answer
 * are written together.
 */
export const resendNotice = async (ctx: Context, noticeId: string): Promise<Notice> => {
  const leased = await transact(
    beforeAnswer(ctx),
    {
      notice: lockNotice(ctx, noticeId),
      earlier: findEarlierAnswer(ctx),
      due: findNoticeToSend(ctx, noticeId),
    },
    ({ notice, earlier, due }) => {
      expectUnanswered(earlier)
      if (!notice || !due) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'flowlix_notice_id' })
      if (notice.leasedUntil !== null && notice.leasedUntil > ctx.systemClock.now())
        throw refuse(webhookErrors.WEBHOOK_DELIVERY_IN_FLIGHT, { param: 'flowlix_notice_id' })
      if (!due.isDeliverable) throw refuse(webhookErrors.WEBHOOK_ENDPOINT_NOT_ACTIVE)
      const taken: Notice = { ...notice, leasedUntil: plusMs(ctx.systemClock.now(), deliveryLeaseMs) }
      return { result: { ...due, notice: taken }, writes: [leaseNotice(taken)] }
    },
  )
  const settled = settledBy(leased.notice, await attemptNotice(ctx, leased), false)
  return writeOnce(ctx, { result: settled, writes: [settleNotice(leased.notice, settled)] })
}
