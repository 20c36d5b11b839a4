import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { accountSessionErrors } from '../errors.ts'
import { refreshAccountSession } from '../open-account-session.ts'
import { MerchantAccountSession, RefreshAccountSessionBody } from '../schemas.ts'
import { toAccountSession } from '../to-account-session.ts'

export const refreshMerchantAccountSessionRoute = defineRoute({
  method: 'POST',
  path: '/v1/merchant-account-sessions/refresh',
  operationId: 'refreshMerchantAccountSession',
  tag: 'Onboarding',
  summary: 'Open the same form once more',
  description: 'For a form whose time is up. The launch token counts for an hour.',
  callers: ['merchant', 'onboarding'],
  scope: 'merchants.account_sessions.write',
  idempotency: 'optional',
  asksProcessor: true,
  isSensitive: true,
  body: RefreshAccountSessionBody,
  status: 200,
  data: MerchantAccountSession,
  errors: [
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_LAUNCH_TOKEN_SCOPE_MISMATCH,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_INELIGIBLE,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_ACCOUNT_SETUP_REQUIRED,
    accountSessionErrors.MERCHANT_ACCOUNT_SESSION_UNAVAILABLE,
  ],
  run: ({ ctx, body }) => refreshAccountSession(ctx, body.launch_token),
  show: (session) => answer(200, toAccountSession(session)),
})
