import { toMerchant } from '../../merchants/to-merchant.ts'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { toUser, userErrors } from '../../users/index.ts'
import { onboardingErrors } from '../errors.ts'
import { VerifiedOnboardingEmail, VerifyOnboardingEmailBody } from '../schemas.ts'
import { verifyOnboardingEmail } from '../verify-onboarding-email.ts'

export const verifyOnboardingEmailRoute = defineRoute({
  method: 'POST',
  path: '/v1/onboarding/verify-email',
  operationId: 'verifyOnboardingEmail',
  tag: 'Onboarding',
  summary: 'Prove the address, and get an onboarding session',
  description:
    'For somebody new it makes a merchant with a live environment and a default sandbox. The code takes five tries within 15 minutes.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'verification_token', by: 'sign-in' },
  isSensitive: true,
  body: VerifyOnboardingEmailBody,
  status: 200,
  data: VerifiedOnboardingEmail,
  errors: [
    userErrors.INVALID_VERIFICATION,
    userErrors.VERIFICATION_ALREADY_USED,
    userErrors.EMAIL_ALREADY_LINKED,
    onboardingErrors.MERCHANT_SELECTION_REQUIRED,
    httpErrors.RESOURCE_NOT_FOUND,
  ],
  run: ({ ctx, body }) => verifyOnboardingEmail(ctx, body),
  show: ({ token, progress, merchantCreated, defaultSandboxId, merchant, user }, ctx) =>
    answer(200, {
      onboarding_session_token: token,
      status: progress.status,
      can_issue_api_key: progress.canIssueApiKey,
      merchant_created: merchantCreated,
      default_sandbox_id: defaultSandboxId,
      next_step: progress.nextStep,
      merchant: toMerchant(merchant),
      user: toUser(ctx, user),
    }),
})
