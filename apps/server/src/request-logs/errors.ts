import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 20.1. */
export const requestLogErrors = defineErrors({
  INVALID_STATUS_BUCKET: [
    400,
    'status_bucket is not one of the known ones.',
    'Send all, success, client_error or server_error.',
  ],
})
