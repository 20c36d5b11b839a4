import { foldDispute } from '../disputes/index.ts'
import { resolvePayment } from '../orders/resolve-payment.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { type TimerHandler, setTimer } from '../platform/jobs/timers.ts'
import { finishRefund } from '../refunds/finish-refund.ts'
import { syncAccount } from '../verification/index.ts'
import { newsTimerKinds } from './note-news.ts'
import { reopenRefund } from './reopen-refund.ts'

const lookAgainMs = 2000

/** Each asks the processor what is so now, whatever the news said. */
export const processorNewsTimers: Record<string, TimerHandler> = {
  [newsTimerKinds.payment]: resolvePayment,
  [newsTimerKinds.refund]: finishRefund,
  [newsTimerKinds.failedRefund]: async (ctx, refundId) => {
    await reopenRefund(ctx, refundId)
    await finishRefund(ctx, refundId)
  },
  [newsTimerKinds.dispute]: async (ctx, reference) => {
    if ((await foldDispute(ctx, reference)) === 'too_early')
      await ctx.db.run(setTimer(ctx, newsTimerKinds.dispute, reference, plusMs(ctx.now, lookAgainMs)))
  },
  [newsTimerKinds.account]: syncAccount,
}
