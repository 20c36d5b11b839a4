import { httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { PaymentIntent } from './payment.ts'

const smallestUsd = 50

/** Source: contract, flint-commerce 6.2 (tip within amount) and 19 row 11. */
export const checkAmounts = (intent: Pick<PaymentIntent, 'amount' | 'tip' | 'currency'>) => {
  if (intent.tip > intent.amount)
    throw refuse(httpErrors.INVALID_AMOUNT, {
      param: 'tip_money',
      message: 'The tip is part of the amount and cannot be larger.',
    })
  expectChargeable(intent, 'amount_money')
}

export const expectChargeable = (
  { amount, currency }: Pick<PaymentIntent, 'amount' | 'currency'>,
  param: string,
) => {
  if (currency === 'USD' && amount < smallestUsd)
    throw refuse(paymentErrors.VALIDATION_ERROR, {
      param,
      extra: { required_money: { amount: smallestUsd, currency }, submitted_money: { amount, currency } },
    })
}
