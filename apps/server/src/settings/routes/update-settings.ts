import { answer } from '../../platform/http/answer.ts'
import { httpErrors } from '../../platform/http/errors.ts'
import { versionErrors } from '../../platform/http/expected-version.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { timeZoneErrors } from '../../platform/http/time-zone.ts'
import { settingsErrors } from '../errors.ts'
import { StoredSettingsAnswer, UpdateSettingsBody } from '../schemas.ts'
import { toStoredSettings } from '../to-settings.ts'
import { updateSettings } from '../update-settings.ts'

export const updateSettingsRoute = defineRoute({
  method: 'PATCH',
  path: '/v1/settings',
  operationId: 'updateSettings',
  tag: 'Settings',
  summary: 'Change settings',
  description:
    'Field by field: what is left out stays, null returns a field or a whole group to its default, a list is replaced. A change counts at once in the process that took it and within a second everywhere else.',
  callers: ['merchant'],
  scope: 'settings.write',
  idempotency: 'optional',
  body: UpdateSettingsBody,
  status: 200,
  data: StoredSettingsAnswer,
  errors: [
    httpErrors.NO_FIELDS_TO_UPDATE,
    httpErrors.SERVER_GENERATED_ID,
    versionErrors.EXPECTED_VERSION_REQUIRED,
    settingsErrors.SETTINGS_CONCURRENT_MODIFICATION,
    timeZoneErrors.INVALID_TIMEZONE,
    httpErrors.UNSUPPORTED_CURRENCY,
    httpErrors.CURRENCY_MISMATCH,
  ],
  run: ({ ctx, body }) => updateSettings(ctx, body),
  show: (settings, ctx) => answer(200, toStoredSettings(ctx, settings)),
})
