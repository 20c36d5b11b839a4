import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { dropTimers } from '../platform/jobs/timers.ts'
import { wish } from './commands.ts'
import { paymentErrors } from './errors.ts'
import { expectProcessor } from './expect-takes-payments.ts'
import type { PaymentIntent } from './payment.ts'
import { captureRequest, voidRequest } from './processor-requests.ts'
import { type Recorded, captured, released, revised, timerKinds } from './record-answer.ts'

/**
 * Takes all or part of a hold, once; the rest is given back. A remote processor is asked for it next.
 * Source: contract, flint-commerce 6.5.
 */
export const captureHold = (
  ctx: Context,
  intent: PaymentIntent,
  asked: { amount: number; currency: string } | undefined,
): Recorded => {
  const amount = amountToCapture(ctx, intent, asked)
  const processor = expectProcessor(ctx)
  if (processor.isRemote) return wish(ctx, intent, { kind: 'capture', amount })
  const taken = processor.capture(captureRequest(ctx, intent, amount))
  if (taken.outcome === 'unknown') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
  if (taken.outcome === 'failed') throw refuseCapture(taken.message)
  return captured(ctx, intent, revised(ctx, intent), amount, [
    dropTimers(ctx, [{ kind: timerKinds.holdExpiry, subjectId: intent.paymentIntentId }]),
  ])
}

export const refuseCapture = (message?: string) =>
  refuse(paymentErrors.PAYMENT_AUTHORIZATION_NOT_CAPTURABLE, message === undefined ? {} : { message })

const amountToCapture = (
  ctx: Context,
  intent: PaymentIntent,
  asked: { amount: number; currency: string } | undefined,
): number => {
  if (intent.status === 'expired') throw refuse(paymentErrors.PAYMENT_AUTHORIZATION_EXPIRED)
  if (intent.status !== 'requires_capture')
    throw refuse(paymentErrors.INVALID_STATUS_FOR_CAPTURE, { extra: { current_status: intent.status } })
  if (intent.authorizationExpiresAt! <= ctx.now && intent.pendingCommand?.kind !== 'capture')
    throw refuse(paymentErrors.PAYMENT_AUTHORIZATION_EXPIRED)
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
  return amount
}

export type CancellationReason = 'requested_by_customer' | 'duplicate' | 'fraudulent' | 'abandoned'

/**
 * Gives up a plan or a hold. What is processing or taken cannot be canceled. A remote processor is asked first to give a
 * hold back, and to let a payment that waits for its buyer go no further. Source: contract, flint-commerce 6.3.
 */
export const cancelIntent = (
  ctx: Context,
  intent: PaymentIntent,
  reason: CancellationReason = 'requested_by_customer',
): Recorded => {
  const extra = { current_status: intent.status }
  if (intent.status === 'succeeded') throw refuseCancelOfSucceeded()
  if (intent.status === 'canceled' || intent.status === 'expired')
    throw refuse(paymentErrors.PAYMENT_ALREADY_CANCELED, { extra })
  if (intent.status === 'processing') throw refuse(paymentErrors.PAYMENT_INTENT_NOT_CANCELABLE, { extra })
  const isAtProcessor = intent.status === 'requires_capture' || intent.status === 'requires_action'
  const processor = isAtProcessor ? expectProcessor(ctx) : null
  if (processor?.isRemote)
    return wish(ctx, intent, { kind: 'void', becomes: { status: 'canceled', reason }, isByTime: false })
  if (processor && intent.status === 'requires_capture') {
    const voided = processor.void(voidRequest(ctx, intent))
    // Nothing is recorded as given back that the processor has not given back.
    if (voided.outcome === 'unknown') throw refuse(httpErrors.SERVICE_UNAVAILABLE)
    if (voided.outcome === 'failed') throw refuseVoid(intent, voided.message)
  }
  return released(ctx, intent, 'canceled', reason)
}

export const refuseCancelOfSucceeded = () =>
  refuse(paymentErrors.CANNOT_CANCEL_SUCCEEDED_PAYMENT, {
    extra: { current_status: 'succeeded', supported_actions: ['create_refund'] },
  })

export const refuseVoid = ({ status }: PaymentIntent, message?: string) =>
  refuse(paymentErrors.PAYMENT_INTENT_NOT_CANCELABLE, {
    ...(message === undefined ? {} : { message }),
    extra: { current_status: status },
  })
