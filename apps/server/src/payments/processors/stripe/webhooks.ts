import Stripe from 'stripe'
import type { StripeConfig } from '../../../platform/config/stripe-config.ts'

/** News that are older may be somebody else's copy. Source: docs.stripe.com/webhooks, "Preventing replay attacks". */
const toleranceSeconds = 300

/**
 * What Stripe tells us, once it is proven to come from there; null otherwise. News of its other mode are nobody's: the
 * endpoint of a platform's live mode hears of its merchants' tests as well.
 */
export const readNews = (
  settings: Pick<StripeConfig, 'webhookSecret' | 'secretKey'>,
  { body, signature, nowMs }: { body: Buffer; signature: string | null; nowMs: number },
): { event: Stripe.Event; isOurMode: boolean } | null => {
  try {
    const event = Stripe.webhooks.constructEvent(
      body,
      signature ?? '',
      settings.webhookSecret,
      toleranceSeconds,
      undefined,
      nowMs,
    )
    return { event, isOurMode: event.livemode === /^[sr]k_live_/.test(settings.secretKey) }
  } catch {
    return null
  }
}
