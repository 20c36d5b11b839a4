import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getSettings } from '../../settings/index.ts'
import { toFlowlixSettings } from '../flowlix-settings.ts'
import { FlowlixSettings } from '../settings-schemas.ts'

export const getFlowlixSettingsRoute = defineRoute({
  method: 'GET',
  path: '/v1/flowlix/settings',
  operationId: 'getFlowlixSettings',
  tag: 'Flowlix',
  isExtension: true,
  summary: 'Read what is set for the Flowlix API',
  callers: ['merchant'],
  scope: 'settings.read',
  idempotency: 'none',
  status: 200,
  data: FlowlixSettings,
  errors: [],
  run: ({ ctx }) => getSettings(ctx),
  show: ({ document }) => answer(200, toFlowlixSettings(document)),
})
