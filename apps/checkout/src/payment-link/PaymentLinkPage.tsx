import { useEffect, useState, useSyncExternalStore } from 'react'
import { CenteredFrame } from '../CenteredFrame.tsx'
import { CheckoutFrame } from '../CheckoutFrame.tsx'
import { LoadingSkeleton } from '../LoadingSkeleton.tsx'
import { PageFooter } from '../PageFooter.tsx'
import { TestModeBanner } from '../TestModeBanner.tsx'
import { UnreachableState } from '../UnreachableState.tsx'
import type { ServerClock } from '../server-clock.ts'
import { useBranding } from '../use-branding.ts'
import { useTimeLeft } from '../use-time-left.ts'
import { subtotalOf } from './link-choices.ts'
import { LinkEnded } from './LinkEnded.tsx'
import { LinkForm } from './LinkForm.tsx'
import { LinkSummary } from './LinkSummary.tsx'
import { linkTitle, shownLinkState, type ShownLinkState } from './shown-link-state.ts'
import { MissingLink } from './MissingLink.tsx'
import type { PaymentLink } from './payment-link.ts'
import { useKeepLinkFresh } from './use-keep-link-fresh.ts'

/** A link that anybody may buy by: picks the state to show and gives each what it needs. */
export const PaymentLinkPage = ({ link, clock }: { link: PaymentLink; clock: ServerClock }) => {
  const state = useSyncExternalStore(link.subscribe, link.getState)
  const { snapshot, offer } = state
  useKeepLinkFresh(link)
  // Ticks as the end comes near, so that the page is not open for longer than the link.
  useTimeLeft(snapshot?.ends_at, clock)
  const panelStyle = useBranding(snapshot?.checkout_theme)

  const shown = shownLinkState(state, clock.now())
  const merchant = snapshot?.merchant_name?.trim() || 'the seller'
  const title = linkTitle(shown, snapshot)
  useEffect(() => {
    document.title = title
  }, [title])

  // A state that the page was opened in is simply read; one that it moves to takes the focus.
  const [firstShown, setFirstShown] = useState<ShownLinkState | null>(null)
  if (firstShown === null && shown !== 'loading') setFirstShown(shown)
  const hasMoved = firstShown !== null && firstShown !== shown

  if (shown === 'missing')
    return (
      <CenteredFrame footer={<PageFooter legal={null} />}>
        <MissingLink />
      </CenteredFrame>
    )
  if (shown === 'unreachable')
    return (
      <CenteredFrame footer={<PageFooter legal={null} />}>
        <UnreachableState isOnline={state.isOnline} onRetry={() => void link.load()} />
      </CenteredFrame>
    )
  if (shown === 'loading' || snapshot === null || offer === null) return <LoadingSkeleton />

  const isOpen = shown === 'open'
  return (
    <CheckoutFrame
      panelStyle={panelStyle}
      banner={state.isTestMode && <TestModeBanner onFill={null} />}
      summary={
        <LinkSummary
          snapshot={snapshot}
          merchant={merchant}
          subtotal={subtotalOf(offer, state.choices)}
          isOpen={isOpen}
        />
      }
      footer={<PageFooter legal={snapshot.payment_link.legal ?? null} />}
    >
      {isOpen ? (
        <>
          <h1 className="sr-only">
            {snapshot.payment_link.name}, {merchant}
          </h1>
          <LinkForm link={link} state={state} offer={offer} />
        </>
      ) : (
        <LinkEnded
          ending={shown}
          message={snapshot.payment_link.inactive_message?.trim() || null}
          merchant={merchant}
          takesFocus={hasMoved}
        />
      )}
    </CheckoutFrame>
  )
}
