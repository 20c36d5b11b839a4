import { useId, useState } from 'react'
import type { CheckoutView, TipWish } from './api-shapes.ts'
import { CustomTip } from './CustomTip.tsx'
import { AlertIcon } from './icons.tsx'
import { showMoney } from './show-money.ts'
import { currentTip, isSameTip, offeredTips, tipBase, tipPreview } from './tip-amounts.ts'

interface TipChoiceProps {
  readonly checkout: CheckoutView
  /** What is being saved; undefined when nothing is. */
  readonly wish: TipWish | null | undefined
  readonly problem: string | null
  readonly isLocked: boolean
  readonly onChoose: (wish: TipWish | null) => void
}

const keyOf = (tip: TipWish): string =>
  'percent' in tip ? `${tip.percent}%` : `${tip.amount_money.amount} ${tip.amount_money.currency}`

const chosenKey = (tip: TipWish | null, offered: readonly TipWish[]): string => {
  if (tip === null) return 'none'
  const found = offered.find((one) => isSameTip(one, tip))
  return found ? keyOf(found) : 'custom'
}

/** A tip, or none: plain radio buttons underneath, so arrow keys work as everywhere. */
export const TipChoice = ({ checkout, wish, problem, isLocked, onChoose }: TipChoiceProps) => {
  const group = useId()
  const { order, tip: setting } = checkout
  const [isCustomOpen, setIsCustomOpen] = useState(false)
  const offered = offeredTips(order, setting)
  const tip = wish === undefined ? currentTip(order) : wish
  const chosen = isCustomOpen ? 'custom' : chosenKey(tip, offered)
  const currency = order.pricing_amounts.total_money.currency
  const base = tipBase(order)

  const options: { key: string; title: string; note: string | null; wish: TipWish | null }[] = [
    ...offered.map((one) =>
      'percent' in one
        ? {
            key: keyOf(one),
            title: `${one.percent}%`,
            note: showMoney({ amount: tipPreview(base, one.percent), currency }),
            wish: one,
          }
        : { key: keyOf(one), title: showMoney(one.amount_money), note: '', wish: one },
    ),
    { key: 'none', title: 'No tip', note: null, wish: null },
  ]
  const hasCustom = setting?.is_custom_tip_enabled !== false

  const tile = (key: string, title: string, note: string | null, onPick: () => void) => (
    <label
      key={key}
      className={`${note === null ? 'col-span-3' : 'col-span-2'} sm:col-span-1 relative flex min-h-14 cursor-pointer flex-col items-center justify-center rounded-control border border-line-strong/70 bg-field px-1 py-2 text-center transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-60`}
    >
      <input
        type="radio"
        name={group}
        value={key}
        checked={chosen === key}
        onChange={onPick}
        className="absolute inset-0 cursor-[inherit] appearance-none opacity-0"
      />
      <span className="text-[15px] font-semibold">{title}</span>
      {note && <span className="text-[13px] text-ink-soft tabular-nums">{note}</span>}
    </label>
  )

  return (
    <fieldset disabled={isLocked} className="min-w-0">
      <legend className="mb-3 text-lg font-semibold tracking-tight">Add a tip</legend>
      <div className="grid grid-cols-6 gap-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
        {options.map((option) =>
          tile(option.key, option.title, option.note, () => {
            setIsCustomOpen(false)
            onChoose(option.wish)
          }),
        )}
        {hasCustom && tile('custom', 'Other', null, () => setIsCustomOpen(true))}
      </div>
      {hasCustom && chosen === 'custom' && (
        <CustomTip
          currency={currency}
          current={order.pricing_amounts.requested_tip_money.amount}
          isAsked={isCustomOpen}
          onChoose={(amount) => {
            setIsCustomOpen(false)
            onChoose({ amount_money: { amount, currency } })
          }}
        />
      )}
      {problem !== null && (
        <p role="alert" className="mt-2 flex items-start gap-1.5 text-sm text-problem">
          <AlertIcon className="mt-0.5 size-4 shrink-0" />
          {problem}
        </p>
      )}
    </fieldset>
  )
}
