import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { Merchant } from './merchant.ts'
import { findMerchant } from './queries.ts'

/** As it is in the database now, not as this process remembers it. */
export const getMerchant = async (ctx: Context, merchantId: string): Promise<Merchant> => {
  expectOwnMerchant(ctx, merchantId)
  const merchant = await ctx.db.run(findMerchant(merchantId))
  if (!merchant) throw new Error(`There is no merchant ${merchantId}.`)
  return merchant
}

/** A key reaches the merchant that it belongs to, from every environment of it; of others it learns nothing. */
export const expectOwnMerchant = (ctx: Context, merchantId: string): void => {
  if (merchantId !== ctx.merchantId) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'merchant_id' })
}
