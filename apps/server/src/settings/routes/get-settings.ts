import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { getSettings } from '../get-settings.ts'
import { StoredSettingsAnswer } from '../schemas.ts'
import { toStoredSettings } from '../to-settings.ts'

export const getSettingsRoute = defineRoute({
  method: 'GET',
  path: '/v1/settings',
  operationId: 'getSettings',
  tag: 'Settings',
  summary: 'Read what is set',
  description:
    'What this merchant has set here; null where the default counts. A sandbox has settings of its own.',
  callers: ['merchant'],
  scope: 'settings.read',
  idempotency: 'none',
  status: 200,
  data: StoredSettingsAnswer,
  errors: [],
  run: ({ ctx }) => getSettings(ctx),
  show: (settings, ctx) => answer(200, toStoredSettings(ctx, settings)),
})
