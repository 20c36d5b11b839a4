import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { verificationErrors } from '../errors.ts'
import { MerchantParams, SubmitVerificationBody, Verification } from '../schemas.ts'
import { submitDetails } from '../submit-details.ts'
import { toVerification } from '../to-verification.ts'

export const submitVerificationRoute = defineRoute({
  method: 'POST',
  path: '/v1/merchants/{merchant_id}/verification',
  operationId: 'submitVerification',
  tag: 'Merchants',
  summary: 'Give details of the business, its people, its bank account and the terms',
  description:
    'In live mode only. Any part; what is left out stays. Once nothing is missing, the account is handed in for review by itself.',
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.onboarding.write',
  idempotency: 'optional',
  isExtension: true,
  isPrivate: true,
  isSensitive: true,
  params: MerchantParams,
  body: SubmitVerificationBody,
  status: 200,
  data: Verification,
  errors: [
    verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY,
    verificationErrors.ONBOARDING_PROFILE_PROVIDER_MANAGED,
    verificationErrors.INVALID_WEBSITE_URL,
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
    versionErrors.VERSION_CONFLICT,
  ],
  run: ({ ctx, params, body, callerAddress }) => submitDetails(ctx, params.merchant_id, body, callerAddress),
  show: (standing, ctx) => answer(200, toVerification(standing, ctx.config.verifier)),
})
