import { paymentErrors } from '../payments/errors.ts'
import { expectOption, expectOptions, optionOf } from '../payments/payment-option.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { PaymentSource } from '../payments/processors/processor.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { Order } from './order.ts'

/** What a new leg can be paid with unless told otherwise: by a buyer, what their checkout offers. Source: contract, flint-commerce 8.1. */
export const offeredOptions = (ctx: Context, order: Order): readonly string[] =>
  optionsOfBuyer(ctx, order) ?? ['card']

/** A buyer cannot choose what their checkout does not offer. */
export const expectOffered = (
  ctx: Context,
  order: Order,
  chosen: readonly string[],
  paramOf = (index: number) => `payment_options[${index}]`,
): void => {
  const offered = optionsOfBuyer(ctx, order)
  const refused = offered ? chosen.findIndex((option) => !offered.includes(option)) : -1
  if (refused >= 0)
    throw refuse(paymentErrors.PAYMENT_OPTION_NOT_ALLOWED, {
      param: paramOf(refused),
      extra: { payment_option: chosen[refused]! },
    })
}

/**
 * The leg with the options it has when it is charged with this source. The one of a one-shot pay never had a list to
 * choose from: it is paid with what was sent, or by a buyer with what their checkout offers.
 */
export const payableWith = (
  ctx: Context,
  order: Order,
  leg: PaymentIntent,
  source: PaymentSource,
  param: string,
): PaymentIntent => {
  const option = optionOf(source)
  expectOffered(ctx, order, [option], () => param)
  if (leg.ownership !== 'pay') {
    expectOption(leg.paymentOptions, source, param)
    return leg
  }
  expectOptions({ ...leg, paymentOptions: [option] }, () => param)
  return { ...leg, paymentOptions: [...(optionsOfBuyer(ctx, order) ?? [option])] }
}

/** Null for everybody but the buyer. */
const optionsOfBuyer = (
  { caller }: Context,
  { openCheckoutSession: open }: Order,
): readonly string[] | null =>
  caller.kind === 'checkout_session' && open?.checkoutSessionId === caller.checkoutSessionId
    ? open.paymentOptions
    : null
