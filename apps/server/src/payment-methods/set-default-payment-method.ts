import {
  customerErrors,
  customerUpdated,
  saveDefaultPaymentMethod,
  withDefaultPaymentMethod,
} from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { changePaymentMethod } from './change-payment-method.ts'
import { paymentMethodErrors } from './errors.ts'
import { type PaymentMethod, statusAt } from './payment-method.ts'

/** Makes a card the one that the customer is charged with when none is named. Source: contract, flint-commerce 7.2. */
export const setDefaultPaymentMethod = (ctx: Context, paymentMethodId: string): Promise<PaymentMethod> =>
  changePaymentMethod(ctx, paymentMethodId, (method, customer) => {
    const param = 'payment_method_id'
    const status = statusAt(method, ctx.now)
    if (status !== 'active')
      throw refuse(paymentMethodErrors.PAYMENT_METHOD_NOT_ACTIVE, {
        param,
        extra: { current_status: status },
      })
    if (method.usage !== 'off_session')
      throw refuse(paymentMethodErrors.PAYMENT_METHOD_ON_SESSION_ONLY, { param })
    if (!customer) throw refuse(customerErrors.CUSTOMER_NOT_FOUND, { param })
    if (customer.defaultPaymentMethodId === paymentMethodId) return { result: method, writes: [] }
    return {
      result: method,
      writes: [
        saveDefaultPaymentMethod(ctx, customer.customerId, paymentMethodId),
        ...recordEvents(ctx, [customerUpdated(withDefaultPaymentMethod(ctx, customer, paymentMethodId))]),
      ],
      wake: ['events'],
    }
  })
