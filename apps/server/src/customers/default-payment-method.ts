import type { Context } from '../platform/context.ts'
import { type Customer, changed } from './customer.ts'

/** The customer as `saveDefaultPaymentMethod` leaves it in the database: what `customerUpdated` must announce. */
export const withDefaultPaymentMethod = (
  ctx: Context,
  customer: Customer,
  defaultPaymentMethodId: string | null,
): Customer => changed(customer, ctx.now, { defaultPaymentMethodId })
