import { cardBrandOf, isValidCardNumber, securityCodeLengthOf } from '../payments/card-number.ts'
import type { CardSummary } from '../payments/payment.ts'
import type { PaymentSource } from '../payments/processors/processor.ts'
import { isDocumentedTestCard } from '../payments/processors/simulator/find-test-card.ts'
import type { Context } from '../platform/context.ts'
import { invalidNumber } from './decline-codes.ts'
import { refuseFlowlix } from './face/errors.ts'
import type { CardInput } from './input-schemas.ts'
import { testCardNames } from './test-cards.ts'

/**
 * Takes from a card what may be kept, and which of the simulator's cards it behaves like: the number and the security code
 * go no further than this call. A number that cannot be one, and a date that has passed, are declines and no refusals.
 * Source: contract, flowlix 12.
 *
 * @param place Of the card in the body, for refusals.
 */
export const readCard = (
  ctx: Context,
  card: CardInput,
  place: string,
): PaymentSource & { card: CardSummary } => {
  const { number } = card
  const brand = cardBrandOf(number)
  const length = brand && securityCodeLengthOf(brand)
  if (length !== null && card.cvc.length !== length)
    throw refuseFlowlix('parameter_invalid', {
      param: `${place}.cvc`,
      message: `"${place}.cvc" must have ${length} digits for this card.`,
    })
  if (ctx.mode === 'live') expectTestCard(number, place)
  return {
    card: {
      // A number of no network is declined all the same; the engine knows no card without one.
      brand: brand ?? 'visa',
      last4: number.slice(-4),
      expMonth: card.exp_month,
      expYear: card.exp_year,
      fingerprint: ctx.secrets.digest('card', number).toString('base64url'),
    },
    testCard: behaviourOf(ctx, card),
    processorToken: null,
  }
}

/** Live cards go from the payer to the processor's own form. What is left are test cards, which live mode declines. */
const expectTestCard = (number: string, place: string) => {
  if (number in testCardNames || isDocumentedTestCard(number)) return
  throw refuseFlowlix('parameter_invalid', {
    param: `${place}.number`,
    message:
      "In live mode card details go into the processor's form: make a hosted payment with POST /v1/payments/hpp.",
  })
}

const behaviourOf = (
  ctx: Context,
  { number, exp_month: month, exp_year: year }: CardInput,
): string | null => {
  if (ctx.mode === 'live') return testCardNames[number] ?? invalidNumber
  if (!isValidCardNumber(number)) return invalidNumber
  const isPast = year * 12 + month < Number(ctx.now.slice(0, 4)) * 12 + Number(ctx.now.slice(5, 7))
  return isPast ? 'expired_card' : (testCardNames[number] ?? null)
}
