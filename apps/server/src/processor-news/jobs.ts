import { foldDispute } from '../disputes/index.ts'
import { resolvePayment } from '../orders/resolve-payment.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type TimerHandler, setTimer } from '../platform/jobs/timers.ts'
import { finishRefund } from '../refunds/finish-refund.ts'
import { foldRefund } from '../refunds/fold-refund.ts'
import { syncAccount } from '../verification/index.ts'
import { newsTimerKinds } from './note-news.ts'
import { reopenRefund } from './reopen-refund.ts'

const lookAgainMs = 2000

type Fold = (ctx: Context, reference: string) => Promise<'folded' | 'too_early'>

/** News can be quicker than the answer to what they are about: then they are looked at again. */
const unlessTooEarly =
  (kind: string, fold: Fold): TimerHandler =>
  async (ctx, reference) => {
    if ((await fold(ctx, reference)) === 'too_early')
      await ctx.db.run(setTimer(ctx, kind, reference, plusMs(ctx.now, lookAgainMs)))
  }

/** Each asks the processor what is so now, whatever the news said. */
export const processorNewsTimers: Record<string, TimerHandler> = {
  [newsTimerKinds.payment]: resolvePayment,
  [newsTimerKinds.refund]: finishRefund,
  [newsTimerKinds.failedRefund]: async (ctx, refundId) => {
    await reopenRefund(ctx, refundId)
    await finishRefund(ctx, refundId)
  },
  [newsTimerKinds.refundMadeThere]: unlessTooEarly(newsTimerKinds.refundMadeThere, foldRefund),
  [newsTimerKinds.dispute]: unlessTooEarly(newsTimerKinds.dispute, foldDispute),
  [newsTimerKinds.account]: syncAccount,
}
