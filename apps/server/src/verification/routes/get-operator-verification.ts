import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getReviewed } from '../decide-verification.ts'
import { MerchantParams } from '../schemas.ts'
import { ReviewedVerification, showReviewed } from './reviewed-verification.ts'

export const getOperatorVerificationRoute = defineRoute({
  method: 'GET',
  path: '/v1/operator/verifications/{merchant_id}',
  operationId: 'getOperatorVerification',
  tag: 'Operator',
  summary: 'Read an account and what was decided about it',
  callers: ['operator'],
  idempotency: 'none',
  isExtension: true,
  isPrivate: true,
  params: MerchantParams,
  status: 200,
  data: ReviewedVerification,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, params }) => getReviewed(ctx, params.merchant_id),
  show: showReviewed,
})
