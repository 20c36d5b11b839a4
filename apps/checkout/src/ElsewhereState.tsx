import { ActionButton } from './ActionButton.tsx'
import type { PaymentAttempt } from './api-shapes.ts'
import { TabsIcon } from './icons.tsx'
import { outcomeOf } from './payment-outcome.ts'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'

interface ElsewhereStateProps {
  readonly attempt: PaymentAttempt | null
  readonly isCanceling: boolean
  readonly onContinue: () => void
  readonly onCancel: () => void
}

/** A payment runs that was started in another tab or device. One that waits for the bank's question can be taken over. */
export const ElsewhereState = ({ attempt, isCanceling, onContinue, onCancel }: ElsewhereStateProps) => {
  const outcome = attempt && outcomeOf(attempt)
  const waitsForBuyer = outcome?.kind === 'action' && outcome.action !== null
  return (
    <div role="status">
      <StateIcon tone="calm">
        <TabsIcon className="size-7" />
      </StateIcon>
      <StateHeading takesFocus>A payment is already under way</StateHeading>
      <p className="mt-3 text-ink-soft">
        {waitsForBuyer
          ? 'It was started before, perhaps in another tab, and waits for you to confirm it with your bank.'
          : 'This order is being paid in another tab or on another device. Please do not pay again: this page moves on by itself when that payment ends.'}
      </p>
      {waitsForBuyer && (
        <div className="mt-7 flex flex-col gap-3 sm:flex-row">
          <ActionButton isPrimary isBusy={isCanceling} onPress={onContinue}>
            Confirm it here
          </ActionButton>
          <ActionButton isBusy={isCanceling} onPress={onCancel}>
            {isCanceling ? 'Canceling…' : 'Cancel that payment'}
          </ActionButton>
        </div>
      )}
    </div>
  )
}
