import { useState } from 'react'
import type { Money, OrderLineItem } from './api-shapes.ts'
import { type LineDetail, lineDetails, pictureOf } from './line-details.ts'
import { showMoney } from './show-money.ts'

interface SummaryLineProps {
  readonly line: OrderLineItem
  /** Some line of the order has a picture, so all keep room for one. */
  readonly hasPictures: boolean
}

/** One line item: how many, what, for how much. */
export const SummaryLine = ({ line, hasPictures }: SummaryLineProps) => (
  <li className="flex gap-4 py-3.5">
    {hasPictures ? (
      <LinePicture line={line} />
    ) : (
      <span className="inline-flex h-7 min-w-7 shrink-0 items-center justify-center self-start rounded-lg bg-tile px-1.5 text-[13px] font-semibold tabular-nums">
        <Quantity of={line} />
      </span>
    )}
    <div className="min-w-0 flex-1 pt-0.5">
      <p className="font-medium wrap-anywhere">{line.name}</p>
      {line.description && (
        <p className="mt-0.5 line-clamp-2 text-sm text-ink-soft wrap-anywhere">{line.description}</p>
      )}
      {lineDetails(line).map((detail, index) => (
        <Detail key={`${index} ${detail.words}`} detail={detail} />
      ))}
      {line.quantity > 1 && <p className="mt-0.5 text-sm text-ink-soft">{showMoney(unitPrice(line))} each</p>}
    </div>
    <p className="shrink-0 pt-0.5 font-medium tabular-nums">{showMoney(line.subtotal_money)}</p>
  </li>
)

const Quantity = ({ of: { quantity } }: { of: OrderLineItem }) => (
  <>
    <span className="sr-only">Quantity </span>
    {quantity}
  </>
)

const Detail = ({ detail: { words, money } }: { detail: LineDetail }) => (
  <p className="mt-0.5 text-sm text-ink-soft wrap-anywhere">
    {words}
    {money && (
      <span className="tabular-nums">
        {' '}
        ({money.amount > 0 ? '+' : '−'}
        {showMoney({ ...money, amount: Math.abs(money.amount) })})
      </span>
    )}
  </p>
)

/** With its modifiers, so that it times the quantity is the line's price. */
const unitPrice = ({ unit_price_money: unit, modifiers = [] }: OrderLineItem): Money => ({
  ...unit,
  amount: modifiers.reduce((sum, { total_money: money }) => sum + (money?.amount ?? 0), unit.amount),
})

/** The name stands beside it, so the picture says nothing new; one that does not load leaves its first letter. */
const LinePicture = ({ line }: { line: OrderLineItem }) => {
  const [isBroken, setIsBroken] = useState(false)
  const address = isBroken ? null : pictureOf(line)
  return (
    <div className="relative size-14 shrink-0">
      <div className="flex size-full items-center justify-center overflow-hidden rounded-xl border border-line bg-tile">
        {address === null ? (
          <span aria-hidden="true" className="text-lg font-semibold text-ink-soft">
            {[...line.name][0]?.toUpperCase()}
          </span>
        ) : (
          <img
            src={address}
            alt=""
            loading="lazy"
            decoding="async"
            referrerPolicy="no-referrer"
            onError={() => setIsBroken(true)}
            className="size-full object-cover"
          />
        )}
      </div>
      <span className="absolute -top-2 -right-2 inline-flex h-6 min-w-6 items-center justify-center rounded-full bg-ink px-1.5 text-xs font-semibold text-surface tabular-nums ring-2 ring-panel">
        <Quantity of={line} />
      </span>
    </div>
  )
}
