import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { changeAlone, writesAlone } from './change-alone.ts'
import { type BegunCharge, hearOfBegun } from './hear.ts'
import { expectOption } from './payment-option.ts'
import type { PaymentIntent } from './payment.ts'
import type { PaymentSource } from './processors/processor.ts'
import { recordHeard } from './record-heard.ts'
import { begunAmong, startCharge } from './start-charge.ts'

/** Charges a payment that belongs to no order, and all that is written with it. `more` are writes of the caller. */
export const chargeAlone = (
  ctx: Context,
  before: PaymentIntent,
  source: PaymentSource,
  more: Statement<void>[],
): Decision<PaymentIntent, BegunCharge> => {
  expectOption(before.paymentOptions, source, 'payment_source_token')
  const recorded = startCharge(ctx, before, source)
  const [begun] = begunAmong([recorded])
  return {
    result: recorded.intent,
    writes: [...writesAlone(ctx, recorded), ...more],
    wake: ['events', 'timers'],
    ...(begun ? { begun } : {}),
  }
}

/** Asks the remote processor for what `chargeAlone` began, and records what it says. */
export const finishAlone = async (
  ctx: Context,
  begun: BegunCharge,
  isRepeated: boolean,
): Promise<PaymentIntent> => {
  const heard = await hearOfBegun(ctx, [begun], isRepeated)
  return changeAlone(
    heard.ctx,
    begun.paymentIntentId,
    (current) => recordHeard(heard, [current])[0] ?? null,
    (intent) => intent,
  )
}
