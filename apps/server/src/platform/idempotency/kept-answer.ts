import type { ErrorDefinition } from '../http/errors.ts'

/**
 * Refusals that would come out the same again are kept; those that waiting or rights can mend are not.
 * Source: contract, flint-platform 28 row 4.
 */
export const isKeptAnswer = ({ code, status, isRetryable }: ErrorDefinition): boolean =>
  [400, 402, 404, 409, 410].includes(status) && !isRetryable && !code.startsWith('IDEMPOTENCY_')
