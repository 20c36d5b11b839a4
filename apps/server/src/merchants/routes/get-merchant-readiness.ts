import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { hasScope } from '../../platform/auth/scopes.ts'
import { refuseScope } from '../../platform/http/expand.ts'
import { getMerchant } from '../get-merchant.ts'
import { MerchantParams, Readiness } from '../schemas.ts'
import { toReadiness } from '../to-merchant.ts'

const readScope = 'merchants.profile.read'

/** Source: contract, flint-platform 13.2 and 28 row 21. */
export const getMerchantReadinessRoute = defineRoute({
  method: 'GET',
  path: '/v1/merchants/{merchant_id}/readiness',
  operationId: 'getMerchantReadiness',
  tag: 'Merchants',
  summary: 'See whether the merchant may take live payments and be paid out',
  description:
    'Payments gates charging; payouts gates bank transfers, without which money waits in the balance. Sandboxes are always ready. Takes `merchants.profile.read` or `merchants.onboarding.read`.',
  callers: ['merchant', 'onboarding'],
  idempotency: 'none',
  params: MerchantParams,
  status: 200,
  data: Readiness,
  errors: [httpErrors.INSUFFICIENT_SCOPE, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => {
    if (![readScope, 'merchants.onboarding.read'].some((scope) => hasScope(ctx.scopes, scope)))
      throw refuseScope(readScope)
    return getMerchant(ctx, params.merchant_id)
  },
  show: (merchant) => answer(200, toReadiness(merchant)),
})
