/** An amount or a sum left the range of safe integers. The caller turns it into a refusal. */
export class AmountTooLarge extends Error {
  override readonly name = 'AmountTooLarge'
}

/** Something that is not a whole number of minor units: a bug of the caller. */
export class InvalidAmount extends Error {
  override readonly name = 'InvalidAmount'
}

/** A percentage below zero, or with more than four decimals. */
export class InvalidPercent extends Error {
  override readonly name = 'InvalidPercent'
}

/** Nothing to split over: no weight above zero, or a weight that is not a whole number from zero up. */
export class InvalidSplit extends Error {
  override readonly name = 'InvalidSplit'
}

/** Not an active currency code of ISO 4217 in capitals. */
export class UnknownCurrency extends Error {
  override readonly name = 'UnknownCurrency'
}
