import { ActionLink } from './ActionLink.tsx'
import type { CheckoutView } from './api-shapes.ts'
import { endedWords } from './ended-words.ts'
import { ClockIcon, CloseIcon, ReplaceIcon } from './icons.tsx'
import { safeLink } from './safe-link.ts'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'
import { SupportLine } from './SupportLine.tsx'

const icons = { expired: ClockIcon, closed: CloseIcon, invalidated: ReplaceIcon } as const

interface EndedStateProps {
  readonly shown: keyof typeof icons
  readonly checkout: CheckoutView
  readonly merchant: string
  /** The payment link that makes another checkout like this one. */
  readonly linkHref: string | null
  readonly takesFocus: boolean
}

/** The checkout ended without a payment: why, whether money moved, and where to go from here. */
export const EndedState = ({ shown, checkout, merchant, linkHref, takesFocus }: EndedStateProps) => {
  const words = endedWords(shown, checkout.terminal_reason, merchant)
  const nothingPaid = checkout.order.settlement_amounts.paid_money.amount === 0
  const renew = (shown === 'expired' ? safeLink(checkout.expiration?.expiration_url) : null) ?? linkHref
  const back = renew ?? safeLink(checkout.redirects?.cancel_redirect_url)
  const Icon = icons[shown]
  return (
    <div>
      <StateIcon tone="calm">
        <Icon className="size-7" />
      </StateIcon>
      <StateHeading takesFocus={takesFocus}>{words.title}</StateHeading>
      <p className="mt-3 text-ink-soft">{words.text}</p>
      {nothingPaid && checkout.terminal_reason !== 'invoice_paid_elsewhere' && (
        <p className="mt-3 font-medium">You have not been charged.</p>
      )}
      {back !== null && (
        <div className="mt-7">
          <ActionLink href={back}>{renew === null ? `Back to ${merchant}` : 'Start again'}</ActionLink>
        </div>
      )}
      <SupportLine support={checkout.merchant_support} />
    </div>
  )
}
