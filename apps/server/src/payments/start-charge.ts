import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { authorize } from './ask-processor.ts'
import { askAgainMs } from './ask-remote.ts'
import type { BegunCharge } from './hear.ts'
import { expectProcessor } from './expect-takes-payments.ts'
import type { PaymentIntent } from './payment.ts'
import type { PaymentSource } from './processors/processor.ts'
import { type Recorded, beginCharge, recordAnswer, timerKinds } from './record-answer.ts'

/** A new try to charge, with its answer where the processor answers at once. Otherwise it is begun: the processor is asked next. */
export const startCharge = (ctx: Context, before: PaymentIntent, source: PaymentSource): Recorded => {
  const charged = beginCharge(ctx, before, source)
  const answer = authorize(ctx, charged, source)
  return answer ? recordAnswer(ctx, before, charged, answer) : begun(ctx, before, charged)
}

/**
 * A new try to charge that the worker makes, as soon as it is recorded. A processor in process hears of it as of one whose
 * result was not known; a remote one is asked as always.
 */
export const startChargeLater = (ctx: Context, before: PaymentIntent, source: PaymentSource): Recorded =>
  expectProcessor(ctx).isRemote
    ? startCharge(ctx, before, source)
    : recordAnswer(ctx, before, beginCharge(ctx, before, source), {
        outcome: 'unknown',
        reference: null,
        askAgainAt: ctx.now,
      })

/** Nobody is told of it yet: the answer follows within seconds, or the worker asks for it. */
const begun = (ctx: Context, before: PaymentIntent, intent: PaymentIntent): Recorded => ({
  before,
  intent,
  entries: [],
  events: [],
  timers: [setTimer(ctx, timerKinds.resolve, intent.paymentIntentId, plusMs(ctx.now, askAgainMs))],
})

/** Those for which a remote processor is to be asked now. */
export const begunAmong = (recorded: readonly Pick<Recorded, 'intent'>[]): BegunCharge[] =>
  recorded.flatMap(({ intent: { paymentIntentId, chargeId, status, unanswered } }) =>
    status === 'processing' && unanswered === 0 ? [{ paymentIntentId, chargeId: chargeId! }] : [],
  )
