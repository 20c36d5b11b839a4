import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { ShownLink } from './create-link.ts'
import { paymentLinkErrors } from './errors.ts'
import { loadCatalog } from './new-link.ts'
import type { CountedLink } from './payment-link.ts'
import { findLink } from './queries.ts'

export const refuseUnknownLink = () =>
  refuse(paymentLinkErrors.PAYMENT_LINK_NOT_FOUND, { param: 'payment_link_id' })

export const getLink = async (ctx: Context, paymentLinkId: string): Promise<ShownLink> => {
  const found = await ctx.db.run(findLink(ctx, paymentLinkId))
  if (!found) throw refuseUnknownLink()
  return { ...found, catalog: await loadCatalog(ctx, found.link.lines) }
}

/** A page of them, with one look into the catalogue for all. */
export const withCatalog = async (ctx: Context, links: readonly CountedLink[]): Promise<ShownLink[]> => {
  const catalog = await loadCatalog(
    ctx,
    links.flatMap(({ link }) => link.lines),
  )
  return links.map((counted) => ({ ...counted, catalog }))
}
