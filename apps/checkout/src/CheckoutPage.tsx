import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { AlreadyPaidState } from './AlreadyPaidState.tsx'
import { CenteredFrame } from './CenteredFrame.tsx'
import { ChallengeDialog } from './ChallengeDialog.tsx'
import type { Checkout } from './checkout.ts'
import { CheckoutFrame } from './CheckoutFrame.tsx'
import { ConfirmingState } from './ConfirmingState.tsx'
import { ElsewhereState } from './ElsewhereState.tsx'
import { EndedState } from './EndedState.tsx'
import { LoadingSkeleton } from './LoadingSkeleton.tsx'
import { MerchantHeader } from './MerchantHeader.tsx'
import { MissingState } from './MissingState.tsx'
import { OrderSummary } from './OrderSummary.tsx'
import { PageFooter } from './PageFooter.tsx'
import { PaidState } from './PaidState.tsx'
import { PartiallyPaidState } from './PartiallyPaidState.tsx'
import { PaymentForm, type PaymentFormHandle } from './PaymentForm.tsx'
import { isRepricing } from './checkout-state.ts'
import { isFree } from './order-facts.ts'
import { linkHrefOf } from './payment-link/link-address.ts'
import { PromotionCodes } from './PromotionCodes.tsx'
import { safeLink } from './safe-link.ts'
import type { ServerClock } from './server-clock.ts'
import { StripeChallenge } from './StripeChallenge.tsx'
import { showMoney } from './show-money.ts'
import { pageTitle, shownState, type ShownState } from './shown-state.ts'
import { TestModeBanner } from './TestModeBanner.tsx'
import { UnreachableState } from './UnreachableState.tsx'
import { useBranding } from './use-branding.ts'
import { useKeepFresh } from './use-keep-fresh.ts'
import { useTimeLeft } from './use-time-left.ts'

/** States behind which the form stays as it was left. */
const keepsForm: ReadonlySet<ShownState> = new Set(['open', 'confirming', 'elsewhere'])

/** What stands before the seller's name above the amount; an order that can no longer be paid is just an order. */
const captions: Partial<Record<ShownState, string>> = {
  open: 'Pay',
  confirming: 'Payment to',
  elsewhere: 'Payment to',
  paid: 'Paid to',
  'already-paid': 'Paid to',
}

/** One buyer's checkout: picks the state to show and gives each what it needs. */
export const CheckoutPage = ({ checkout, clock }: { checkout: Checkout; clock: ServerClock }) => {
  const state = useSyncExternalStore(checkout.subscribe, checkout.getState)
  const form = useRef<PaymentFormHandle>(null)
  const { checkout: session, activity } = state
  const leftMs = useTimeLeft(session?.status === 'open' ? session.expires_at : null, clock)
  useKeepFresh(checkout, leftMs <= 0)
  const panelStyle = useBranding(session?.branding)

  const shown = shownState(state)
  const merchant = session?.merchant_name?.trim() || 'the seller'
  const due = session?.order.settlement_amounts.outstanding_money
  const isNothingDue = session !== null && isFree(session.order)
  const title = pageTitle(shown, session?.merchant_name ?? null, due && !isNothingDue ? showMoney(due) : null)
  useEffect(() => {
    document.title = title
  }, [title])

  // A state that the page was opened in is simply read; one that it moves to takes the focus.
  const [firstShown, setFirstShown] = useState<ShownState | null>(null)
  if (firstShown === null && shown !== 'loading') setFirstShown(shown)
  const hasMoved = firstShown !== null && firstShown !== shown

  if (shown === 'missing')
    return (
      <CenteredFrame footer={<PageFooter legal={null} />}>
        <MissingState />
      </CenteredFrame>
    )
  if (shown === 'unreachable') {
    return (
      <CenteredFrame footer={<PageFooter legal={null} />}>
        <UnreachableState isOnline={state.isOnline} onRetry={() => void checkout.load()} />
      </CenteredFrame>
    )
  }
  if (session === null || due === undefined) return <LoadingSkeleton />

  const successHref = safeLink(session.redirects?.success_redirect_url)
  const backHref =
    safeLink(session.redirects?.cancel_redirect_url) ?? linkHrefOf(session.payment_link_id, state.isTestMode)
  const challengeUrl =
    activity.kind === 'challenge' ? activity.action.client_action?.redirect?.url : undefined
  const isAskedByScript = activity.kind === 'challenge' && session.payment_form?.type === 'stripe'
  const caption = isNothingDue ? 'Order from' : (captions[shown] ?? 'Order from')
  const takesCodes = shown === 'open' && session.promotion_config?.codes_enabled !== false

  return (
    <>
      <CheckoutFrame
        panelStyle={panelStyle}
        banner={
          state.isTestMode && (
            <TestModeBanner
              onFill={
                shown === 'open' && activity.kind === 'idle' ? () => form.current?.fillTestDetails() : null
              }
            />
          )
        }
        summary={
          <>
            <MerchantHeader name={merchant} backHref={shown === 'open' ? backHref : null} />
            <div className="mt-6 lg:mt-11">
              <OrderSummary
                checkout={session}
                merchant={merchant}
                caption={`${caption} ${merchant}`}
                isSaving={isRepricing(state)}
                codes={
                  takesCodes && (
                    <PromotionCodes
                      order={session.order}
                      state={state.code}
                      isLocked={activity.kind !== 'idle'}
                      moves={checkout}
                    />
                  )
                }
              />
            </div>
          </>
        }
        footer={<PageFooter legal={session.legal} />}
      >
        {shown === 'confirming' && (
          <ConfirmingState
            amount={showMoney(due)}
            isOnline={state.isOnline}
            mayBeDebit={session.payments?.enabled_payment_options?.includes('ach_debit') === true}
          />
        )}
        {shown === 'elsewhere' && (
          <ElsewhereState
            attempt={activity.kind === 'elsewhere' ? activity.attempt : null}
            isCanceling={activity.kind === 'elsewhere' && activity.isCanceling}
            onContinue={checkout.continuePayment}
            onCancel={() => void checkout.cancelPayment()}
          />
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
            {shown === 'open' && (
              <h1 className="sr-only">{isNothingDue ? `Your order from ${merchant}` : `Pay ${merchant}`}</h1>
            )}
            <PaymentForm
              ref={form}
              checkout={checkout}
              state={state}
              merchant={merchant}
              leftMs={leftMs}
              now={clock.now}
            />
          </div>
        )}
        {shown === 'paid' && state.paidHere !== null && (
          <PaidState
            paid={state.paidHere}
            merchant={merchant}
            orderNumber={session.order.order_number ?? null}
            successHref={successHref}
            message={session.custom_text?.success_message?.trim() || null}
          />
        )}
        {shown === 'already-paid' && (
          <AlreadyPaidState
            order={session.order}
            merchant={merchant}
            successHref={successHref}
            takesFocus={hasMoved}
          />
        )}
        {shown === 'partially-paid' && (
          <PartiallyPaidState checkout={session} merchant={merchant} takesFocus={hasMoved} />
        )}
        {(shown === 'expired' || shown === 'closed' || shown === 'invalidated') && (
          <EndedState
            shown={shown}
            checkout={session}
            merchant={merchant}
            linkHref={linkHrefOf(session.payment_link_id, state.isTestMode)}
            takesFocus={hasMoved}
          />
        )}
      </CheckoutFrame>
      {activity.kind === 'challenge' && challengeUrl !== undefined && !isAskedByScript && (
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
