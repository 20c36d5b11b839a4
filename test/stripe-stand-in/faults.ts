/**
 * What goes wrong with the next calls of a kind. `before`: nothing was done. `after`: it was done, and nobody hears of it.
 * no_answer cuts the connection; hang leaves it open, for a caller that has a time-out.
 */
export type StandInFault = {
  /** How a call begins: `POST /v1/payment_intents`. */
  on: string
  what:
    | 'no_answer_before'
    | 'no_answer_after'
    | 'hang_before'
    | 'hang_after'
    | 'error_before'
    | 'error_after'
    | 'conflict'
    | 'rate_limit'
    | 'lock_timeout'
    | 'slow'
  /** How many calls; one unless said otherwise. */
  times?: number
  /** For slow. */
  delayMs?: number
  /** For rate_limit. */
  retryAfterSeconds?: number
}

/** Takes the first that fits, once. */
export const takeFault = (faults: StandInFault[], call: string): StandInFault | null => {
  const index = faults.findIndex(({ on }) => call.startsWith(on))
  const fault = faults[index]
  if (!fault) return null
  fault.times = (fault.times ?? 1) - 1
  if (fault.times <= 0) faults.splice(index, 1)
  return fault
}
