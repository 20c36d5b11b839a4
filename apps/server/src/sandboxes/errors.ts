import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 11 and flint-error-codes; the last two are of our own, for import. */
export const sandboxErrors = defineErrors({
  SANDBOX_NOT_FOUND: [
    404,
    'There is no sandbox with this id.',
    "Check the id, and that the key belongs to the sandbox's merchant.",
  ],
  SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY: [
    403,
    'Sandboxes are managed with a live key.',
    "Use one of the merchant's live keys.",
  ],
  SANDBOX_SELECTION_FORBIDDEN: [
    403,
    'This key belongs to another sandbox.',
    'A test key reaches its own sandbox only; use a live key for the others.',
  ],
  SANDBOX_ARCHIVED: [
    409,
    'The sandbox is archived.',
    'An archived sandbox never becomes active again; create another one.',
  ],
  SANDBOX_ALREADY_EXISTS: [
    409,
    'A sandbox of this merchant has this name.',
    'Choose another name, or use the sandbox there is.',
  ],
  DEFAULT_SANDBOX_CANNOT_BE_ARCHIVED: [
    409,
    'The default sandbox cannot be archived.',
    'Archive another sandbox; each merchant keeps its default one.',
  ],
  DEFAULT_SANDBOX_CANNOT_BE_RESET: [
    409,
    'The default sandbox cannot be reset.',
    'Create a sandbox of your own for data that comes and goes.',
  ],
  SANDBOX_NOT_EMPTY: [
    409,
    'There is something in this sandbox.',
    'Import into a new sandbox, or reset this one first.',
  ],
  SANDBOX_IMPORT_INVALID: [
    400,
    'This is not the whole file of an export.',
    'Send a file as GET …/export answers it, up to and with its last line. Nothing was changed.',
  ],
})
