import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { merchantErrors } from './errors.ts'
import { expectOwnMerchant } from './get-merchant.ts'
import type { Merchant } from './merchant.ts'
import { pinApiVersion } from './pin-api-version.ts'
import type { UpdateMerchantBody } from './schemas.ts'

/**
 * Takes a live key: what is changed here counts in live mode too, and no test run may change what live callers are
 * answered. Source: contract, flint-platform 2 and 13.1.
 */
export const updateMerchant = async (
  ctx: Context,
  merchantId: string,
  { api_version: apiVersion, expected_api_version: expectedApiVersion }: UpdateMerchantBody,
): Promise<Merchant> => {
  expectOwnMerchant(ctx, merchantId)
  if (ctx.mode !== 'live') throw refuse(merchantErrors.PROFILE_WRITE_LIVE_MODE_REQUIRED)
  if (apiVersion !== undefined) return pinApiVersion(ctx, { apiVersion, expectedApiVersion })
  if (expectedApiVersion === undefined) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  throw refuse(httpErrors.FIELD_REQUIRED, {
    param: 'api_version',
    message: '"api_version" is required with expected_api_version.',
  })
}
