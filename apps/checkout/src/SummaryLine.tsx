import type { OrderLineItem } from './api-shapes.ts'
import { showMoney } from './show-money.ts'

const detailsOf = (line: OrderLineItem): string[] => {
  const options = (line.selected_options ?? []).map(({ name, value }) =>
    [name, value].filter(Boolean).join(': '),
  )
  const modifiers = (line.modifiers ?? []).map(({ name, text_value: text, quantity }) => {
    const words = [name, text].filter(Boolean).join(': ')
    return (quantity ?? 1) > 1 ? `${quantity} × ${words}` : words
  })
  return [...options, ...modifiers].filter((words) => words !== '')
}

/** One line item: how many, what, for how much. */
export const SummaryLine = ({ line }: { line: OrderLineItem }) => {
  const details = detailsOf(line)
  return (
    <li className="flex gap-4 py-3.5">
      <span className="inline-flex h-7 min-w-7 shrink-0 items-center justify-center self-start rounded-lg bg-tile px-1.5 text-[13px] font-semibold tabular-nums">
        <span className="sr-only">Quantity </span>
        {line.quantity}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="font-medium wrap-anywhere">{line.name}</p>
        {line.description && (
          <p className="mt-0.5 line-clamp-2 text-sm text-ink-soft wrap-anywhere">{line.description}</p>
        )}
        {details.map((words, index) => (
          <p key={`${index} ${words}`} className="mt-0.5 text-sm text-ink-soft wrap-anywhere">
            {words}
          </p>
        ))}
        {line.quantity > 1 && (
          <p className="mt-0.5 text-sm text-ink-soft">{showMoney(line.unit_price_money)} each</p>
        )}
      </div>
      <p className="shrink-0 pt-0.5 font-medium tabular-nums">{showMoney(line.subtotal_money)}</p>
    </li>
  )
}
