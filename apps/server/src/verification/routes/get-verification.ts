import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getStanding } from '../change-account.ts'
import { verificationErrors } from '../errors.ts'
import { expectLiveMode, expectOwnMerchant } from '../reach-account.ts'
import { MerchantParams, Verification } from '../schemas.ts'
import { toVerification } from '../to-verification.ts'

export const getVerificationRoute = defineRoute({
  method: 'GET',
  path: '/v1/merchants/{merchant_id}/verification',
  operationId: 'getVerification',
  tag: 'Merchants',
  summary: 'Read what the merchant has given about itself',
  description:
    'In live mode only. Tax ids, social security digits, bank account numbers and documents are never shown.',
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.onboarding.read',
  idempotency: 'none',
  isExtension: true,
  isPrivate: true,
  params: MerchantParams,
  status: 200,
  data: Verification,
  errors: [verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => {
    expectOwnMerchant(ctx, params.merchant_id)
    expectLiveMode(ctx)
    return getStanding(ctx, params.merchant_id)
  },
  show: (standing, ctx) => answer(200, toVerification(standing, ctx.config.verifier)),
})
