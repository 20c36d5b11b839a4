import { openDraft } from '../../checkout-sessions/create-session.ts'
import type { Settings } from '../../checkout-sessions/input-schemas.ts'
import { numberedDraft } from '../../orders/create-order.ts'
import { expectTakesPayments } from '../../payments/expect-takes-payments.ts'
import type { Context } from '../../platform/context.ts'
import { allowPrivateIn, checkTargetUrl } from '../../webhooks/target-url.ts'
import { refuseFlowlix } from '../face/errors.ts'
import type { FlowlixPayment, Profile } from '../flowlix-payment.ts'
import type { PaymentInput } from '../input-schemas.ts'
import { newFlowlixPayment } from '../new-payment.ts'
import { insertPayment } from '../payment-queries.ts'
import { hostedPagePath } from './page-address.ts'

export type HostedPaymentInput = PaymentInput & {
  /** Forms A and B. */
  redirect_url?: string
  /** Form C. */
  return_url?: string
  /** Form A. */
  callback_url?: string | null
}

/** How long the page stays open. Source: contract, flowlix 8. */
const lifetimeSeconds = 86_400

/** A single price, paid by card: nothing of what other checkouts offer, whatever the merchant has set for those. */
const settings: Settings = {
  payments: { enabled_payment_options: ['card'] },
  expiration: { expires_in_seconds: lifetimeSeconds },
  promotion_config: { codes_enabled: false },
  tip: { enabled: false },
  tax: { enabled: false },
}

/**
 * Opens a page of ours on which one payment can be tried once: the order that stands for it, its checkout session and the
 * payment are written in one statement. Source: contract, flowlix 8 and 17.1.
 */
export const openHostedPayment = async (
  ctx: Context,
  profile: Profile,
  body: HostedPaymentInput,
): Promise<FlowlixPayment> => {
  // A page on which nobody could pay would only be found out by the payer.
  expectTakesPayments(ctx)
  const { order, payment } = newFlowlixPayment(ctx, {
    profile,
    isHosted: true,
    body,
    returnUrl: body.redirect_url ?? body.return_url ?? null,
    callbackUrl: checkedCallback(ctx, body.callback_url ?? null),
  })
  const draft = await numberedDraft(ctx, order)
  const pagePath = hostedPagePath(ctx, payment.paymentId)
  return openDraft(ctx, draft, { input: {}, settings, closesOrder: true, pagePath }, ({ session }) => {
    const opened: FlowlixPayment = { ...payment, checkoutSessionId: session.checkoutSessionId }
    return { result: opened, writes: [insertPayment(opened)] }
  })
}

const checkedCallback = (ctx: Context, url: string | null): string | null => {
  if (url === null) return null
  const checked = checkTargetUrl(url, allowPrivateIn(ctx.mode, ctx.config))
  if (checked.ok) return url
  throw refuseFlowlix('parameter_invalid', {
    param: 'callback_url',
    message: checked.message.replace('The webhook URL', '"callback_url"'),
  })
}
