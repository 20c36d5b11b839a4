import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { verificationErrors } from './errors.ts'

/** A credential reaches the merchant that it belongs to, from every environment of it; of others it learns nothing. */
export const expectOwnMerchant = (ctx: Context, merchantId: string): void => {
  if (merchantId !== ctx.merchantId) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'merchant_id' })
}

/** People, tax ids and the account that payouts go to are none of a test key's business: those are handed around. */
export const expectLiveMode = (ctx: Context): void => {
  if (ctx.mode !== 'live') throw refuse(verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY)
}
