import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getMerchant } from '../get-merchant.ts'
import { Merchant, MerchantParams } from '../schemas.ts'
import { toMerchant } from '../to-merchant.ts'

export const getMerchantRoute = defineRoute({
  method: 'GET',
  path: '/v1/merchants/{merchant_id}',
  operationId: 'getMerchant',
  tag: 'Merchants',
  summary: 'Read the merchant',
  description:
    'The one that the key belongs to. Live mode and all sandboxes show the same but for readiness: sandboxes are always ready.',
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.profile.read',
  idempotency: 'none',
  params: MerchantParams,
  status: 200,
  data: Merchant,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => getMerchant(ctx, params.merchant_id),
  show: (merchant) => answer(200, toMerchant(merchant)),
})
