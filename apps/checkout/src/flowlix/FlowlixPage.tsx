import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ChallengeDialog } from '../ChallengeDialog.tsx'
import type { Checkout } from '../checkout.ts'
import { ConfirmingState } from '../ConfirmingState.tsx'
import { ElsewhereState } from '../ElsewhereState.tsx'
import { Spinner } from '../icons.tsx'
import { safeLink } from '../safe-link.ts'
import type { ServerClock } from '../server-clock.ts'
import { showMoney } from '../show-money.ts'
import { StateHeading } from '../StateHeading.tsx'
import { StripeChallenge } from '../StripeChallenge.tsx'
import { TestModeBanner } from '../TestModeBanner.tsx'
import { UnreachableState } from '../UnreachableState.tsx'
import { useKeepFresh } from '../use-keep-fresh.ts'
import { useTimeLeft } from '../use-time-left.ts'
import { FlowlixEnd } from './FlowlixEnd.tsx'
import { FlowlixForm, type FlowlixFormHandle } from './FlowlixForm.tsx'
import { FlowlixFrame } from './FlowlixFrame.tsx'
import { FlowlixMissing } from './FlowlixMissing.tsx'
import type { HostedPage } from './hosted-page.ts'
import type { BillingDetails } from './hosted-shapes.ts'
import { hostedShown, hostedTitle, type HostedShown } from './hosted-state.ts'
import { PaymentSlip } from './PaymentSlip.tsx'

/** States behind which the form stays as it was left. */
const keepsForm: ReadonlySet<HostedShown> = new Set(['open', 'confirming', 'elsewhere', 'finishing'])

const captions: Partial<Record<HostedShown, string>> = {
  succeeded: 'Amount paid',
  open: 'Amount to pay',
}

interface FlowlixPageProps {
  readonly page: HostedPage
  readonly checkout: Checkout
  readonly clock: ServerClock
  /** Takes what the form says of who pays, before the payment is sent. */
  readonly onPayer: (payer: BillingDetails | null) => void
}

/** One hosted payment: picks the state to show and gives each what it needs. */
export const FlowlixPage = ({ page, checkout, clock, onPayer }: FlowlixPageProps) => {
  const state = useSyncExternalStore(checkout.subscribe, checkout.getState)
  const hosted = useSyncExternalStore(page.subscribe, page.getState)
  const form = useRef<FlowlixFormHandle>(null)
  const { checkout: session, activity } = state
  const { payment } = hosted
  const leftMs = useTimeLeft(session?.status === 'open' ? session.expires_at : null, clock)
  useKeepFresh(checkout, leftMs <= 0)
  useEffect(() => void page.load(), [page])

  const shown = hostedShown(hosted, state)
  const merchant = session?.merchant_name?.trim() || 'the shop'
  const due = payment && { amount: payment.amount, currency: payment.currency }
  const title = hostedTitle(shown, session?.merchant_name ?? null, due && showMoney(due))
  useEffect(() => {
    document.title = title
  }, [title])

  // A state that the page was opened in is simply read; one that it moves to takes the focus.
  const [firstShown, setFirstShown] = useState<HostedShown | null>(null)
  if (firstShown === null && shown !== 'loading') setFirstShown(shown)
  const hasMoved = firstShown !== null && firstShown !== shown

  if (shown === 'missing') return <FlowlixMissing />
  if (shown === 'unreachable') {
    const retry = (): void => {
      void page.load()
      void checkout.load()
    }
    return (
      <FlowlixFrame>
        <UnreachableState isOnline={state.isOnline} onRetry={retry} />
      </FlowlixFrame>
    )
  }
  if (shown === 'loading' || payment === null || due === null) {
    return (
      <FlowlixFrame>
        <h1 className="sr-only">Loading payment</h1>
        <div className="flex justify-center py-24 text-accent">
          <Spinner className="size-8" />
        </div>
      </FlowlixFrame>
    )
  }

  const challengeUrl =
    activity.kind === 'challenge' ? activity.action.client_action?.redirect?.url : undefined
  const isAskedByScript = activity.kind === 'challenge' && session?.payment_form?.type === 'stripe'
  const canFill = shown === 'open' && activity.kind === 'idle' && hosted.cancel !== 'canceling'
  const hasEnded = shown === 'succeeded' || shown === 'failed' || shown === 'canceled' || shown === 'expired'

  return (
    <>
      <FlowlixFrame
        banner={
          state.isTestMode && (
            <TestModeBanner onFill={canFill ? () => form.current?.fillTestDetails() : null} />
          )
        }
        slip={
          <PaymentSlip
            merchant={merchant}
            amount={showMoney(due)}
            description={payment.description}
            caption={captions[shown] ?? 'Amount'}
          />
        }
      >
        {shown === 'confirming' && (
          <ConfirmingState amount={showMoney(due)} isOnline={state.isOnline} mayBeDebit={false} />
        )}
        {shown === 'elsewhere' && (
          <ElsewhereState
            attempt={activity.kind === 'elsewhere' ? activity.attempt : null}
            isCanceling={activity.kind === 'elsewhere' && activity.isCanceling}
            onContinue={checkout.continuePayment}
            onCancel={() => void checkout.cancelPayment()}
          />
        )}
        {shown === 'finishing' && (
          <div role="status" className="flex flex-col items-center py-16 text-center">
            <Spinner className="mb-6 size-10 text-accent" />
            <StateHeading takesFocus>One moment…</StateHeading>
          </div>
        )}
        {activity.kind === 'challenge' && isAskedByScript && (
          <StripeChallenge
            key={activity.action.pending_action_id}
            amount={showMoney(due)}
            stage={activity.stage}
            readAction={checkout.readBrowserAction}
            onComplete={() => void checkout.finishChallenge()}
            onCancel={() => void checkout.cancelPayment()}
          />
        )}
        {keepsForm.has(shown) && (
          <div hidden={shown !== 'open' || isAskedByScript}>
            {shown === 'open' && <h1 className="sr-only">Pay {merchant}</h1>}
            <FlowlixForm
              ref={form}
              checkout={checkout}
              state={state}
              payment={payment}
              cancel={hosted.cancel}
              merchant={merchant}
              due={due}
              leftMs={leftMs}
              now={clock.now}
              onPayer={onPayer}
              onCancel={() => void page.cancel()}
            />
          </div>
        )}
        {hasEnded && (
          <FlowlixEnd
            outcome={shown}
            payment={payment}
            merchant={merchant}
            backHref={safeLink(payment.return_url)}
            leadsBack={hosted.hasActed}
            takesFocus={hasMoved}
          />
        )}
      </FlowlixFrame>
      {activity.kind === 'challenge' && challengeUrl !== undefined && !isAskedByScript && !hasEnded && (
        <ChallengeDialog
          key={activity.action.pending_action_id}
          pendingActionId={activity.action.pending_action_id}
          url={challengeUrl}
          amount={showMoney(due)}
          stage={activity.stage}
          onComplete={checkout.finishChallenge}
          onCancel={checkout.cancelPayment}
        />
      )}
    </>
  )
}
