import { defineErrors } from '../../platform/http/errors.ts'

/** Beyond the contract, which has no clocks. */
export const clockErrors = defineErrors({
  SANDBOX_CLOCK_MOVING: [
    409,
    "The sandbox's clock is being moved.",
    'Wait until GET …/clock no longer shows the status advancing, then send the same request again.',
    { isRetryable: true },
  ],
})
