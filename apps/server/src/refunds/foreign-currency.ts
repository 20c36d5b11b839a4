import type { RefundMoney, RefundRefusal, RefundTargets } from './refund-allocation.ts'

/** The first amount of a request that is not in the order's currency. */
export function foreignCurrencyOf(targets: RefundTargets, currency: string): RefundRefusal | null {
  const amounts: [param: string, money: RefundMoney | null][] = [
    ['amount_money', targets.amount],
    ...targets.lines.map(
      ({ amount }, at) => [`line_items[${at}].amount_money`, amount] as [string, RefundMoney],
    ),
    ...targets.lines.flatMap(({ tax }, at) =>
      moniesOf(`line_items[${at}].tax_breakdown_refunds`, tax?.parts ?? []),
    ),
    ...targets.charges.map(
      ({ amount }, at) => [`charges[${at}].amount_money`, amount] as [string, RefundMoney],
    ),
    ...moniesOf('tax_breakdown_refunds', targets.flats),
    ...moniesOf('tender_allocations', targets.tenders),
  ]
  const foreign = amounts.find(([, money]) => money !== null && money.currency !== currency)
  return foreign ? { refusal: 'CURRENCY_MISMATCH', param: foreign[0] } : null
}

const moniesOf = (param: string, parts: readonly { amount: RefundMoney }[]) =>
  parts.map(({ amount }, at) => [`${param}[${at}].amount_money`, amount] as [string, RefundMoney])
