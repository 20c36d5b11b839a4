import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-error-codes. */
export const disputeErrors = defineErrors({
  DISPUTE_NOT_FOUND: [
    404,
    'There is no dispute with this id.',
    'Check the id, and that the key belongs to its mode.',
  ],
  INVALID_DISPUTE_REQUEST: [
    409,
    'The dispute is in a status that does not allow this.',
    'Read the dispute and do one of its supported_actions.',
  ],
})
