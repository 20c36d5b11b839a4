import { foldDispute } from '../disputes/index.ts'
import { resolvePayment } from '../orders/resolve-payment.ts'
import type { TimerHandler } from '../platform/jobs/timers.ts'
import { finishRefund } from '../refunds/finish-refund.ts'
import { syncAccount } from '../verification/index.ts'
import { newsTimerKinds } from './note-news.ts'
import { reopenRefund } from './reopen-refund.ts'

/** Each asks the processor what is so now, whatever the news said. */
export const processorNewsTimers: Record<string, TimerHandler> = {
  [newsTimerKinds.payment]: resolvePayment,
  [newsTimerKinds.refund]: finishRefund,
  [newsTimerKinds.failedRefund]: async (ctx, refundId) => {
    await reopenRefund(ctx, refundId)
    await finishRefund(ctx, refundId)
  },
  [newsTimerKinds.dispute]: foldDispute,
  [newsTimerKinds.account]: syncAccount,
}
