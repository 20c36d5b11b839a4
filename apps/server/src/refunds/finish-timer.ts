/** The worker asks the processor for a refund this long after it was created. Source: contract, flint-commerce 19 row 23. */
export const finishAfterMs = 1_000
/** A processor that does not know yet is asked again after this long, unless it named a time. */
export const askAgainAfterMs = 2_000

export const finishTimer = 'finish_refund'
