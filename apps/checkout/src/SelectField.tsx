import { useId, type ComponentProps, type Ref } from 'react'
import { AlertIcon, ChevronIcon } from './icons.tsx'

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id' | 'className' | 'ref'> {
  readonly label: string
  readonly problem: string | null
  readonly inputRef?: Ref<HTMLSelectElement>
}

/** A labelled choice from a long list, by the browser's own means, with its problem. */
export const SelectField = ({ label, problem, inputRef, children, ...select }: SelectFieldProps) => {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <select
          {...select}
          id={id}
          ref={inputRef}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          className={`h-12 w-full min-w-0 appearance-none truncate rounded-control border bg-field pr-10 pl-3.5 text-base transition-[border-color,box-shadow] outline-none focus:ring-3 disabled:opacity-60 ${
            problem === null
              ? 'border-line-strong/70 focus:border-accent focus:ring-accent/25'
              : 'border-problem focus:ring-problem/25'
          }`}
        >
          {children}
        </select>
        <ChevronIcon className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-ink-soft" />
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="mt-1.5 flex items-start gap-1.5 text-sm text-problem">
          <AlertIcon className="mt-0.5 size-4 shrink-0" />
          {problem}
        </p>
      )}
    </div>
  )
}
