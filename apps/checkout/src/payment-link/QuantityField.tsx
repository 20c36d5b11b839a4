import { useId } from 'react'
import { readQuantity } from './link-choices.ts'
import { ProblemLine } from './ProblemLine.tsx'

interface QuantityFieldProps {
  /** What it is so many of. */
  readonly of: string
  readonly text: string
  readonly min: number
  readonly max: number | null
  readonly problem: string | null
  readonly isLocked: boolean
  readonly onChange: (text: string) => void
  readonly onLeave: () => void
}

/** How many: by two buttons, or typed. */
export const QuantityField = ({
  of,
  text,
  min,
  max,
  problem,
  isLocked,
  onChange,
  onLeave,
}: QuantityFieldProps) => {
  const id = useId()
  const quantity = readQuantity(text)
  const stepTo = (next: number): void => onChange(String(Math.max(min, Math.min(next, max ?? next))))
  const button = (name: string, sign: string, isOff: boolean, next: number) => (
    <button
      type="button"
      aria-label={`${name} ${of}`}
      aria-disabled={isOff || isLocked}
      onClick={() => {
        if (!isOff && !isLocked) stepTo(next)
      }}
      className="inline-flex size-11 shrink-0 items-center justify-center text-xl leading-none transition-colors hover:bg-calm-soft aria-disabled:cursor-default aria-disabled:text-ink-soft/50 aria-disabled:hover:bg-transparent"
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  )
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        Quantity of {of}
      </label>
      <div
        className={`inline-flex items-center overflow-hidden rounded-control border bg-field focus-within:ring-3 ${
          problem === null
            ? 'border-line-strong/70 focus-within:ring-accent/25'
            : 'border-problem focus-within:ring-problem/25'
        }`}
      >
        {button('Fewer of', '−', quantity !== null && quantity <= min, (quantity ?? min + 1) - 1)}
        <input
          id={id}
          name="quantity"
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          value={text}
          readOnly={isLocked}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
          className="h-11 w-12 border-x border-line bg-transparent text-center text-base font-medium tabular-nums outline-none"
        />
        {button(
          'More of',
          '+',
          max !== null && quantity !== null && quantity >= max,
          quantity === null ? min : quantity + 1,
        )}
      </div>
      <ProblemLine id={`${id}-problem`} problem={problem} />
    </div>
  )
}
