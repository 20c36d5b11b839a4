import { useEffect } from 'react'
import { ActionLink } from './ActionLink.tsx'
import { brandName } from './card-brands.ts'
import { CardBrandMark } from './CardBrandMark.tsx'
import type { PaidHere } from './checkout-state.ts'
import { CheckIcon, Spinner } from './icons.tsx'
import { showMoney } from './show-money.ts'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'

/** Long enough to read "payment complete", short enough not to feel stuck. */
const redirectAfterMs = 2500

interface PaidStateProps {
  readonly paid: PaidHere
  readonly merchant: string
  readonly orderNumber: string | null
  readonly successHref: string | null
  /** What the seller says now, beside the thanks. */
  readonly message: string | null
}

/** The payment of this tab went through. Then back to the seller, if they said where. */
export const PaidState = ({ paid, merchant, orderNumber, successHref, message }: PaidStateProps) => {
  useEffect(() => {
    if (successHref === null) return
    const timer = setTimeout(() => location.assign(successHref), redirectAfterMs)
    return () => clearTimeout(timer)
  }, [successHref])

  const isFree = paid.money.amount === 0
  const row = 'flex items-center justify-between gap-4 py-3'
  return (
    <div className="animate-appear">
      <StateIcon tone="good">
        <CheckIcon />
      </StateIcon>
      <StateHeading takesFocus>{isFree ? 'Order complete' : 'Payment complete'}</StateHeading>
      <p className="mt-3 text-ink-soft">
        Thank you. {merchant} has your {isFree ? 'order. There was nothing to pay.' : 'payment.'}
      </p>
      {message !== null && (
        <p className="mt-5 rounded-xl border border-line bg-calm-soft px-4 py-3.5 whitespace-pre-line wrap-anywhere">
          {message}
        </p>
      )}
      <dl className="mt-7 divide-y divide-line border-y border-line">
        {!isFree && (
          <div className={row}>
            <dt className="text-ink-soft">Amount paid</dt>
            <dd className="font-semibold tabular-nums">{showMoney(paid.money)}</dd>
          </div>
        )}
        {paid.card !== null && (
          <div className={row}>
            <dt className="text-ink-soft">Card</dt>
            <dd className="flex items-center gap-2.5 tabular-nums">
              <CardBrandMark brand={paid.card.brand} />
              <span className="sr-only">{brandName(paid.card.brand)} ending in </span>
              <span aria-hidden="true">••••</span>
              {paid.card.last4}
            </dd>
          </div>
        )}
        {paid.bankAccount && (
          <div className={row}>
            <dt className="text-ink-soft">{paid.bankAccount.bank_name}</dt>
            <dd className="flex items-center gap-2.5 tabular-nums">
              <span className="sr-only">Account ending in </span>
              <span aria-hidden="true">••••</span>
              {paid.bankAccount.last4}
            </dd>
          </div>
        )}
        {orderNumber !== null && (
          <div className={row}>
            <dt className="text-ink-soft">Order number</dt>
            <dd className="tabular-nums">{orderNumber}</dd>
          </div>
        )}
        {paid.email !== null && (
          <div className={row}>
            <dt className="shrink-0 text-ink-soft">Email</dt>
            <dd className="min-w-0 text-right wrap-anywhere">{paid.email}</dd>
          </div>
        )}
      </dl>
      {successHref === null ? (
        <p className="mt-7 text-ink-soft">You can close this page.</p>
      ) : (
        <div className="mt-7 space-y-4">
          <p role="status" className="flex items-center gap-2.5 text-ink-soft">
            <Spinner className="size-4" />
            Taking you back to {merchant}…
          </p>
          <ActionLink href={successHref}>Continue to {merchant}</ActionLink>
        </div>
      )}
    </div>
  )
}
