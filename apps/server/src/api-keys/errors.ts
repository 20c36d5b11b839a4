import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 9 and 27, flint-error-codes. */
export const apiKeyErrors = defineErrors({
  NAME_REQUIRED: [400, 'A key needs a name.', 'Send a name that says where the key is used.'],
  SCOPES_REQUIRED: [
    400,
    'A key needs at least one scope.',
    'Send a list of scopes; see the guide on API keys.',
  ],
  UNKNOWN_SCOPE: [400, 'There is no such scope.', 'Use one of the scopes that the guide on API keys lists.'],
  DUPLICATE_SCOPE: [
    400,
    'A scope is named twice.',
    'Name each scope once; an older name counts as its newer one.',
  ],
  INVALID_EXPIRES_AT: [
    400,
    'expires_at must be a time in the future.',
    'Send a later time, such as 2027-01-01T00:00:00Z, or leave it out.',
  ],
  SANDBOX_ID_NOT_ALLOWED: [
    400,
    'A test key makes keys of its own sandbox only.',
    "Leave sandbox_id out, or use a live key to make another sandbox's keys.",
  ],
  SCOPE_NOT_ALLOWED: [
    403,
    'A key cannot give a scope that it lacks.',
    'Ask for scopes that the calling key holds, or call with a key that holds them.',
  ],
  SCOPE_NOT_ALLOWED_FOR_KEY_MODE: [
    403,
    'A test key cannot hold this scope.',
    'Leave the scope out, or make a live key.',
  ],
})
