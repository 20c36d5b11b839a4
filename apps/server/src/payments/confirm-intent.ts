import { lockPaymentMethods } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { inSteps } from '../platform/db/in-steps.ts'
import { refuse } from '../platform/http/errors.ts'
import { chargeAlone, finishAlone } from './charge-alone.ts'
import { expectChargeable } from './check-amounts.ts'
import { paymentErrors } from './errors.ts'
import { expectTakesPayments } from './expect-takes-payments.ts'
import type { PaymentIntent } from './payment.ts'
import { keptSource } from './processor-requests.ts'
import { lockIntent } from './queries.ts'
import {
  type GivenSource,
  type StoredSources,
  lockTokens,
  methodsAmong,
  sourceOf,
  tokensAmong,
  useTokens,
} from './source.ts'

const confirmable: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation'])

/**
 * Charges a payment that belongs to no order; without a source, with the one it was created with. A decline is an
 * outcome. Source: contract, flint-commerce 6.2, 6.3.
 */
export const confirmStandalone = (
  ctx: Context,
  found: PaymentIntent,
  given: GivenSource | null,
): Promise<PaymentIntent> => {
  const { paymentIntentId } = found
  // A saved card that was attached is charged as if it were named now: it may have been removed meanwhile.
  const source = given ?? attachedMethod(found)
  const sources = source ? [source] : []
  return inSteps(
    ctx,
    {
      intent: lockIntent(ctx, paymentIntentId),
      tokens: lockTokens(ctx, tokensAmong(sources)),
      methods: lockPaymentMethods(ctx, methodsAmong(sources)),
    },
    ({ intent: before, ...stored }) => {
      if (!before) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
      if (!confirmable.has(before.status) || (!given && before.status !== 'requires_confirmation'))
        throw refuse(paymentErrors.PAYMENT_CONFIRMATION_STATE_CHANGED, {
          param: 'payment_intent_id',
          extra: { current_status: before.status },
        })
      expectTakesPayments(ctx)
      expectChargeable(ctx, before, 'payment_intent_id')
      return chargeAlone(ctx, before, chosen(ctx, stored, source, before), useTokens(ctx, stored.tokens))
    },
    (begun, isRepeated) => finishAlone(ctx, begun, isRepeated),
  )
}

const attachedMethod = ({ paymentMethodId }: PaymentIntent): GivenSource | null =>
  paymentMethodId === null ? null : { paymentMethodId, param: 'payment_method_id' }

const chosen = (ctx: Context, stored: StoredSources, source: GivenSource | null, intent: PaymentIntent) =>
  source ? sourceOf(ctx, stored, source, intent.customerId, 'payment_source_token') : keptSource(intent)
