import type { LineItemInput } from '../orders/input-schemas.ts'
import { orderErrors } from '../orders/errors.ts'
import { expectCurrency } from '../orders/new-order.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { paymentLinkErrors } from './errors.ts'
import type { ResolvePaymentLinkBody } from './input-schemas.ts'
import type { LinkLine, PaymentLink } from './payment-link.ts'

/** The key by which a donation's amount is sent. Source: contract, flint-commerce 19 row 28. */
export const donationKey = 'donation'

type Chosen = Pick<ResolvePaymentLinkBody, 'quantity_overrides' | 'unit_price_overrides' | 'modifiers'>

/** The lines of the order that a buyer's choices make. Source: contract, flint-commerce 9.4. */
export const chosenLines = (link: PaymentLink, chosen: Chosen): LineItemInput[] => {
  if (link.type === 'donation') return [donationLine(link, chosen)]
  for (const field of ['quantity_overrides', 'unit_price_overrides', 'modifiers'] as const)
    expectKeys(link.lines, field, chosen[field])
  const lines = link.lines.flatMap((line) => {
    const quantity = quantityOf(line, sentFor(line, chosen.quantity_overrides))
    return quantity === 0 ? [] : [orderLine(link, line, quantity, chosen)]
  })
  if (lines.length === 0)
    throw refuse(orderErrors.MISSING_LINE_ITEMS, {
      param: 'quantity_overrides',
      message: 'Nothing was chosen.',
    })
  return lines
}

const expectKeys = (lines: readonly LinkLine[], field: string, sent: Record<string, unknown> = {}) => {
  const unknown = Object.keys(sent).find((key) => lines.every((line) => line.key !== key))
  if (unknown !== undefined)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${field}.${unknown}`,
      message: `The link has no line with the key "${unknown}".`,
    })
}

/** A line may have a key such as "constructor", which every object knows. */
const sentFor = <T>({ key }: LinkLine, sent: Record<string, T> = {}): T | undefined =>
  Object.hasOwn(sent, key) ? sent[key] : undefined

const orderLine = (link: PaymentLink, line: LinkLine, quantity: number, chosen: Chosen): LineItemInput => {
  const modifiers = sentFor(line, chosen.modifiers)
  return {
    ...sourceOf(link, line, chosen),
    quantity,
    ...(modifiers ? { modifiers } : {}),
  }
}

const sourceOf = (link: PaymentLink, line: LinkLine, chosen: Chosen): LineItemInput => {
  const override = sentFor(line, chosen.unit_price_overrides)
  const price = priceOf(link, line, override)
  if (line.variant_id !== undefined) return { variant_id: line.variant_id }
  if (line.bundle_id !== undefined) return { bundle_id: line.bundle_id }
  return {
    name: line.name!,
    unit_price_money: price!,
    ...(line.description === undefined ? {} : { description: line.description }),
    ...(line.tax === undefined ? {} : { tax: line.tax }),
  }
}

const quantityOf = (line: LinkLine, asked: number | undefined): number => {
  const param = `quantity_overrides.${line.key}`
  if (asked === undefined) return line.quantity
  if (!line.allow_quantity_adjustment) {
    if (asked === line.quantity) return asked
    throw refuse(paymentLinkErrors.QUANTITY_NOT_ADJUSTABLE, { param })
  }
  const { min_quantity: min = 1, max_quantity: max } = line
  if (asked < min) throw refuse(paymentLinkErrors.QUANTITY_BELOW_MIN, { param, extra: { limit: min } })
  if (max !== undefined && asked > max)
    throw refuse(paymentLinkErrors.QUANTITY_ABOVE_MAX, { param, extra: { limit: max } })
  return asked
}

type Money = { amount: number; currency: string }

const priceOf = (link: PaymentLink, line: LinkLine, asked: Money | undefined): Money | undefined => {
  if (asked === undefined) return line.unit_price_money
  const param = `unit_price_overrides.${line.key}`
  if (!line.allow_unit_price_adjustment) {
    const fixed = line.unit_price_money
    if (fixed && asked.amount === fixed.amount && asked.currency === fixed.currency) return fixed
    throw refuse(paymentLinkErrors.AMOUNT_NOT_ADJUSTABLE, { param })
  }
  expectWithin(asked, link.currency, line.min_unit_price_money, line.max_unit_price_money, param)
  return asked
}

const expectWithin = (
  asked: Money,
  currency: string,
  min: Money | undefined,
  max: Money | undefined,
  param: string,
) => {
  expectCurrency(asked.currency, currency, `${param}.currency`)
  if (min && asked.amount < min.amount)
    throw refuse(paymentLinkErrors.AMOUNT_BELOW_MIN, { param, extra: { required_money: min } })
  if (max && asked.amount > max.amount)
    throw refuse(paymentLinkErrors.AMOUNT_ABOVE_MAX, { param, extra: { maximum_money: max } })
}

/** One line of the amount that the buyer gives. */
const donationLine = (link: PaymentLink, chosen: Chosen): LineItemInput => {
  const param = `unit_price_overrides.${donationKey}`
  const asked = chosen.unit_price_overrides?.[donationKey]
  if (!asked) throw refuse(paymentLinkErrors.DONATION_AMOUNT_REQUIRED, { param })
  const { name, description, donation_min_amount_money: min, donation_max_amount_money: max } = link.terms
  const least = min ?? { amount: 1, currency: link.currency }
  expectWithin(asked, link.currency, least, max, param)
  return {
    name,
    unit_price_money: asked,
    ...(description === undefined ? {} : { description }),
    tax: { taxable: false },
  }
}
