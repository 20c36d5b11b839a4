import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { checkVersion } from '../platform/http/check-version.ts'
import type { Merchant } from './merchant.ts'
import { pinned } from './pinned-version.ts'
import { lockMerchant, saveMerchantVersion } from './queries.ts'

/**
 * Makes a version the one that the merchant's calls and `default` webhook endpoints are served in. Counts within a second
 * on every node, in this process at once. `expectedApiVersion` is the version that the caller knows.
 */
export const pinApiVersion = (
  ctx: Context,
  input: { apiVersion: string; expectedApiVersion?: string | undefined },
): Promise<Merchant> => {
  const apiVersion = checkVersion(input.apiVersion, 'api_version')
  const { merchantId } = ctx
  return transact(ctx, { before: lockMerchant(merchantId) }, ({ before }) => {
    if (!before) throw new Error(`There is no merchant ${merchantId}.`)
    const wanted = { apiVersion, expected: input.expectedApiVersion }
    const pinnedVersion = pinned(before.pinnedVersion, wanted, ctx.systemClock.now())
    return {
      result: { ...before, pinnedVersion },
      writes: [saveMerchantVersion(merchantId, pinnedVersion)],
      wake: ['environments'],
    }
  })
}
