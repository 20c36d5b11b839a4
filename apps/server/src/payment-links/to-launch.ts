import { checkoutSecret } from '../checkout-sessions/credential.ts'
import type { SessionWithOrder } from '../checkout-sessions/session.ts'
import { hostedUrl, toCheckoutSession } from '../checkout-sessions/to-checkout-session.ts'
import type { Context } from '../platform/context.ts'

/** The checkout as its buyer sees it, with the address that opens it: whoever resolved the link is that buyer. */
export const toLaunch = (ctx: Context, opened: SessionWithOrder) => {
  const { checkoutSessionId, environmentId, orderId } = opened.session
  const buyer: Context = { ...ctx, caller: { kind: 'checkout_session', checkoutSessionId, orderId } }
  const session = { ...toCheckoutSession(buyer, opened), url: hostedUrl(ctx, opened.session) }
  return {
    ...session,
    checkout_session: session,
    checkout_access: { checkout_auth_token: checkoutSecret(ctx.secrets, environmentId, checkoutSessionId) },
    reused_existing: false,
  }
}
