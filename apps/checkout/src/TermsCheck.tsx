import { useId, type Ref } from 'react'
import { AlertIcon } from './icons.tsx'

interface TermsCheckProps {
  readonly href: string | null
  readonly problem: string | null
  readonly inputRef: Ref<HTMLInputElement>
  readonly onChange: () => void
}

/** Consent to the seller's terms, where the seller asks for it. */
export const TermsCheck = ({ href, problem, inputRef, onChange }: TermsCheckProps) => {
  const id = useId()
  return (
    <div>
      <label className="flex items-start gap-3 text-[15px]">
        <input
          ref={inputRef}
          type="checkbox"
          required
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          onChange={onChange}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <span>
          I agree to the{' '}
          {href === null ? (
            'terms of service'
          ) : (
            <a href={href} target="_blank" rel="noopener noreferrer" className="link">
              terms of service<span className="sr-only"> (opens in a new tab)</span>
            </a>
          )}
          .
        </span>
      </label>
      {problem !== null && (
        <p id={id} className="mt-1.5 flex items-start gap-1.5 text-sm text-problem">
          <AlertIcon className="mt-0.5 size-4 shrink-0" />
          {problem}
        </p>
      )}
    </div>
  )
}
