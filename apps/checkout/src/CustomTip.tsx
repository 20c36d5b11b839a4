import { currencyExponent } from '@flint/money'
import { useEffect, useRef } from 'react'
import { TextField } from './TextField.tsx'
import { amountText, parseAmount } from './tip-amounts.ts'
import { useFieldProblem } from './use-field-problem.ts'

interface CustomTipProps {
  readonly currency: string
  /** Minor units of the tip on the order, 0 for none. */
  readonly current: number
  /** The buyer just asked for it, so typing may start at once. */
  readonly isAsked: boolean
  readonly onChoose: (amount: number) => void
}

/** A tip as an amount of the buyer's own. Saved with Enter, the button or on leaving, not with every key. */
export const CustomTip = ({ currency, current, isAsked, onChoose }: CustomTipProps) => {
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const exponent = currencyExponent(currency)
  const field = useFieldProblem((text) =>
    parseAmount(text, exponent) === null
      ? `Enter an amount like ${amountText(5 * 10 ** exponent, exponent)}.`
      : null,
  )
  useEffect(() => {
    if (isAsked) input.current?.focus()
  }, [isAsked])

  const save = (): void => {
    const text = input.current?.value ?? ''
    const amount = parseAmount(text, exponent)
    if (field.check(text) && amount !== null) onChoose(amount)
  }

  return (
    <div className="animate-appear mt-3 flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={`Tip amount (${currency})`}
          inputRef={input}
          inputMode={exponent === 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
          maxLength={12}
          defaultValue={current > 0 ? amountText(current, exponent) : ''}
          problem={field.problem}
          onInput={(event) => field.onEdit(event.currentTarget.value)}
          onBlur={(event) => {
            // Whoever typed a tip and goes on to pay means it; the button beside the field saves it by itself.
            const text = event.currentTarget.value
            const isNew = text.trim() !== '' && parseAmount(text, exponent) !== current
            if (isNew && event.relatedTarget !== button.current) save()
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Enter means "this tip" here, not "pay".
            event.preventDefault()
            save()
          }}
        />
      </div>
      <button
        ref={button}
        type="button"
        onClick={save}
        className="mt-[26px] h-12 shrink-0 rounded-control border border-line-strong/70 bg-field px-4 font-semibold transition-colors hover:bg-calm-soft"
      >
        Add tip
      </button>
    </div>
  )
}
