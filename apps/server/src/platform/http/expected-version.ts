import { Type } from 'typebox'
import { type ErrorDefinition, defineErrors, refuse } from './errors.ts'

/** Optimistic concurrency. Source: contract, flint-platform 1.4 and flint-commerce 17. */
export const versionErrors = defineErrors({
  VERSION_CONFLICT: [
    409,
    'The resource has changed since you read it.',
    'Read it again, then repeat with its version.',
  ],
  EXPECTED_VERSION_REQUIRED: [
    400,
    'This change needs the version that you read last.',
    'Send expected_version with the version of what you change.',
  ],
  INVALID_EXPECTED_VERSION: [
    400,
    'expected_version must be a whole number from 1 up.',
    'Send the version that you read last.',
  ],
})

/** In a body, or as the query of a DELETE. Left out, the change is made to whatever version there is. */
export const ExpectedVersion = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  'x-flint-error': 'INVALID_EXPECTED_VERSION',
  description: 'The version that you read last; another one is refused.',
})

/** Some resources have a code of their own for it. */
export const expectVersion = (
  current: number,
  expected: number | undefined,
  conflict: ErrorDefinition = versionErrors.VERSION_CONFLICT,
): void => {
  if (expected !== undefined && expected !== current)
    throw refuse(conflict, {
      param: 'expected_version',
      message: `The version is ${current} now.`,
      extra: { current_version: current },
    })
}
