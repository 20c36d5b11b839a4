import { showMoney } from '../show-money.ts'
import { AmountField } from './AmountField.tsx'
import { quantityOf, unitPriceOf, type Choices, type FieldId } from './link-choices.ts'
import type { OfferLine } from './link-offer.ts'
import { LinkPicture } from './LinkPicture.tsx'
import { QuantityField } from './QuantityField.tsx'

export interface LinkFieldMoves {
  readonly problemOf: (field: FieldId) => string | null
  readonly isLocked: boolean
  readonly choose: (field: FieldId, choices: Choices) => void
  readonly leave: (field: FieldId, isEmpty: boolean) => void
}

interface LinkLineRowProps extends LinkFieldMoves {
  readonly line: OfferLine
  readonly choices: Choices
  readonly hasPictures: boolean
}

/** One line of the order to be: what it is, how many, for how much. */
export const LinkLineRow = ({
  line,
  choices,
  hasPictures,
  problemOf,
  isLocked,
  choose,
  leave,
}: LinkLineRowProps) => {
  const { key, name, amount, quantities } = line
  const quantity = quantityOf(line, choices)
  const price = unitPriceOf(line, choices)
  const isCounted = quantities !== null || line.quantity > 1
  const amountText = choices.amounts[key]?.text ?? ''
  const quantityText = choices.quantities[key] ?? ''
  return (
    <li className="py-4">
      <div className="flex gap-4">
        {hasPictures && <LinkPicture address={line.image} className="size-14 rounded-xl" />}
        <div className="min-w-0 flex-1">
          <p className="font-medium wrap-anywhere">{name}</p>
          {line.description && (
            <p className="mt-0.5 text-sm whitespace-pre-line text-ink-soft wrap-anywhere">
              {line.description}
            </p>
          )}
          {isCounted && quantity !== 1 && price !== null && (
            <p className="mt-0.5 text-sm text-ink-soft tabular-nums">{showMoney(price)} each</p>
          )}
          {quantities === null && line.quantity > 1 && (
            <p className="mt-0.5 text-sm text-ink-soft">Quantity {line.quantity}</p>
          )}
          {line.isUnavailable && <p className="mt-0.5 text-sm text-problem">Not available now</p>}
        </div>
        {price !== null && quantity !== null && (
          <p className="shrink-0 font-medium tabular-nums">
            {showMoney({ ...price, amount: price.amount * quantity })}
          </p>
        )}
      </div>
      {amount !== null && choices.amounts[key] && (
        <div className="mt-3">
          <AmountField
            name={`Amount for ${name}`}
            isNameHidden
            offer={amount}
            choice={choices.amounts[key]}
            problem={problemOf(`amount:${key}`)}
            isLocked={isLocked}
            onChange={(choice) =>
              choose(`amount:${key}`, { ...choices, amounts: { ...choices.amounts, [key]: choice } })
            }
            onLeave={() => leave(`amount:${key}`, amountText.trim() === '')}
          />
        </div>
      )}
      {quantities !== null && (
        <div className="mt-3">
          <QuantityField
            of={name}
            text={quantityText}
            min={quantities.min}
            max={quantities.max}
            problem={problemOf(`quantity:${key}`)}
            isLocked={isLocked}
            onChange={(text) =>
              choose(`quantity:${key}`, { ...choices, quantities: { ...choices.quantities, [key]: text } })
            }
            onLeave={() => leave(`quantity:${key}`, quantityText.trim() === '')}
          />
        </div>
      )}
    </li>
  )
}
