import { answer } from '../../platform/http/answer.ts'
import { refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { verificationErrors } from '../../verification/errors.ts'
import { measureGoLive } from '../measure.ts'
import { GoLiveChecklist } from '../schemas.ts'
import { toChecklist } from '../to-checklist.ts'

export const getGoLiveChecklistRoute = defineRoute({
  method: 'GET',
  path: '/v1/dashboard/go-live',
  operationId: 'getGoLiveChecklist',
  tag: 'Dashboard',
  summary: 'The go-live checklist',
  description:
    'Each line is measured: in the merchant’s live environment, beside its default sandbox. With a key it takes a live one.',
  callers: ['merchant'],
  scope: 'merchants.onboarding.read',
  idempotency: 'none',
  isExtension: true,
  status: 200,
  data: GoLiveChecklist,
  errors: [verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY],
  run: ({ ctx }) => {
    // A test key never learns anything of live mode. A person may stand in a sandbox and look at both.
    if (ctx.mode === 'test' && ctx.caller.kind === 'api_key')
      throw refuse(verificationErrors.DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY)
    return measureGoLive(ctx)
  },
  show: (checklist) => answer(200, toChecklist(checklist)),
})
