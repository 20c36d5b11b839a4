import { answer } from '../../../platform/http/answer.ts'
import { defineRoute } from '../../../platform/http/route.ts'
import { measureFlowlix } from '../measure.ts'
import { FlowlixChecklist } from '../schemas.ts'
import { toChecklist } from '../to-checklist.ts'

export const getFlowlixChecklistRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/checklist',
  operationId: 'getFlowlixChecklist',
  tag: 'Flowlix',
  summary: 'The checklist of a Flowlix integration',
  description:
    'Each line is measured, in the sandbox that asks (else the default one) and in live mode. A test key sees the lines of live mode as blocked.',
  callers: ['merchant'],
  scope: 'merchants.onboarding.read',
  idempotency: 'none',
  isExtension: true,
  status: 200,
  data: FlowlixChecklist,
  errors: [],
  run: ({ ctx }) => measureFlowlix(ctx),
  show: (checklist) => answer(200, toChecklist(checklist)),
})
