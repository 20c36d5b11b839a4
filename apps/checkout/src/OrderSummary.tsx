import { useId, useState, type ReactNode } from 'react'
import type { CheckoutView } from './api-shapes.ts'
import { ChevronIcon } from './icons.tsx'
import { showMoney } from './show-money.ts'
import { pictureOf } from './line-details.ts'
import { SummaryLine } from './SummaryLine.tsx'
import { SummaryTotals } from './SummaryTotals.tsx'

/** Longer orders start folded to this many lines. */
const linesShownAtFirst = 6

interface OrderSummaryProps {
  readonly checkout: CheckoutView
  readonly merchant: string
  /** What the big figure is called, e.g. "Pay Northwind". */
  readonly caption: string
  readonly isSaving: boolean
  /** What the buyer can do about the price; in sight also where the details are folded away. */
  readonly codes: ReactNode
}

/** What is being bought. On narrow screens the details fold away under the total. */
export const OrderSummary = ({ checkout, merchant, caption, isSaving, codes }: OrderSummaryProps) => {
  const [isOpen, setIsOpen] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const detailsId = useId()
  const { order } = checkout
  const lines = order.line_items
  const hasPictures = lines.some((line) => pictureOf(line) !== null)
  const hasMore = !showsAll && lines.length > linesShownAtFirst + 2
  const { paid_money: paid, outstanding_money: due } = order.settlement_amounts
  const figure = due.amount > 0 || paid.amount === 0 ? due : order.pricing_amounts.total_money
  const message = checkout.custom_text?.order_summary_message

  return (
    <section aria-label="Order summary">
      <div className="flex items-end justify-between gap-4">
        <div className="min-w-0" aria-live="polite" aria-atomic="true">
          <p className="text-ink-soft wrap-anywhere">{caption}</p>
          <p
            className={`mt-1 text-[2rem] leading-tight font-semibold tracking-tight tabular-nums transition-opacity lg:text-[2.75rem] ${
              isSaving ? 'opacity-50' : ''
            }`}
          >
            {showMoney(figure)}
          </p>
        </div>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onClick={() => setIsOpen(!isOpen)}
          className="-mr-2 mb-0.5 inline-flex min-h-10 shrink-0 items-center gap-1 rounded-lg px-2 text-sm font-medium hover:bg-tile lg:hidden"
        >
          {isOpen ? 'Hide details' : 'Show details'}
          <ChevronIcon className={`size-4 transition-transform ${isOpen ? 'rotate-180' : ''}`} />
        </button>
      </div>

      <div id={detailsId} className={`mt-4 lg:mt-9 lg:block ${isOpen ? 'block' : 'hidden'}`}>
        <h2 className="sr-only">Items from {merchant}</h2>
        <ul className="pb-1.5">
          {(hasMore ? lines.slice(0, linesShownAtFirst) : lines).map((line) => (
            <SummaryLine key={line.order_line_item_id} line={line} hasPictures={hasPictures} />
          ))}
        </ul>
        {hasMore && (
          <button
            type="button"
            onClick={() => setShowsAll(true)}
            className="mb-4 inline-flex min-h-9 items-center rounded-lg text-sm font-medium link"
          >
            Show all {lines.length} items
          </button>
        )}
        <div className={`transition-opacity ${isSaving ? 'opacity-50' : ''}`} aria-busy={isSaving}>
          <SummaryTotals order={order} />
        </div>
        {message && (
          <p className="mt-6 rounded-xl border border-line px-4 py-3 text-sm whitespace-pre-line text-ink-soft wrap-anywhere">
            {message}
          </p>
        )}
      </div>
      {codes}
    </section>
  )
}
