import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { freeCategories, moveSkus } from '../products/index.ts'
import type { Bundle, BundleWithParts } from './bundle.ts'
import { findBundle, lockBundle, saveBundle } from './queries.ts'

/** Its SKU is free again, and so are its variants. Archiving again changes nothing. */
export const archiveBundle = (
  ctx: Context,
  bundleId: string,
  expectedVersion: number | undefined,
): Promise<BundleWithParts> =>
  transact(
    ctx,
    { bundle: lockBundle(ctx, bundleId), found: findBundle(ctx, bundleId) },
    ({ bundle: before, found }) => {
      if (!before || !found) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'bundle_id' })
      if (before.status === 'archived') return { result: found, writes: [] }
      expectVersion(before.version, expectedVersion)
      const bundle: Bundle = {
        ...before,
        status: 'archived',
        version: before.version + 1,
        updatedAt: ctx.now,
      }
      return {
        result: { bundle, parts: found.parts },
        writes: [
          saveBundle(bundle),
          ...moveSkus(ctx, [{ ownerId: bundleId, from: before.sku, to: null }]),
          freeCategories(ctx, bundleId),
        ],
      }
    },
  )
