import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentLimitsOf } from '../settings/index.ts'
import { paymentErrors } from './errors.ts'
import type { PaymentIntent } from './payment.ts'

const smallestUsd = 50

/** Source: contract, flint-commerce 6.2 (tip within amount) and 19 row 11. */
export const checkAmounts = (ctx: Context, intent: Pick<PaymentIntent, 'amount' | 'tip' | 'currency'>) => {
  if (intent.tip > intent.amount)
    throw refuse(httpErrors.INVALID_AMOUNT, {
      param: 'tip_money',
      message: 'The tip is part of the amount and cannot be larger.',
    })
  expectChargeable(ctx, intent, 'amount_money')
}

/** Neither too small to be charged, nor outside of what the merchant takes in one payment. */
export const expectChargeable = (
  ctx: Context,
  { amount, currency }: Pick<PaymentIntent, 'amount' | 'currency'>,
  param: string,
) => {
  const limits = paymentLimitsOf(ctx, currency)
  const smallest = Math.max(currency === 'USD' ? smallestUsd : 0, limits.from ?? 0)
  const submitted_money = { amount, currency }
  if (amount < smallest)
    throw refuse(paymentErrors.VALIDATION_ERROR, {
      param,
      extra: { required_money: { amount: smallest, currency }, submitted_money },
    })
  if (limits.upTo !== null && amount > limits.upTo)
    throw refuse(paymentErrors.VALIDATION_ERROR, {
      param,
      message: 'The amount is more than this merchant takes in one payment.',
      extra: { maximum_money: { amount: limits.upTo, currency }, submitted_money },
    })
}
