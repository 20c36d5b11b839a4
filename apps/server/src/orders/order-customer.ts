import { type Customer, customerErrors } from '../customers/index.ts'
import { refuse } from '../platform/http/errors.ts'
import { orderErrors } from './errors.ts'
import { newTax } from './new-tax.ts'
import type { Order } from './order.ts'

/** An order gets its customer once, before anything was collected and while no buyer looks at it. Source: contract, flint-commerce 17. */
export const expectCustomerSettable = (
  order: Order,
  customerId: string,
  customer: Customer | null,
  param = 'customer_id',
) => {
  if (!customer) throw refuse(customerErrors.CUSTOMER_NOT_FOUND, { param })
  if (order.customerId === customerId) return
  if (order.customerId !== null) throw refuse(orderErrors.ORDER_CUSTOMER_ALREADY_SET, { param })
  if (order.settlement.paid > 0)
    throw refuse(orderErrors.ORDER_CUSTOMER_NOT_UPDATABLE_AFTER_PAYMENT, { param })
  if (order.openCheckoutSession)
    throw refuse(orderErrors.ORDER_CUSTOMER_CHECKOUT_ACTIVE, {
      param,
      extra: { current_checkout_session_id: order.openCheckoutSession.checkoutSessionId },
    })
}

/** The order as this customer's, with what that means for its tax; not priced yet. */
export const withCustomer = (order: Order, customer: Customer): Order => ({
  ...order,
  customerId: customer.customerId,
  tax: newTax(undefined, false, order.currency, order.tax, customer),
})
