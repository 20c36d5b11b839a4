import type { Order } from './api-shapes.ts'
import { showMoney } from './show-money.ts'
import { summaryRows } from './summary-rows.ts'

/** How the total comes about, and what of it is still to be paid. */
export const SummaryTotals = ({ order }: { order: Order }) => {
  const { paid_money: paid, outstanding_money: due } = order.settlement_amounts
  const isPartlyPaid = paid.amount > 0 && due.amount > 0
  const strong = 'flex items-baseline justify-between gap-4 border-t border-line pt-3.5 font-semibold'
  return (
    <dl className="space-y-2.5 border-t border-line pt-4">
      {summaryRows(order).map((row) => (
        <div key={row.key} className="flex items-baseline justify-between gap-4">
          <dt className="min-w-0 text-ink-soft wrap-anywhere">{row.label}</dt>
          <dd className="shrink-0 tabular-nums">
            {row.isTakenOff ? '−' : ''}
            {row.money === null ? (
              <span className="text-ink-soft">Needs your address</span>
            ) : (
              showMoney(row.money)
            )}
          </dd>
        </div>
      ))}
      <div className={summaryRows(order).length === 0 ? `${strong} border-t-0 pt-0` : strong}>
        <dt>Total</dt>
        <dd className="tabular-nums">{showMoney(order.pricing_amounts.total_money)}</dd>
      </div>
      {isPartlyPaid && (
        <>
          <div className="flex items-baseline justify-between gap-4">
            <dt className="text-ink-soft">Already paid</dt>
            <dd className="tabular-nums">−{showMoney(paid)}</dd>
          </div>
          <div className={strong}>
            <dt>Due now</dt>
            <dd className="tabular-nums">{showMoney(due)}</dd>
          </div>
        </>
      )}
    </dl>
  )
}
