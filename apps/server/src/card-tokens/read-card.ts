import {
  cardBrandOf,
  cardDigitsOf,
  isValidCardNumber,
  securityCodeLengthOf,
} from '../payments/card-number.ts'
import { paymentErrors } from '../payments/errors.ts'
import type { CardSummary } from '../payments/payment.ts'
import { testCardFor } from '../payments/processors/simulator/find-test-card.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import type { CardInput } from './input-schemas.ts'

/** What is kept of a card: nothing that could be charged elsewhere. */
export type ReadCard = { card: CardSummary; testCard: string }

const longestValidityYears = 50

/**
 * Checks a card and takes from it what may be kept. Refusals name the field and never its value.
 * A sandbox takes any well-formed number of a known network; an undocumented one behaves like that network's plain
 * card. Source: contract, flint-commerce 7.2 and flint-platform 28 row 24.
 */
export const readCard = (ctx: Pick<Context, 'now' | 'secrets'>, input: CardInput): ReadCard => {
  const number = cardDigitsOf(input.number)
  const testCard = testCardFor(number)
  if (!testCard && !isValidCardNumber(number)) throw refuseField('number', 'is not a valid card number')
  const brand = cardBrandOf(number)
  if (!testCard || !brand) throw refuse(paymentErrors.TOKEN_TEST_CARD_REQUIRED, { param: 'card.number' })
  checkExpiry(ctx.now, input)
  const codeLength = securityCodeLengthOf(brand)
  if (input.cvc.length !== codeLength) throw refuseField('cvc', `must have ${codeLength} digits`)
  return {
    card: {
      brand,
      last4: number.slice(-4),
      expMonth: input.exp_month,
      expYear: input.exp_year,
      fingerprint: ctx.secrets.digest('card', number).toString('base64url'),
    },
    testCard: testCard.name,
  }
}

/** A card is good to the end of its month, everywhere on earth at its own time; UTC is near enough to refuse by. */
const checkExpiry = (now: string, { exp_month: month, exp_year: year }: CardInput) => {
  const thisYear = Number(now.slice(0, 4))
  const thisMonth = Number(now.slice(5, 7))
  if (year < thisYear) throw refuseField('exp_year', 'lies in the past')
  if (year > thisYear + longestValidityYears) throw refuseField('exp_year', 'lies too far in the future')
  if (year === thisYear && month < thisMonth) throw refuseField('exp_month', 'lies in the past')
}

const refuseField = (field: keyof CardInput, problem: string) => {
  const param = `card.${field}`
  const message = `"${param}" ${problem}.`
  return refuse(paymentErrors.TOKEN_CARD_INVALID, {
    param,
    message,
    details: [{ code: 'TOKEN_CARD_INVALID', param, message }],
  })
}
