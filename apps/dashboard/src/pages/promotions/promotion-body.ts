import { filledIn } from '../../api/filled-in.ts'
import { parseMoney } from '../../parts/parse-money.ts'

/** The call's body from the form. What is no number is sent as it is, so that the API says what is wrong. */
export const promotionBody = (form: FormData): Record<string, unknown> => {
  const { name, type, percent_off, amount, currency, code, max_uses } = filledIn(form, [
    'name',
    'type',
    'percent_off',
    'amount',
    'currency',
    'code',
    'max_uses',
  ])
  const inCurrency = (currency ?? 'USD').toUpperCase()
  return {
    name,
    application_method:
      type === 'amount_off'
        ? {
            type,
            amount_off_money: { amount: parseMoney(amount ?? '', inCurrency) ?? 0, currency: inCurrency },
          }
        : { type: 'percent_off', percent_off: numberOr(percent_off) },
    discount_class: 'order',
    redemption_type: code === undefined ? 'automatic' : 'code',
    ...(code === undefined ? {} : { codes: [{ code }] }),
    ...(max_uses === undefined ? {} : { max_uses: numberOr(max_uses) }),
  }
}

const numberOr = (text: string | undefined): number | string | undefined => {
  const number = Number(text?.replace(',', '.'))
  return Number.isFinite(number) ? number : text
}
