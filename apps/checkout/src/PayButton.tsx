import type { Ref } from 'react'
import { LockIcon, Spinner } from './icons.tsx'

interface PayButtonProps {
  readonly ref: Ref<HTMLButtonElement>
  /** What pressing it does, e.g. "Pay $42.00". */
  readonly label: string
  readonly isPayment: boolean
  /** Why the button does not work at the moment, in one or two words; null when it does. */
  readonly busyLabel: string | null
  readonly isBlocked: boolean
}

/** Stays focusable while busy, so that the keyboard does not lose its place; the form itself refuses a second press. */
export const PayButton = ({ ref, label, isPayment, busyLabel, isBlocked }: PayButtonProps) => (
  <button
    ref={ref}
    type="submit"
    aria-disabled={busyLabel !== null || isBlocked}
    className="flex min-h-13 w-full items-center justify-center gap-2.5 rounded-button bg-button px-6 py-3 text-[17px] font-semibold text-on-button shadow-button transition-[background-color,opacity] hover:bg-button-strong aria-disabled:cursor-default aria-disabled:hover:bg-button"
  >
    {busyLabel === null ? (
      <>
        {isPayment && <LockIcon className="size-[18px]" />}
        <span className="tabular-nums">{label}</span>
      </>
    ) : (
      <>
        <Spinner />
        <span>{busyLabel}</span>
      </>
    )}
  </button>
)
