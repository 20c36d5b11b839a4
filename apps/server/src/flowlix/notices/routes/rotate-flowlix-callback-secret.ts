import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { rotateCallbackSecret } from '../callback-secret.ts'
import { FlowlixSecret } from '../schemas.ts'

export const rotateFlowlixCallbackSecretRoute = defineRoute({
  method: 'POST',
  path: '/v1/flowlix/callback-secret/rotate',
  operationId: 'rotateFlowlixCallbackSecret',
  tag: 'Flowlix',
  summary: 'Replace the secret that signs callbacks of Flowlix payments',
  description: 'For 24 hours callbacks carry two `v1` signatures, of the new and the old secret.',
  callers: ['merchant'],
  scope: 'webhooks.write',
  idempotency: 'optional',
  isExtension: true,
  isSensitive: true,
  status: 200,
  data: FlowlixSecret,
  errors: [],
  run: ({ ctx }) => rotateCallbackSecret(ctx),
  show: ({ secret }) => answer(200, { secret }),
})
