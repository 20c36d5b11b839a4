import { Spinner } from './icons.tsx'
import { StateHeading } from './StateHeading.tsx'

/** Money may be on its way and nobody knows yet. The one thing a buyer must not do now is pay again. */
export const ConfirmingState = ({ amount, isOnline }: { amount: string; isOnline: boolean }) => (
  <div role="status">
    <Spinner className="mb-6 size-12 text-accent" />
    <StateHeading takesFocus>We are confirming your payment</StateHeading>
    <p className="mt-3 text-ink-soft">
      Your bank is still working on {amount}. This usually takes a few seconds, at times a minute.
    </p>
    <p className="mt-5 rounded-xl border border-attention-line bg-attention-soft px-4 py-3 font-medium text-attention">
      Please do not pay again. Keep this page open: it moves on by itself.
    </p>
    {!isOnline && (
      <p className="mt-4 text-ink-soft">
        You are offline at the moment. We will look again as soon as you are connected.
      </p>
    )}
  </div>
)
