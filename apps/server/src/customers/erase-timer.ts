/** The worker erases a customer this long after it was asked to. */
export const eraseAfterMs = 1_000

export const eraseTimer = 'erase_customer'
