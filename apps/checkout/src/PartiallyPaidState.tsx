import type { CheckoutView } from './api-shapes.ts'
import { ClockIcon } from './icons.tsx'
import { showMoney } from './show-money.ts'
import { StateHeading } from './StateHeading.tsx'
import { StateIcon } from './StateIcon.tsx'
import { SupportLine } from './SupportLine.tsx'

interface PartiallyPaidStateProps {
  readonly checkout: CheckoutView
  readonly merchant: string
  readonly takesFocus: boolean
}

/** Some of the money was taken and the checkout ended. */
export const PartiallyPaidState = ({ checkout, merchant, takesFocus }: PartiallyPaidStateProps) => {
  const { paid_money: paid, outstanding_money: due } = checkout.order.settlement_amounts
  return (
    <div>
      <StateIcon tone="attention">
        <ClockIcon className="size-7" />
      </StateIcon>
      <StateHeading takesFocus={takesFocus}>This order is partly paid</StateHeading>
      <p className="mt-3 text-ink-soft">
        {merchant} has received {showMoney(paid)}. {showMoney(due)} is still to be paid, but this checkout has
        ended. {merchant} can send you a new link for the rest.
      </p>
      <SupportLine support={checkout.merchant_support} />
    </div>
  )
}
