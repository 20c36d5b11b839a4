import { checkoutSecret } from '../../checkout-sessions/credential.ts'
import type { Context } from '../../platform/context.ts'
import type { FlowlixPayment } from '../flowlix-payment.ts'

/** Live payments have an address of their own, as live sessions have. */
export const hostedPagePath = ({ mode }: Pick<Context, 'mode'>, paymentId: string): string =>
  `/hpp/${mode === 'live' ? 'live/' : ''}${paymentId}`

/**
 * The page on which a payment's buyer pays. The credential of its checkout session stands in the fragment, which browsers keep
 * to themselves: it reaches no server and no log.
 *
 * @returns null for a payment without a page.
 */
export const hostedPageAddress = (
  ctx: Pick<Context, 'config' | 'mode' | 'secrets' | 'environmentId'>,
  { paymentId, checkoutSessionId: id }: Pick<FlowlixPayment, 'paymentId' | 'checkoutSessionId'>,
): string | null =>
  id === null
    ? null
    : `${ctx.config.publicUrl}${hostedPagePath(ctx, paymentId)}#${id}.${checkoutSecret(ctx.secrets, ctx.environmentId, id)}`
