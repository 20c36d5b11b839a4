import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 16.1, 16.2 and flint-error-codes. */
export const settingsErrors = defineErrors({
  SETTINGS_CONCURRENT_MODIFICATION: [
    409,
    'The settings have changed since you read them.',
    'Read them again, then repeat with their version.',
  ],
  LOCATION_NOT_FOUND: [
    404,
    'There is no location with this id.',
    'Check the id, or leave location_id out for the settings of the whole merchant.',
  ],
})
