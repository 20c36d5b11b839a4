import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { userErrors } from '../errors.ts'
import { SignUpBody, StartedVerification } from '../schemas.ts'
import { signUp } from '../sign-up.ts'
import { toStarted } from '../to-user.ts'

export const signUpRoute = defineRoute({
  method: 'POST',
  path: '/v1/dashboard/sign-up',
  operationId: 'signUp',
  tag: 'Dashboard',
  summary: 'Begin an account: a code is mailed',
  description:
    'The answer is the same for an address that has an account; only the mail says so. Nothing is made before the code comes back.',
  callers: ['public'],
  idempotency: 'none',
  needsHttps: true,
  guards: { field: 'email', by: 'set-up' },
  isExtension: true,
  body: SignUpBody,
  status: 200,
  data: StartedVerification,
  errors: [userErrors.FIRST_NAME_REQUIRED, userErrors.LAST_NAME_REQUIRED, httpErrors.INVALID_REQUEST],
  run: ({ ctx, body }) => signUp(ctx, body),
  show: (started) => answer(200, toStarted(started)),
})
