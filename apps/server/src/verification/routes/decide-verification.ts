import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { decideVerification } from '../decide-verification.ts'
import { verificationErrors } from '../errors.ts'
import { DecisionBody, MerchantParams } from '../schemas.ts'
import { ReviewedVerification, showReviewed } from './reviewed-verification.ts'

export const decideVerificationRoute = defineRoute({
  method: 'POST',
  path: '/v1/operator/verifications/{merchant_id}/decision',
  operationId: 'decideVerification',
  tag: 'Operator',
  summary: 'Approve, ask for more, reject, pause or resume',
  description:
    'Counts at once, and the merchant is told by events. `request_more` blocks who was not approved yet; of who was, only what is past its deadline. What is decided twice is decided once.',
  callers: ['operator'],
  idempotency: 'none',
  isExtension: true,
  isPrivate: true,
  params: MerchantParams,
  body: DecisionBody,
  status: 200,
  data: ReviewedVerification,
  errors: [
    httpErrors.FIELD_REQUIRED,
    httpErrors.INVALID_TIMESTAMP,
    verificationErrors.ONBOARDING_PROFILE_PROVIDER_MANAGED,
    verificationErrors.MERCHANT_ACCOUNT_NOT_READY,
    versionErrors.VERSION_CONFLICT,
    httpErrors.RESOURCE_NOT_FOUND,
  ],
  run: ({ ctx, params, body }) => decideVerification(ctx, params.merchant_id, body),
  show: showReviewed,
})
