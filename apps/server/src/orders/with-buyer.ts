import type { Context } from '../platform/context.ts'
import { withContact } from './buyer-contact.ts'
import type { Order } from './order.ts'
import type { PayBody } from './pay-schemas.ts'

/** The order with what a payment says of its buyer: how to reach them, and that they agree to the seller's terms. */
export const withBuyer = (ctx: Context, order: Order, input: PayBody): Order => {
  const { email = input.buyer_email, phone = input.buyer_phone, billing_address } = input.buyer_contact ?? {}
  const known = withContact(order, { email, phone, billing_address })
  return input.terms_of_service_accepted ? withTerms(ctx, known) : known
}

/** Nobody but the buyer can agree, and the first time counts. */
const withTerms = (ctx: Context, order: Order): Order => {
  const open = order.openCheckoutSession
  if (ctx.caller.kind !== 'checkout_session' || !open || open.termsAcceptedAt) return order
  return { ...order, openCheckoutSession: { ...open, termsAcceptedAt: ctx.now } }
}
