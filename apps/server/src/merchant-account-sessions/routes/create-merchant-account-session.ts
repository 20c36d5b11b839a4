import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { accountSessionErrors } from '../errors.ts'
import { createAccountSession } from '../open-account-session.ts'
import { CreateAccountSessionBody, MerchantAccountSession } from '../schemas.ts'
import { toAccountSession } from '../to-account-session.ts'

export const createMerchantAccountSessionRoute = defineRoute({
  method: 'POST',
  path: '/v1/merchant-account-sessions',
  operationId: 'createMerchantAccountSession',
  tag: 'Onboarding',
  summary: 'Open the form for what only a person can give',
  description:
    "Where the processor collects the details itself: what its script needs to show its form in your page. Elsewhere: the address of the dashboard's own page.",
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.account_sessions.write',
  idempotency: 'optional',
  asksProcessor: true,
  isSensitive: true,
  body: CreateAccountSessionBody,
  status: 201,
  data: MerchantAccountSession,
  errors: [
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INVALID_COMPONENT,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_POLICY_NOT_SUPPORTED_BY_COMPONENT,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_UNMAPPABLE_REQUIREMENT_ID,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INELIGIBLE,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_ACCOUNT_SETUP_REQUIRED,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_UNAVAILABLE,
  ],
  run: ({ ctx, body }) => createAccountSession(ctx, body),
  show: (session) => answer(201, toAccountSession(session)),
})
