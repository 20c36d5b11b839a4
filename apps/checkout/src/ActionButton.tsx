import type { ReactNode } from 'react'

interface ActionButtonProps {
  readonly isPrimary?: boolean
  readonly isBusy?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** A button outside the form. Busy ones stay focusable, so that the keyboard does not lose its place. */
export const ActionButton = ({ isPrimary = false, isBusy = false, onPress, children }: ActionButtonProps) => (
  <button
    type="button"
    aria-disabled={isBusy}
    onClick={() => {
      if (!isBusy) onPress()
    }}
    className={`inline-flex min-h-12 items-center justify-center rounded-button px-6 py-3 font-semibold transition-colors ${
      isPrimary
        ? 'bg-button text-on-button shadow-button hover:bg-button-strong'
        : 'border border-line-strong bg-field hover:bg-calm-soft'
    } aria-disabled:cursor-progress aria-disabled:opacity-70`}
  >
    {children}
  </button>
)
