import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { addDocument } from '../add-document.ts'
import { verificationErrors } from '../errors.ts'
import { AddDocumentBody, MerchantParams, Verification, maxDocumentBytes } from '../schemas.ts'
import { toVerification } from '../to-verification.ts'

export const addVerificationDocumentRoute = defineRoute({
  method: 'POST',
  path: '/v1/merchants/{merchant_id}/verification/documents',
  operationId: 'addVerificationDocument',
  tag: 'Merchants',
  summary: 'Give a document',
  description:
    'In live mode only. A PNG, JPEG or PDF of at most 5 MiB. It is kept encrypted, for the reviewer.',
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.onboarding.write',
  idempotency: 'optional',
  isExtension: true,
  isPrivate: true,
  isSensitive: true,
  // In base64, with room for the other fields.
  bodyLimitBytes: Math.ceil(maxDocumentBytes / 3) * 4 + 64 * 1024,
  params: MerchantParams,
  body: AddDocumentBody,
  status: 201,
  data: Verification,
  errors: [
    verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY,
    verificationErrors.ONBOARDING_PROFILE_PROVIDER_MANAGED,
    httpErrors.INVALID_REQUEST,
    httpErrors.REQUEST_BODY_TOO_LARGE,
    httpErrors.RESOURCE_NOT_FOUND,
    httpErrors.RESOURCE_LIMIT_EXCEEDED,
  ],
  run: ({ ctx, params, body }) => addDocument(ctx, params.merchant_id, body),
  show: (standing, ctx) => answer(201, toVerification(standing, ctx.config.verifier)),
})
