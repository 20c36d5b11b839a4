import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import { CardForm, type CardFormHandle } from '../CardForm.tsx'
import type { BuyerDetails, ChosenSource, Money } from '../api-shapes.ts'
import type { Checkout } from '../checkout.ts'
import type { CheckoutState } from '../checkout-state.ts'
import { ExpiryCountdown } from '../ExpiryCountdown.tsx'
import { NoticeBox } from '../NoticeBox.tsx'
import { PayButton } from '../PayButton.tsx'
import { showMoney } from '../show-money.ts'
import { StripeForm, type StripeFormHandle } from '../StripeForm.tsx'
import type { BillingDetails, HostedPayment } from './hosted-shapes.ts'
import type { HostedState } from './hosted-state.ts'
import { PayerForm, type PayerFormHandle } from './PayerForm.tsx'

export interface FlowlixFormHandle {
  /** A card that succeeds in test mode, and a payer if one is asked for. */
  fillTestDetails(): void
}

interface FlowlixFormProps {
  readonly ref: Ref<FlowlixFormHandle>
  readonly checkout: Checkout
  readonly state: CheckoutState
  readonly payment: HostedPayment
  readonly cancel: HostedState['cancel']
  readonly merchant: string
  readonly due: Money
  readonly leftMs: number
  readonly now: () => number
  readonly onPayer: (payer: BillingDetails | null) => void
  readonly onCancel: () => void
}

const nobody: BuyerDetails = { email: null }

/** As the checkout session's payment wants it; only what was given. */
const buyerOf = (payer: BillingDetails | null): BuyerDetails => {
  if (payer === null) return nobody
  const address = Object.entries(payer.address).filter(([, text]) => text !== null)
  return { email: payer.email, phone: payer.phone, billingAddress: Object.fromEntries(address) }
}

/** Who pays, with which card, and the two ways to go on. Stays mounted while the payment runs, so that nothing is typed twice. */
export const FlowlixForm = ({
  ref,
  checkout,
  state,
  payment,
  cancel,
  merchant,
  due,
  ...props
}: FlowlixFormProps) => {
  const { leftMs, now, onPayer, onCancel } = props
  const payer = useRef<PayerFormHandle>(null)
  const card = useRef<CardFormHandle>(null)
  const stripe = useRef<StripeFormHandle>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { notice, checkout: session } = state
  const form = session?.payment_form
  const stripeAccess = form?.stripe ?? null
  const isBlocked = form?.type === 'none'
  const isPaying = state.activity.kind !== 'idle'
  const isLocked = isPaying || cancel === 'canceling'

  useImperativeHandle(ref, () => ({
    fillTestDetails() {
      checkout.forgetSubmission()
      card.current?.fillTestCard()
      payer.current?.fillTestPayer()
      button.current?.focus()
    },
  }))

  useEffect(() => {
    if (notice?.clearsSecurityCode) card.current?.clearSecurityCode()
  }, [notice])

  const readSource = (): ChosenSource =>
    stripeAccess === null
      ? { details: { card: card.current!.readCard() }, isToBeSaved: false }
      : { collect: (buyer) => stripe.current!.collect(buyer), isToBeSaved: false }

  const submit = (): void => {
    if (isLocked || isBlocked) return
    const wrongPayer = payer.current?.check() ?? null
    const wrong = wrongPayer ?? card.current?.check() ?? null
    if (wrong) {
      wrong.focus()
      return
    }
    const given = payer.current?.read() ?? null
    onPayer(given)
    void checkout.pay(readSource, buyerOf(given))
  }

  const busyLabel = isPaying ? 'Paying…' : cancel === 'canceling' ? 'Canceling…' : null
  return (
    <form
      method="post"
      noValidate
      aria-label="Payment"
      onInput={() => checkout.forgetSubmission()}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="space-y-6"
    >
      <fieldset disabled={isLocked} className="min-w-0 space-y-6">
        <legend className="sr-only">Payer and card</legend>
        {payment.asks_billing_details && <PayerForm ref={payer} known={payment.billing_details} />}
        {!isBlocked && (
          <section aria-label="Card">
            <h2 className="mb-3 text-lg font-semibold tracking-tight">Card details</h2>
            {stripeAccess === null ? (
              <CardForm ref={card} now={now} />
            ) : (
              <StripeForm
                ref={stripe}
                access={stripeAccess}
                due={due}
                branding={null}
                isLocked={isLocked}
                isToBeSaved={false}
                asksAddress={payment.asks_billing_details}
                onEdit={() => checkout.forgetSubmission()}
              />
            )}
          </section>
        )}
      </fieldset>
      <div className="space-y-4">
        {notice !== null && <NoticeBox notice={notice} />}
        {cancel === 'failed' && (
          <p role="alert" className="text-[15px] text-problem">
            The payment could not be canceled just now. Check your connection and try again.
          </p>
        )}
        {isBlocked && (
          <p className="text-[15px] text-attention">
            {merchant} cannot take payments yet. Please contact them.
          </p>
        )}
        {!state.isOnline && (
          <p role="status" className="rounded-xl bg-calm-soft px-4 py-3 text-[15px]">
            You are offline. What you entered is kept; pay when you are connected again.
          </p>
        )}
        <p role="status" className="sr-only">
          {busyLabel}
        </p>
        <PayButton
          ref={button}
          label={`Pay ${showMoney(due)}`}
          isPayment
          busyLabel={busyLabel}
          isBlocked={isBlocked}
        />
        <div className="text-center">
          <button
            type="button"
            aria-disabled={isLocked}
            onClick={() => {
              if (!isLocked) onCancel()
            }}
            className="link min-h-10 px-3 text-[15px] text-ink-soft aria-disabled:opacity-60"
          >
            Cancel and go back to {merchant}
          </button>
        </div>
        <p className="text-center text-[13px] text-ink-soft text-pretty">
          You can try one card. If your bank declines it, you go back to {merchant} and can start again there.
        </p>
        <div className="flex justify-center empty:hidden">
          <ExpiryCountdown leftMs={leftMs} />
        </div>
      </div>
    </form>
  )
}
