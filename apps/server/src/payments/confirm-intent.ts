import { appendEntries } from '../ledger/queries.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { PaymentIntent } from './payment.ts'
import { authorizeRequest } from './processor-requests.ts'
import { simulator } from './processors/simulator/talk.ts'
import { lockIntent, saveIntents } from './queries.ts'
import { beginCharge, recordAnswer } from './record-answer.ts'
import { lockTokens, sourceOfToken, useTokens } from './source.ts'

const confirmable: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation'])

/** Charges a payment that belongs to no order. A decline is an outcome. Source: contract, flint-commerce 6.2, 6.3. */
export const confirmStandalone = (
  ctx: Context,
  paymentIntentId: string,
  token: string,
): Promise<PaymentIntent> =>
  transact(
    ctx,
    { intent: lockIntent(ctx, paymentIntentId), tokens: lockTokens(ctx, [token]) },
    ({ intent: before, tokens }) => {
      if (!before) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
      if (!confirmable.has(before.status))
        throw refuse(paymentErrors.PAYMENT_CONFIRMATION_STATE_CHANGED, {
          param: 'payment_intent_id',
          extra: { current_status: before.status },
        })
      const source = sourceOfToken(ctx, tokens, token, 'payment_source_token')
      const charged = beginCharge(ctx, before, source)
      const recorded = recordAnswer(
        ctx,
        before,
        charged,
        simulator.authorize(authorizeRequest(ctx, charged, source)),
      )
      return {
        result: recorded.intent,
        writes: [
          saveIntents([recorded.intent]),
          ...appendEntries(ctx, recorded.entries.length > 0 ? [recorded.entries] : []),
          ...recordEvents(ctx, recorded.events),
          ...recorded.timers,
          ...useTokens(ctx, tokens),
        ],
        wake: ['events', 'timers'],
      }
    },
  )
