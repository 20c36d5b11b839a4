import type { ExpandedKind } from '../platform/http/expand.ts'
import { withCatalog } from './get-link.ts'
import { findLinks } from './queries.ts'
import { toLinkDetails } from './to-payment-link.ts'

/** For `expand=payment_link`: what buyers may see, since a buyer can ask for it too. */
export const expandedPaymentLink: ExpandedKind = {
  scope: 'checkouts.payment_links.read',
  load: async (ctx, paymentLinkIds) => {
    const shown = await withCatalog(ctx, await ctx.db.run(findLinks(ctx, paymentLinkIds)))
    return new Map(shown.map((one) => [one.link.paymentLinkId, toLinkDetails(ctx, one)]))
  },
}
