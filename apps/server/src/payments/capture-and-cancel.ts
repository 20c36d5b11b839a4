import { simulator } from './processors/simulator/talk.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { PaymentIntent } from './payment.ts'
import { type Recorded, captured, released, timerKinds } from './record-answer.ts'
import { dropTimers } from '../platform/jobs/timers.ts'

/** Takes all or part of a hold, once; the rest is given back. Source: contract, flint-commerce 6.5. */
export const captureHold = (
  ctx: Context,
  intent: PaymentIntent,
  asked: { amount: number; currency: string } | undefined,
): Recorded => {
  if (intent.status === 'expired') throw refuse(paymentErrors.PAYMENT_AUTHORIZATION_EXPIRED)
  if (intent.status !== 'requires_capture')
    throw refuse(paymentErrors.INVALID_STATUS_FOR_CAPTURE, { extra: { current_status: intent.status } })
  if (intent.authorizationExpiresAt! <= ctx.now) throw refuse(paymentErrors.PAYMENT_AUTHORIZATION_EXPIRED)
  if (asked && asked.currency !== intent.currency)
    throw refuse(paymentErrors.CAPTURE_CURRENCY_MISMATCH, { param: 'amount_money.currency' })
  const amount = asked?.amount ?? intent.authorized
  if (amount < 1) throw refuse(paymentErrors.INVALID_CAPTURE_AMOUNT, { param: 'amount_money.amount' })
  if (amount > intent.authorized)
    throw refuse(paymentErrors.CAPTURE_AMOUNT_EXCEEDS_CAPTURABLE, {
      param: 'amount_money',
      extra: {
        maximum_money: { amount: intent.authorized, currency: intent.currency },
        submitted_money: { amount, currency: intent.currency },
      },
    })
  const taken = simulator.capture({
    reference: intent.processorReference!,
    chargeId: intent.chargeId!,
    amount,
    currency: intent.currency,
  })
  if (taken.outcome === 'unknown') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  if (taken.outcome === 'failed')
    throw refuse(paymentErrors.PAYMENT_AUTHORIZATION_NOT_CAPTURABLE, { message: taken.message })
  return captured(ctx, intent, { ...intent, version: intent.version + 1, updatedAt: ctx.now }, amount, [
    dropTimers(ctx, [{ kind: timerKinds.holdExpiry, subjectId: intent.paymentIntentId }]),
  ])
}

export type CancellationReason = 'requested_by_customer' | 'duplicate' | 'fraudulent' | 'abandoned'

/** Gives up a plan or a hold. What is processing or taken cannot be canceled. Source: contract, flint-commerce 6.3. */
export const cancelIntent = (
  ctx: Context,
  intent: PaymentIntent,
  reason: CancellationReason | undefined,
): Recorded => {
  const extra = { current_status: intent.status }
  if (intent.status === 'succeeded')
    throw refuse(paymentErrors.CANNOT_CANCEL_SUCCEEDED_PAYMENT, {
      extra: { ...extra, supported_actions: ['create_refund'] },
    })
  if (intent.status === 'canceled' || intent.status === 'expired')
    throw refuse(paymentErrors.PAYMENT_ALREADY_CANCELED, { extra })
  if (intent.status === 'processing') throw refuse(paymentErrors.PAYMENT_INTENT_NOT_CANCELABLE, { extra })
  if (intent.status === 'requires_capture') giveBack(intent)
  return released(ctx, intent, 'canceled', reason ?? 'requested_by_customer')
}

/** Nothing is recorded as given back that the processor has not given back. */
const giveBack = ({ processorReference, chargeId, status }: PaymentIntent) => {
  const voided = simulator.void({ reference: processorReference!, chargeId: chargeId! })
  if (voided.outcome === 'unknown') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  if (voided.outcome === 'failed')
    throw refuse(paymentErrors.PAYMENT_INTENT_NOT_CANCELABLE, {
      message: voided.message,
      extra: { current_status: status },
    })
}
