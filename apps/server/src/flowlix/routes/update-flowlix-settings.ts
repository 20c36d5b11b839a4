import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { toFlowlixSettings } from '../flowlix-settings.ts'
import { FlowlixSettings, UpdateFlowlixSettingsBody } from '../settings-schemas.ts'
import { updateFlowlixSettings } from '../update-flowlix-settings.ts'

export const updateFlowlixSettingsRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/flowlix/settings',
  operationId: 'updateFlowlixSettings',
  tag: 'Flowlix',
  isExtension: true,
  summary: 'Change what is set for the Flowlix API',
  description:
    'What is left out stays. Keys that begin with `fl_` are answered in form B when `profile` is `b`, or when the version of a call is `b_from` or later. It counts at once in the process that took it and within a second everywhere else.',
  callers: ['merchant'],
  scope: 'settings.write',
  idempotency: 'optional',
  body: UpdateFlowlixSettingsBody,
  status: 200,
  data: FlowlixSettings,
  errors: [httpErrors.NO_FIELDS_TO_UPDATE],
  run: ({ ctx, body }) => updateFlowlixSettings(ctx, body),
  show: ({ document }) => answer(200, toFlowlixSettings(document)),
})
