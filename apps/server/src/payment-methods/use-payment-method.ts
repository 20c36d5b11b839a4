import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { areDetailsKept, isBuyer } from './details-kept.ts'
import { paymentMethodErrors } from './errors.ts'
import { type PaymentMethod, type SavedCard, statusAt } from './payment-method.ts'

/**
 * The saved card that is to be charged for `customerId`, the customer of the order or the payment. Refused unless it is
 * active and that customer's; to a buyer, another's card is not there at all. Source: contract, flint-commerce 7.2.
 */
export const expectUsable = (
  ctx: Context,
  methods: readonly PaymentMethod[],
  paymentMethodId: string,
  customerId: string | null,
  param: string,
): SavedCard => {
  const method = methods.find((one) => one.paymentMethodId === paymentMethodId)
  const isTheirs = method !== undefined && method.customerId === customerId
  if (!method || (!isTheirs && isBuyer(ctx)) || !areDetailsKept(ctx))
    throw refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND, { param })
  if (!isTheirs)
    throw refuse(paymentMethodErrors.PAYMENT_METHOD_CUSTOMER_MISMATCH, {
      param,
      ...(customerId === null
        ? { message: 'What is paid has no customer; a saved card belongs to one.' }
        : {}),
    })
  const status = statusAt(method, ctx.now)
  if (status !== 'active' || !method.card)
    throw refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE, { param, extra: { current_status: status } })
  return { ...method, card: method.card }
}
