import { ActionLink } from './ActionLink.tsx'
import type { Order } from './api-shapes.ts'
import { CheckIcon } from './icons.tsx'
import { showMoney } from './show-money.ts'
import { isFree } from './order-facts.ts'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'

interface AlreadyPaidStateProps {
  readonly order: Order
  readonly merchant: string
  readonly successHref: string | null
  readonly takesFocus: boolean
}

/** Paid before this page was opened, or in another tab while it was open. Nobody is sent away from here unasked. */
export const AlreadyPaidState = ({ order, merchant, successHref, takesFocus }: AlreadyPaidStateProps) => (
  <div>
    <StateIcon tone="good">
      <CheckIcon />
    </StateIcon>
    <StateHeading takesFocus={takesFocus}>
      {isFree(order) ? 'This order is complete' : 'This order is already paid'}
    </StateHeading>
    <p className="mt-3 text-ink-soft">
      {isFree(order)
        ? 'There was nothing to pay. The seller has your order.'
        : `${order.order_number ? `Order ${order.order_number}` : 'This order'} was paid with ${showMoney(
            order.settlement_amounts.paid_money,
          )}. There is nothing left to pay.`}
    </p>
    {successHref !== null && (
      <div className="mt-7">
        <ActionLink href={successHref}>Continue to {merchant}</ActionLink>
      </div>
    )}
  </div>
)
