import type { Catalog } from '../orders/catalog-lines.ts'
import type { Context } from '../platform/context.ts'
import { writeOnce } from '../platform/db/transact.ts'
import type { CreatePaymentLinkBody } from './input-schemas.ts'
import { loadCatalog, newLink } from './new-link.ts'
import { type CountedLink, noCounts } from './payment-link.ts'
import { insertLink } from './queries.ts'

/** A link with what its lines name of the catalogue, as it is now. */
export type ShownLink = CountedLink & { catalog: Catalog }

export const createLink = async (ctx: Context, input: CreatePaymentLinkBody): Promise<ShownLink> => {
  const catalog = await loadCatalog(ctx, input.line_items ?? [])
  const link = newLink(ctx, input, catalog)
  return writeOnce(ctx, { result: { link, counts: noCounts, catalog }, writes: [insertLink(link)] })
}
