import { Type } from 'typebox'
import type { Context } from '../platform/context.ts'
import { nullable, oneOf } from '../platform/http/schema.ts'

/**
 * How the page of this session collects what is paid with: by our own form in a sandbox, in live mode by the processor's,
 * so that no card number comes near us.
 */
export const PaymentForm = Type.Object(
  {
    type: oneOf(['flint', 'stripe', 'none'], {
      description: 'none: nothing can be paid, for live payments are not ready.',
    }),
    stripe: nullable(
      Type.Object({
        publishable_key: Type.String(),
        account_id: nullable(Type.String()),
        script_url: Type.String({ description: "The address of the processor's script." }),
      }),
    ),
  },
  { description: "Flint extension, shown to the session's buyer: whose form takes the card." },
)

type Shown = { publishable_key: string; account_id: string | null; script_url: string }

export const paymentFormOf = (ctx: Pick<Context, 'mode' | 'config' | 'account'>) => {
  if (ctx.mode === 'test') return { type: 'flint' as const, stripe: null }
  const { liveProcessor, stripe } = ctx.config
  if (liveProcessor !== 'stripe' || !stripe || ctx.account.payments !== 'ready')
    return { type: 'none' as const, stripe: null }
  const shown: Shown = {
    publishable_key: stripe.publishableKey,
    account_id: stripe.accounts === 'connected' ? ctx.account.processorAccountId : null,
    script_url: stripe.scriptUrl,
  }
  return { type: 'stripe' as const, stripe: shown }
}
