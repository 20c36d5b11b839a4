import { useId, type ComponentProps, type ReactNode, type Ref } from 'react'
import { AlertIcon } from './icons.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className' | 'ref'> {
  readonly label: string
  readonly isOptional?: boolean
  readonly hint?: string
  readonly problem: string | null
  /** The problem comes by itself, after an answer: it is read out although the focus does not move. */
  readonly isProblemAnnounced?: boolean
  /** Shown inside the field, at its end. */
  readonly end?: ReactNode
  readonly inputRef?: Ref<HTMLInputElement>
}

/**
 * A labelled field with its hint and its problem. The text lives in the input itself, never in React's state: a card
 * number must not outlast the field, nor show up as an attribute.
 */
export const TextField = ({
  label,
  isOptional = false,
  hint,
  problem,
  isProblemAnnounced = false,
  end,
  inputRef,
  ...input
}: TextFieldProps) => {
  const id = useId()
  const describedBy = [problem !== null ? `${id}-problem` : '', hint ? `${id}-hint` : '']
    .filter(Boolean)
    .join(' ')
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between gap-2 text-sm font-medium">
        {label}
        {isOptional && <span className="font-normal text-ink-soft">Optional</span>}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          ref={inputRef}
          aria-invalid={problem !== null}
          aria-describedby={describedBy || undefined}
          className={`h-12 w-full min-w-0 rounded-control border bg-field px-3.5 text-base tabular-nums transition-[border-color,box-shadow] outline-none placeholder:text-ink-soft/80 focus:ring-3 disabled:opacity-60 ${
            problem === null
              ? 'border-line-strong/70 focus:border-accent focus:ring-accent/25'
              : 'border-problem focus:ring-problem/25'
          } ${end ? 'pr-16' : ''}`}
        />
        {end && (
          <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center gap-1">
            {end}
          </span>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="sr-only">
          {hint}
        </p>
      )}
      {problem !== null && (
        <p
          id={`${id}-problem`}
          role={isProblemAnnounced ? 'alert' : undefined}
          className="mt-1.5 flex items-start gap-1.5 text-sm text-problem"
        >
          <AlertIcon className="mt-0.5 size-4 shrink-0" />
          {problem}
        </p>
      )}
    </div>
  )
}
