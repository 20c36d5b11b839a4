import { useId } from 'react'
import { ProblemLine } from './ProblemLine.tsx'

interface CheckFieldProps {
  readonly label: string
  readonly isOptional: boolean
  readonly isChecked: boolean
  readonly isLocked: boolean
  readonly problem: string | null
  readonly onChange: (isChecked: boolean) => void
}

/** A question that is answered by yes or no. */
export const CheckField = ({
  label,
  isOptional,
  isChecked,
  isLocked,
  problem,
  onChange,
}: CheckFieldProps) => {
  const id = useId()
  return (
    <div>
      <label className="flex items-start gap-3 text-[15px]">
        <input
          type="checkbox"
          checked={isChecked}
          disabled={isLocked}
          aria-required={!isOptional}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <span className="min-w-0 flex-1 wrap-anywhere">{label}</span>
        {isOptional && <span className="text-sm text-ink-soft">Optional</span>}
      </label>
      <ProblemLine id={id} problem={problem} />
    </div>
  )
}
