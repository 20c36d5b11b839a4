import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 12 and 16.4, flint-error-codes. */
export const userErrors = defineErrors({
  AUTHENTICATION_FAILED: [
    401,
    'The e-mail address or the password is wrong.',
    'Try again, or set a new password with POST /v1/dashboard/password-reset.',
    { source: 'merchant' },
  ],
  FIRST_NAME_REQUIRED: [400, 'A first name is needed.', 'Send the first name of the person.'],
  LAST_NAME_REQUIRED: [400, 'A last name is needed.', 'Send the last name of the person.'],
  INVALID_VERIFICATION: [
    400,
    'The code is wrong, or is no longer good.',
    'Check the six digits of the newest message; after five tries or 15 minutes, ask for a new code.',
  ],
  VERIFICATION_ALREADY_USED: [409, 'This code was used before.', 'Ask for a new code.'],
  EMAIL_ALREADY_LINKED: [
    409,
    'This e-mail address belongs to an account that cannot be used.',
    'Write to the people who run this server.',
    { source: 'merchant' },
  ],
  INVALID_ROLE: [400, 'There is no such role.', 'Send owner, admin, operator or viewer.'],
})
