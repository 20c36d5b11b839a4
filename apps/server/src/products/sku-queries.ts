import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/database.ts'
import { type Statement, findMany, writeAny } from '../platform/db/statement.ts'
import { refuse } from '../platform/http/errors.ts'
import { productErrors } from './errors.ts'

/** The one register of SKUs in use, of variants and of bundles. Every statement on `catalog_skus`. */

export type SkuOwner = { sku: string; ownerId: string }
/** Where a request names a SKU, and for what. */
export type WantedSku = SkuOwner & { param: string }

export const findSkuOwners = (ctx: Context, skus: readonly string[]): Statement<SkuOwner[]> =>
  findMany(
    'find_sku_owners',
    'SELECT sku, owner_id FROM catalog_skus WHERE environment_id = $1 AND sku = ANY($2::text[])',
    [ctx.environmentId, skus],
    (row) => ({ sku: row['sku'] as string, ownerId: row['owner_id'] as string }),
  )

/** In one order, so that two requests never wait for each other. */
const claimSkus = (ctx: Context, claims: readonly SkuOwner[]): Statement<void> =>
  writeAny(
    'claim_skus',
    `INSERT INTO catalog_skus (environment_id, sku, owner_id)
     SELECT $1::text, c.sku, c."ownerId" FROM jsonb_to_recordset($2::jsonb) AS c(sku text, "ownerId" text) ORDER BY c.sku`,
    [ctx.environmentId, JSON.stringify(claims.map(({ sku, ownerId }) => ({ sku, ownerId })))],
  )

const releaseSkus = (ctx: Context, skus: readonly string[]): Statement<void> =>
  writeAny('release_skus', 'DELETE FROM catalog_skus WHERE environment_id = $1 AND sku = ANY($2::text[])', [
    ctx.environmentId,
    skus,
  ])

/** What a SKU belongs to before and after a change; null for none, as of what is archived. */
export type SkuChange = { ownerId: string; from: string | null; to: string | null }

export const moveSkus = (ctx: Context, changes: readonly SkuChange[]): Statement<void>[] => {
  const real = changes.filter(({ from, to }) => from !== to)
  const freed = real.flatMap(({ from }) => (from === null ? [] : [from]))
  const claimed = real.flatMap(({ ownerId, to }) => (to === null ? [] : [{ sku: to, ownerId }]))
  return [
    ...(freed.length > 0 ? [releaseSkus(ctx, freed)] : []),
    ...(claimed.length > 0 ? [claimSkus(ctx, claimed)] : []),
  ]
}

/** Names the place of the first SKU that is taken, or that the request has twice. */
export const expectFreeSkus = (owners: readonly SkuOwner[], wanted: readonly WantedSku[]): void => {
  const seen = new Set<string>()
  for (const { sku, ownerId, param } of wanted) {
    const isTaken = owners.some((owner) => owner.sku === sku && owner.ownerId !== ownerId)
    if (isTaken || seen.has(sku)) throw refuse(productErrors.SKU_ALREADY_EXISTS, { param })
    seen.add(sku)
  }
}

/** Two requests for one SKU at once both find it free: then the key of the register decides. */
export const refuseTakenSku = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    if (!isUniqueViolation(error, 'catalog_skus_pkey')) throw error
    throw refuse(productErrors.SKU_ALREADY_EXISTS, { param: 'sku' })
  }
}
