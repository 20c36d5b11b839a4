import { type Customer, lockCustomer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentMethodErrors } from './errors.ts'
import type { PaymentMethod } from './payment-method.ts'
import { findPaymentMethod, lockPaymentMethod } from './queries.ts'

/** Changes a saved card under its customer's lock and its own. The customer is null once they were erased. */
export const changePaymentMethod = async <R>(
  ctx: Context,
  paymentMethodId: string,
  decide: (method: PaymentMethod, customer: Customer | null) => Decision<R>,
): Promise<R> => {
  const found = await ctx.db.run(findPaymentMethod(ctx, paymentMethodId))
  if (!found) throw refuseUnknownMethod()
  return transact(
    ctx,
    { customer: lockCustomer(ctx, found.customerId), method: lockPaymentMethod(ctx, paymentMethodId) },
    ({ customer, method }) => decide(method!, customer),
  )
}

export const refuseUnknownMethod = () =>
  refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_FOUND, { param: 'payment_method_id' })
