import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import type { OrderLineItem, Refund } from '../api/shapes.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { MoneyField, SelectField, TextField } from '../parts/Field.tsx'
import { Money } from '../parts/Money.tsx'
import { decimalOf } from '../parts/parse-money.ts'
import { type MoneyAmount, showMoney } from '../parts/show-money.ts'
import { refundReasons } from './choices.ts'
import { type RefundTarget, quantityField, refundBody, unitsLeft } from './refund-body.ts'

type Extent = 'all' | 'amount' | 'lines'

/** Gives money back: all of it, an amount, or some of the lines. */
export const RefundButton = ({
  target,
  left,
  reason,
  onDone,
}: {
  target: RefundTarget
  /** What can be given back at most. */
  left: MoneyAmount
  reason: string | null
  onDone: () => Promise<void>
}) => {
  const api = useApi()
  const [extent, setExtent] = useState<Extent>('all')
  return (
    <ActionButton<Refund>
      needs="commerce.refunds.write"
      label="Refund"
      title="Refund"
      confirm="Refund"
      isDanger
      disabledReason={reason}
      send={(form, idempotencyKey) => api.post('/v1/refunds', refundBody(form, target), { idempotencyKey })}
      done={(refund) =>
        refund.status === 'failed'
          ? 'The refund failed'
          : `${showMoney(refund.amount_money)} ${refund.status === 'succeeded' ? 'refunded' : 'on its way back'}`
      }
      onDone={onDone}
    >
      <Extents chosen={extent} onChoose={setExtent} left={left} hasLines={target.lines.length > 0} />
      {extent === 'amount' && (
        <MoneyField
          label="Amount"
          name="amount"
          param="amount_money"
          currency={left.currency}
          defaultValue={decimalOf(left)}
          hint={`At most ${showMoney(left)}.`}
          required
        />
      )}
      {extent === 'lines' && <LineQuantities lines={target.lines} />}
      <SelectField label="Reason" name="reason" choices={refundReasons} isOptional />
      <TextField label="Note" name="reason_message" maxLength={1024} isOptional hint="For your records." />
    </ActionButton>
  )
}

const Extents = ({
  chosen,
  onChoose,
  left,
  hasLines,
}: {
  chosen: Extent
  onChoose: (extent: Extent) => void
  left: MoneyAmount
  hasLines: boolean
}) => {
  const extents: [Extent, React.ReactNode][] = [
    [
      'all',
      <>
        All that is left: <Money money={left} isStrong />
      </>,
    ],
    ['amount', 'An amount'],
  ]
  if (hasLines) extents.push(['lines', 'Some of the lines'])
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1 font-medium">How much</legend>
      {extents.map(([value, words]) => (
        <label key={value} className="flex items-center gap-2">
          <input
            type="radio"
            name="extent"
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
            className="size-4 accent-accent"
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  )
}

const LineQuantities = ({ lines }: { lines: readonly OrderLineItem[] }) => (
  <fieldset>
    <legend className="mb-1 font-medium">Units to refund</legend>
    <ul className="divide-y divide-line rounded-control border border-line">
      {lines.map((line) => (
        <li key={line.order_line_item_id} className="flex items-center justify-between gap-3 px-3 py-2">
          <label htmlFor={quantityField(line)} className="min-w-0">
            {line.name}
            <span className="block text-xs text-ink-soft">
              {unitsLeft(line)} of {line.quantity} left, <Money money={line.total_money} hidesCode /> in all
            </span>
          </label>
          <span className="w-20 shrink-0">
            <input
              id={quantityField(line)}
              name={quantityField(line)}
              type="number"
              min={0}
              max={unitsLeft(line)}
              defaultValue={0}
              disabled={unitsLeft(line) === 0}
              className="control text-right"
            />
          </span>
        </li>
      ))}
    </ul>
  </fieldset>
)
