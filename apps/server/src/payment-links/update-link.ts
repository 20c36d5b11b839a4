import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import type { ShownLink } from './create-link.ts'
import { refuseUnknownLink } from './get-link.ts'
import type { UpdatePaymentLinkBody } from './input-schemas.ts'
import { changedLink, loadCatalog } from './new-link.ts'
import { findLink, lockLink, saveLink } from './queries.ts'

/** Checkouts that were opened before keep what they were opened with. Source: contract, flint-commerce 9.1. */
export const updateLink = async (
  ctx: Context,
  paymentLinkId: string,
  input: UpdatePaymentLinkBody,
): Promise<ShownLink> => {
  if (Object.keys(input).every((field) => field === 'expected_version'))
    throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  const known = await ctx.db.run(findLink(ctx, paymentLinkId))
  if (!known) throw refuseUnknownLink()
  const catalog = await loadCatalog(ctx, input.line_items ?? known.link.lines)
  return transact(ctx, { found: lockLink(ctx, paymentLinkId) }, ({ found }) => {
    if (!found) throw refuseUnknownLink()
    expectVersion(found.link.version, input.expected_version)
    const link = changedLink(ctx, found.link, input, catalog)
    return { result: { ...found, link, catalog }, writes: [saveLink(link)] }
  })
}
