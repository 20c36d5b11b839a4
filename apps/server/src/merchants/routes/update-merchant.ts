import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { timeZoneErrors } from '../../platform/http/time-zone.ts'
import { verificationErrors } from '../../verification/index.ts'
import { merchantErrors } from '../errors.ts'
import { Merchant, MerchantParams, UpdateMerchantBody } from '../schemas.ts'
import { toMerchant } from '../to-merchant.ts'
import { updateMerchant } from '../update-merchant.ts'

export const updateMerchantRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/merchants/{merchant_id}',
  operationId: 'updateMerchant',
  tag: 'Merchants',
  summary: 'Change the merchant',
  description:
    'Takes a live key. What is left out stays. A changed website, e-mail address, phone or address may be looked at again. `api_version` pins the version of calls without `Flint-Version` and of webhook endpoints that follow the merchant, in live mode and in all sandboxes: at once in the process that took it and within a second everywhere else. It can be taken back for 72 hours.',
  callers: ['merchant'],
  scope: 'merchants.profile.write',
  idempotency: 'optional',
  params: MerchantParams,
  body: UpdateMerchantBody,
  status: 200,
  data: Merchant,
  errors: [
    httpErrors.RESOURCE_NOT_FOUND,
    merchantErrors.PROFILE_WRITE_LIVE_MODE_REQUIRED,
    merchantErrors.MERCHANT_CHANGED,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.RESERVED_METADATA_KEY,
    timeZoneErrors.INVALID_TIMEZONE,
    verificationErrors.INVALID_WEBSITE_URL,
    httpErrors.INVALID_API_VERSION,
    httpErrors.API_VERSION_RETIRED,
    httpErrors.API_VERSION_CHANGED,
    httpErrors.FIELD_NOT_UPDATABLE,
  ],
  run: ({ ctx, params, body }) => updateMerchant(ctx, params.merchant_id, body),
  show: (merchant) => answer(200, toMerchant(merchant)),
})
