import type { Minor } from '@flint/money'
import type { Order, OrderLine } from '../orders/order.ts'
import { toTax } from '../orders/to-tax.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Refund } from '../refunds/refund.ts'
import { type EffectiveSettings, settingsOf } from '../settings/index.ts'

/** What a receipt says, before it is HTML or text. Minor units of `currency`; what takes money off is negative. */
export type Receipt = {
  merchantName: string
  orderNumber: string
  placedAt: Instant
  currency: string
  isTest: boolean
  /** The merchant's own words above and below. */
  header: string | null
  footer: string | null
  /** Who sells, as its tax identity says: name, lines of the address, tax ids. Empty where it says nothing. */
  seller: string[]
  branding: EffectiveSettings['branding']
  /** Null where the merchant's receipts name no items. */
  lines: ReceiptLine[] | null
  /** From the subtotal to the tip: together with the lines they add up to the total. */
  sums: ReceiptRow[]
  total: Minor
  /** Tax that the prices contain: told, not added. */
  containedTaxes: ReceiptRow[]
  payments: DatedRow[]
  refunds: DatedRow[]
}
export type ReceiptLine = {
  name: string
  quantity: number
  unitPrice: Minor
  amount: Minor
  choices: { name: string; amount: Minor }[]
}
export type ReceiptRow = { label: string; amount: Minor }
export type DatedRow = ReceiptRow & { at: Instant }

export type PaidOrder = {
  order: Order
  intents: readonly PaymentIntent[]
  refunds: readonly Refund[]
}

export type ReceiptSettings = Pick<EffectiveSettings, 'receipts' | 'tax_identity' | 'branding'>
const defaultSettings = settingsOf({ settings: {} })

/** Pure: the same order and settings give the same receipt. */
export const receiptOf = (
  { order, intents, refunds }: PaidOrder,
  { merchantName, mode }: { merchantName: string; mode: 'test' | 'live' },
  { receipts, tax_identity: identity, branding }: ReceiptSettings = defaultSettings,
): Receipt => {
  const taxes = taxRowsOf(order)
  return {
    header: receipts.header_text,
    footer: receipts.footer_text,
    seller: sellerLinesOf(identity),
    branding,
    merchantName,
    orderNumber: String(order.orderNumber),
    placedAt: order.createdAt,
    currency: order.currency,
    isTest: mode === 'test',
    lines: receipts.is_itemized ? order.lines.map(lineOf) : null,
    sums: [
      { label: 'Subtotal', amount: order.amounts.subtotal },
      ...discountRowsOf(order),
      ...order.charges.map(({ name, applied }) => ({ label: name, amount: applied })),
      ...taxes.added,
      ...(order.amounts.tip > 0 ? [{ label: 'Tip', amount: order.amounts.tip }] : []),
    ],
    total: order.amounts.total,
    containedTaxes: taxes.contained,
    payments: intents
      .filter((intent) => intent.captured > 0)
      .map((intent) => ({
        label: methodOf(intent),
        amount: intent.captured,
        at: intent.capturedAt ?? intent.updatedAt,
      })),
    refunds: refunds.filter(isUnderway).map((refund) => ({
      label: refund.status === 'succeeded' ? 'Refund' : 'Refund, on its way',
      amount: -refund.amount,
      at: refund.createdAt,
    })),
  }
}

const sellerLinesOf = ({
  legal_name: name,
  registered_address: address,
  tax_ids: taxIds,
}: EffectiveSettings['tax_identity']): string[] => {
  const { line1, line2, city, state, postal_code: postalCode, country } = address ?? {}
  const place = [city, state, postalCode].filter(Boolean).join(' ')
  const lines = [name, line1, line2, place, country]
  return [
    ...lines.filter((line): line is string => Boolean(line)),
    ...taxIds.map(({ type, value }) => `${taxIdNames[type] ?? 'Tax id'} ${value}`),
  ]
}

const taxIdNames: Record<string, string> = { eu_vat: 'VAT', gb_vat: 'VAT', us_ein: 'EIN' }

const lineOf = (line: OrderLine): ReceiptLine => ({
  name: line.name,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  amount: line.subtotal,
  choices: (line.modifiers ?? [])
    .filter((modifier) => modifier.showOnReceipt)
    .map(({ name, quantity, unitPriceDelta, textValue }) => ({
      name: `${quantity > 1 ? `${quantity} × ` : ''}${name}${textValue ? `: ${textValue}` : ''}`,
      amount: unitPriceDelta * quantity * line.quantity,
    })),
})

const discountRowsOf = (order: Order): ReceiptRow[] =>
  order.discounts
    .filter(({ status, applied }) => status !== 'canceled' && applied > 0)
    .map(({ name, applied }) => ({ label: name, amount: -applied }))

/** One row for each tax of each jurisdiction, over all that it is laid on. */
const taxRowsOf = (order: Order): { added: ReceiptRow[]; contained: ReceiptRow[] } => {
  const rows = { additive: new Map<string, Minor>(), inclusive: new Map<string, Minor>() }
  for (const part of toTax(order).tax_breakdowns) {
    if (part.tax_money.amount === 0) continue
    const sums = rows[part.price_mode]
    const label = taxLabelOf(part)
    sums.set(label, (sums.get(label) ?? 0) + part.tax_money.amount)
  }
  const listed = (sums: Map<string, Minor>) => [...sums].map(([label, amount]) => ({ label, amount }))
  return { added: listed(rows.additive), contained: listed(rows.inclusive) }
}

const taxLabelOf = (part: ReturnType<typeof toTax>['tax_breakdowns'][number]): string => {
  if (part.calculation_type === 'flat_amount') return part.jurisdiction?.name ?? 'Retail delivery fee'
  const place = part.jurisdiction?.name ?? part.jurisdiction?.code ?? part.jurisdiction?.state
  return `${place ? `${place} tax` : 'Tax'} ${part.percent}%`
}

const brandNames: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

const methodOf = ({ card, bankAccount }: PaymentIntent): string => {
  if (card) return `${brandNames[card.brand] ?? 'Card'} ending in ${card.last4}`
  return bankAccount ? `${bankAccount.bankName} account ending in ${bankAccount.last4}` : 'Payment'
}

const isUnderway = ({ status }: Refund): boolean => status !== 'failed' && status !== 'canceled'
