import { type ErrorDefinition, refuse } from './errors.ts'

const decimals = 10_000

/** Per cents have at most four decimals; what a fraction of that is off comes from binary numbers. */
export const hasFourDecimals = (percent: number): boolean =>
  Math.abs(percent * decimals - Math.round(percent * decimals)) <= 1e-6

export const expectFourDecimals = (percent: number, param: string, error: ErrorDefinition): void => {
  if (!hasFourDecimals(percent)) throw refuse(error, { param })
}
