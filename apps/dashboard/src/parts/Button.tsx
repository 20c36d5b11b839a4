import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { useId } from 'react'
import { Link } from 'react-router'
import { useWhyRoleForbids } from '../session-context.ts'
import { joinClasses } from './join-classes.ts'

type Look = 'primary' | 'plain' | 'danger' | 'quiet'

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  plain: 'bg-surface text-ink border-line-strong hover:bg-raised',
  danger: 'bg-surface text-problem border-problem hover:bg-problem-soft',
  quiet: 'border-transparent text-ink-soft hover:bg-raised hover:text-ink',
}

export const buttonClasses = (look: Look = 'plain', isSmall = false): string =>
  joinClasses(
    'inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap transition-colors',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
    isSmall ? 'min-h-7 px-2 text-[13px]' : 'min-h-9 px-3',
    looks[look],
  )

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look
  isSmall?: boolean
  isBusy?: boolean
  /** Why it cannot be pressed now. It stays reachable by keyboard, so that the reason can be read. */
  disabledReason?: string | null
  /** The scope of what it does: somebody whose role lacks it reads so instead. */
  needs?: string
  children: ReactNode
}

export const Button = ({
  look = 'plain',
  isSmall = false,
  isBusy = false,
  disabledReason: stateReason = null,
  needs,
  children,
  onClick,
  className,
  ...rest
}: ButtonProps) => {
  const reasonId = useId()
  const disabledReason = useWhyRoleForbids(needs) ?? stateReason
  const isOff = isBusy || disabledReason !== null
  return (
    <>
      <button
        type="button"
        {...rest}
        className={joinClasses(buttonClasses(look, isSmall), className)}
        aria-disabled={isOff || undefined}
        aria-busy={isBusy || undefined}
        aria-describedby={disabledReason === null ? rest['aria-describedby'] : reasonId}
        title={disabledReason ?? rest.title}
        onClick={(event) => (isOff ? event.preventDefault() : onClick?.(event))}
      >
        {children}
      </button>
      {disabledReason !== null && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  )
}

/** A link that looks like a button. `to` is a whole path: see `usePathOf`. `needs` as of a button. */
export const LinkButton = ({
  to,
  look,
  isSmall,
  needs,
  children,
}: {
  to: string
  look?: Look
  isSmall?: boolean
  needs?: string
  children: ReactNode
}) => {
  const forbidden = useWhyRoleForbids(needs)
  if (forbidden !== null)
    return (
      <Button look={look} isSmall={isSmall} disabledReason={forbidden}>
        {children}
      </Button>
    )
  return (
    <Link to={to} className={buttonClasses(look, isSmall)}>
      {children}
    </Link>
  )
}
