import { takesPayments } from '../payments/expect-takes-payments.ts'
import type { Context } from '../platform/context.ts'
import type { CheckoutSession } from './session.ts'

type Payments = CheckoutSession['settings']['payments']

/** While the merchant may not take live payments there is nothing to pay with. Source: contract, flint-platform 15. */
export const offeredPayments = (ctx: Context, payments: Payments): Payments | null =>
  takesPayments(ctx) ? (payments ?? null) : { ...payments, enabled_payment_options: [] }
