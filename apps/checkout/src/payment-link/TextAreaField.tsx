import { useId, type ComponentProps } from 'react'
import { ProblemLine } from './ProblemLine.tsx'

interface TextAreaFieldProps extends Omit<ComponentProps<'textarea'>, 'id' | 'className'> {
  readonly label: string
  readonly isOptional: boolean
  readonly problem: string | null
}

/** A labelled text of several lines, with its problem. */
export const TextAreaField = ({ label, isOptional, problem, ...textarea }: TextAreaFieldProps) => {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between gap-2 text-sm font-medium">
        {label}
        {isOptional && <span className="font-normal text-ink-soft">Optional</span>}
      </label>
      <textarea
        rows={3}
        {...textarea}
        id={id}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        className={`block min-h-24 w-full min-w-0 rounded-control border bg-field px-3.5 py-3 text-base transition-[border-color,box-shadow] outline-none placeholder:text-ink-soft/80 focus:ring-3 disabled:opacity-60 ${
          problem === null
            ? 'border-line-strong/70 focus:border-accent focus:ring-accent/25'
            : 'border-problem focus:ring-problem/25'
        }`}
      />
      <ProblemLine id={`${id}-problem`} problem={problem} />
    </div>
  )
}
