import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 20.2. */
export const timelineErrors = defineErrors({
  RESOURCE_TIMELINE_TOKEN_INVALID: [
    400,
    "This page token is not one of this resource's timeline.",
    'Start again without page_token.',
  ],
})
