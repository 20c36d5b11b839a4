import { defineErrors, refuse } from './errors.ts'

export const timeZoneErrors = defineErrors({
  INVALID_TIMEZONE: [400, 'This time zone is not known.', 'Send an IANA name such as Europe/Madrid.'],
})

/** @throws INVALID_TIMEZONE unless the name is one of the IANA database. */
export const checkTimeZone = (name: string, param: string): string => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name
  } catch {
    throw refuse(timeZoneErrors.INVALID_TIMEZONE, { param })
  }
}
