import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body } from '../../platform/http/schema.ts'
import { settingsErrors } from '../errors.ts'
import { getSettings } from '../get-settings.ts'
import { EffectiveSettingsAnswer } from '../schemas.ts'
import { toEffectiveSettings } from '../to-settings.ts'

export const getEffectiveSettingsRoute = defineRoute({
  method: 'GET',
  path: '/v1/settings/effective',
  operationId: 'getEffectiveSettings',
  tag: 'Settings',
  summary: 'Read what counts',
  description:
    'What the merchant has set, over the defaults. There are no locations and devices yet, so location_id and device_id name nothing.',
  callers: ['merchant'],
  scope: 'settings.read',
  idempotency: 'none',
  query: body({
    location_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    device_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  }),
  status: 200,
  data: EffectiveSettingsAnswer,
  errors: [settingsErrors.LOCATION_NOT_FOUND, httpErrors.RESOURCE_NOT_FOUND],
  run: ({ ctx, query }) => {
    if (query.location_id !== undefined)
      throw refuse(settingsErrors.LOCATION_NOT_FOUND, { param: 'location_id' })
    if (query.device_id !== undefined) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'device_id' })
    return getSettings(ctx)
  },
  show: (settings, ctx) => answer(200, toEffectiveSettings(ctx, settings)),
})
