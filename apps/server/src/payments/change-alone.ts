import { appendEntries } from '../ledger/queries.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { type BegunCommand, begunBy } from './commands.ts'
import { paymentErrors } from './errors.ts'
import type { PaymentIntent } from './payment.ts'
import { lockIntent, saveIntents } from './queries.ts'
import type { Recorded } from './record-answer.ts'

/** What is written with the result of a payment that belongs to no order. */
export const writesAlone = (ctx: Context, recorded: Recorded): Statement<void>[] => [
  saveIntents([recorded.intent]),
  ...appendEntries(ctx, recorded.entries.length > 0 ? [recorded.entries] : []),
  ...recordEvents(ctx, recorded.events),
  ...recorded.timers,
]

/**
 * Changes a payment that belongs to no order under its own lock; null leaves it as it is. `finish` is for what it asks of a
 * remote processor. `show` says what the caller is given.
 */
export const changeAlone = <R>(
  ctx: Context,
  paymentIntentId: string,
  decide: (intent: PaymentIntent) => Recorded | null,
  show: (intent: PaymentIntent) => R,
  more: Statement<void>[] = [],
  finish: (begun: BegunCommand) => Promise<R> = () => Promise.reject(new Error('Nobody finishes this')),
): Promise<R> =>
  inSteps(
    ctx,
    { intent: lockIntent(ctx, paymentIntentId) },
    ({ intent }): Decision<R, BegunCommand> => {
      if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
      const recorded = decide(intent)
      return {
        result: show(recorded?.intent ?? intent),
        writes: recorded ? [...writesAlone(ctx, recorded), ...more] : more,
        wake: ['events', 'timers'],
        ...begunBy(recorded),
      }
    },
    finish,
  )
