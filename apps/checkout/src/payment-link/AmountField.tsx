import { useEffect, useId, useRef, useState } from 'react'
import { RadioTile } from '../RadioTile.tsx'
import { showMoney } from '../show-money.ts'
import { amountText } from '../tip-amounts.ts'
import { TextField } from '../TextField.tsx'
import { exponentOf, type AmountChoice } from './link-choices.ts'
import type { AmountOffer } from './link-offer.ts'
import { ProblemLine } from './ProblemLine.tsx'

interface AmountFieldProps {
  /** What it is called, e.g. "Your donation". */
  readonly name: string
  readonly isNameHidden: boolean
  readonly offer: AmountOffer
  readonly choice: AmountChoice
  readonly problem: string | null
  readonly isLocked: boolean
  readonly onChange: (choice: AmountChoice) => void
  readonly onLeave: () => void
}

/** An amount of the buyer's choice: one of the seller's suggestions, or their own within the bounds. */
export const AmountField = ({
  name,
  isNameHidden,
  offer,
  choice,
  problem,
  isLocked,
  onChange,
  onLeave,
}: AmountFieldProps) => {
  const group = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isAsked, setIsAsked] = useState(false)
  useEffect(() => {
    if (isAsked) input.current?.focus()
  }, [isAsked])
  const { currency, suggestions } = offer
  const exponent = exponentOf(currency)
  const hasSuggestions = suggestions.length > 0
  const isOwnShown = choice.isOwn || !hasSuggestions
  const bounds = boundsWords(offer)
  return (
    <fieldset disabled={isLocked} className="min-w-0">
      <legend className={isNameHidden ? 'sr-only' : 'mb-3 text-lg font-semibold tracking-tight'}>
        {name}
      </legend>
      {hasSuggestions && (
        <div
          className={`grid grid-cols-2 gap-2 ${(suggestions.length + 1) % 4 === 0 ? 'sm:grid-cols-4' : 'sm:grid-cols-3'}`}
        >
          {suggestions.map((amount) => {
            const text = amountText(amount, exponent)
            return (
              <RadioTile
                key={text}
                name={group}
                value={text}
                checked={!choice.isOwn && choice.text === text}
                onChange={() => {
                  setIsAsked(false)
                  onChange({ isOwn: false, text })
                }}
              >
                <span className="tabular-nums">{showMoney({ amount, currency })}</span>
              </RadioTile>
            )
          })}
          <RadioTile
            name={group}
            value="own"
            checked={choice.isOwn}
            onChange={() => {
              setIsAsked(true)
              onChange({ isOwn: true, text: '' })
            }}
          >
            <span>
              Other<span className="sr-only"> amount</span>
            </span>
          </RadioTile>
        </div>
      )}
      {isOwnShown && (
        <div className={hasSuggestions ? 'mt-3' : ''}>
          <TextField
            label={`Amount (${currency})`}
            inputRef={input}
            name="amount"
            inputMode={exponent === 0 ? 'numeric' : 'decimal'}
            autoComplete="off"
            maxLength={13}
            hint={bounds ?? undefined}
            value={choice.text}
            problem={problem}
            onChange={(event) => onChange({ isOwn: true, text: event.target.value })}
            onBlur={onLeave}
          />
          {bounds !== null && problem === null && (
            <p aria-hidden="true" className="mt-1.5 text-sm text-ink-soft">
              {bounds}
            </p>
          )}
        </div>
      )}
      {!isOwnShown && <ProblemLine id={`${group}-problem`} problem={problem} isAnnounced />}
    </fieldset>
  )
}

/** The least that is one minor unit is no bound worth telling. */
const boundsWords = ({ min, max, currency }: AmountOffer): string | null => {
  const least = min > 1 ? showMoney({ amount: min, currency }) : null
  const most = max === null ? null : showMoney({ amount: max, currency })
  if (least !== null && most !== null) return `Between ${least} and ${most}`
  if (least !== null) return `${least} or more`
  return most === null ? null : `Up to ${most}`
}
