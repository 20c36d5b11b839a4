import type { Config } from '../platform/config/config.ts'
import { refuseFlowlix } from './face/errors.ts'
import type { Profile } from './flowlix-payment.ts'

/** Source: contract, flowlix 15.1 and 15.2. */
const takenBy = (profile: Profile, config: Pick<Config, 'flowlix'>): readonly string[] =>
  profile === 'a' ? config.flowlix.currencies : profile === 'b' ? ['EUR', 'USD', 'GBP'] : ['EUR']

/**
 * @param sent In the letters of the form, whose pattern it has.
 * @returns In capitals, as the engine has it.
 * @throws parameter_invalid for one that the form does not take.
 */
export const currencyOf = (profile: Profile, sent: string, config: Pick<Config, 'flowlix'>): string => {
  const taken = takenBy(profile, config)
  const currency = sent.toUpperCase()
  if (taken.includes(currency)) return currency
  const shown = taken.map((one) => shownCurrency(profile, one)).join(', ')
  throw refuseFlowlix('parameter_invalid', {
    param: 'currency',
    message: `"currency" must be one of ${shown}.`,
  })
}

export const shownCurrency = (profile: Profile, currency: string): string =>
  profile === 'c' ? currency : currency.toLowerCase()
