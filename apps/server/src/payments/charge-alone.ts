import { appendEntries } from '../ledger/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { authorize } from './ask-processor.ts'
import { expectOption } from './payment-option.ts'
import type { PaymentIntent } from './payment.ts'
import type { PaymentSource } from './processors/processor.ts'
import { saveIntents } from './queries.ts'
import { beginCharge, recordAnswer } from './record-answer.ts'

/** Charges a payment that belongs to no order, and all that is written with it. `more` are writes of the caller. */
export const chargeAlone = (
  ctx: Context,
  before: PaymentIntent,
  source: PaymentSource,
  more: Statement<void>[],
): Decision<PaymentIntent> => {
  expectOption(before.paymentOptions, source, 'payment_source_token')
  const charged = beginCharge(ctx, before, source)
  const recorded = recordAnswer(ctx, before, charged, authorize(ctx, charged, source))
  return {
    result: recorded.intent,
    writes: [
      saveIntents([recorded.intent]),
      ...appendEntries(ctx, recorded.entries.length > 0 ? [recorded.entries] : []),
      ...recordEvents(ctx, recorded.events),
      ...recorded.timers,
      ...more,
    ],
    wake: ['events', 'timers'],
  }
}
