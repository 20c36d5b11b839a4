import { Spinner } from './icons.tsx'
import { StateHeading } from './StateHeading.tsx'

interface ConfirmingStateProps {
  readonly amount: string
  readonly isOnline: boolean
  /** The checkout takes bank debits, which the bank confirms after days. */
  readonly mayBeDebit: boolean
}

/** Money may be on its way and nobody knows yet. The one thing a buyer must not do now is pay again. */
export const ConfirmingState = ({ amount, isOnline, mayBeDebit }: ConfirmingStateProps) => (
  <div role="status">
    <Spinner className="mb-6 size-12 text-accent" />
    <StateHeading takesFocus>We are confirming your payment</StateHeading>
    <p className="mt-3 text-ink-soft">
      Your bank is still working on {amount}. This usually takes a few seconds, at times a minute.
    </p>
    <p className="mt-5 rounded-xl border border-attention-line bg-attention-soft px-4 py-3 font-medium text-attention">
      Please do not pay again. Keep this page open: it moves on by itself.
    </p>
    {mayBeDebit && (
      <p className="mt-4 text-ink-soft">
        A payment from a bank account can take a few business days. You can close this page then: the payment
        goes on without it.
      </p>
    )}
    {!isOnline && (
      <p className="mt-4 text-ink-soft">
        You are offline at the moment. We will look again as soon as you are connected.
      </p>
    )}
  </div>
)
