import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { readCallbackSecret } from '../callback-secret.ts'
import { FlowlixSecret } from '../schemas.ts'

export const getFlowlixCallbackSecretRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/callback-secret',
  operationId: 'getFlowlixCallbackSecret',
  tag: 'Flowlix',
  summary: 'Read the secret that signs callbacks of Flowlix payments',
  description: 'One for all callback addresses of the environment; made when it is first read or needed.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'none',
  isExtension: true,
  isSensitive: true,
  status: 200,
  data: FlowlixSecret,
  errors: [],
  run: ({ ctx }) => readCallbackSecret(ctx),
  show: ({ secret }) => answer(200, { secret }),
})
