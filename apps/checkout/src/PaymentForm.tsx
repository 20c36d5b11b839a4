import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { BillingAddressForm, type BillingAddressFormHandle } from './BillingAddressForm.tsx'
import type { Checkout } from './checkout.ts'
import { isRepricing, type CheckoutState } from './checkout-state.ts'
import { ContactForm, type ContactFormHandle } from './ContactForm.tsx'
import { ExpiryCountdown } from './ExpiryCountdown.tsx'
import { NoticeBox } from './NoticeBox.tsx'
import { isTaxUnavailable, needsTaxPlace } from './order-facts.ts'
import { PayButton } from './PayButton.tsx'
import { safeLink } from './safe-link.ts'
import { showMoney } from './show-money.ts'
import { SourceForm, type SourceFormHandle } from './SourceForm.tsx'
import { TaxPlaceForm, type TaxPlaceFormHandle } from './TaxPlaceForm.tsx'
import { TermsCheck } from './TermsCheck.tsx'
import { TipChoice } from './TipChoice.tsx'

export interface PaymentFormHandle {
  /** A card that succeeds in test mode, and an address if one is asked for. */
  fillTestDetails(): void
}

interface PaymentFormProps {
  readonly ref: Ref<PaymentFormHandle>
  readonly checkout: Checkout
  readonly state: CheckoutState
  readonly merchant: string
  readonly leftMs: number
  readonly now: () => number
}

const declinedField = {
  number: 'Check the card number.',
  expiry: 'Check the expiry date.',
  securityCode: 'Enter the security code again.',
} as const

/** Tip, contact and what is paid with, and the button that pays. Stays mounted while a payment runs, so that nothing is typed twice. */
export const PaymentForm = ({ ref, checkout, state, merchant, leftMs, now }: PaymentFormProps) => {
  const source = useRef<SourceFormHandle>(null)
  const place = useRef<TaxPlaceFormHandle>(null)
  const contact = useRef<ContactFormHandle>(null)
  const billing = useRef<BillingAddressFormHandle>(null)
  const terms = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [termsProblem, setTermsProblem] = useState<string | null>(null)
  const session = state.checkout
  const { notice } = state

  useImperativeHandle(ref, () => ({
    fillTestDetails() {
      checkout.forgetSubmission()
      source.current?.fillTestDetails()
      contact.current?.fillTestContact()
      billing.current?.fillTestAddress()
      place.current?.fillTestPlace()
      button.current?.focus()
    },
  }))

  useEffect(() => {
    if (notice?.clearsSecurityCode) source.current?.clearSecurityCode()
    if (notice?.field) source.current?.markCardField(notice.field, declinedField[notice.field])
  }, [notice])

  if (session === null) return null
  const due = session.order.settlement_amounts.outstanding_money
  const options = session.payments?.enabled_payment_options ?? ['card']
  const isLocked = state.activity.kind !== 'idle'
  const takesPayments = session.payment_form?.type !== 'none'
  const isBlocked =
    session.problems?.some((problem) => problem.blocks_completion) === true ||
    isTaxUnavailable(session.order) ||
    (due.amount > 0 && !takesPayments)
  const lacksPlace = needsTaxPlace(session.order)
  // What was collected has its tax already: then the place is fixed.
  const isFixed = session.order.settlement_amounts.paid_money.amount > 0
  const asksPlace = lacksPlace || (state.taxPlace.isAsked && !isFixed)
  const offersSaving = session.save_payment_method_offered === true
  const needsTerms = session.legal?.require_terms_of_service === true
  const needsAddress = session.customer_collection?.require_billing_address === true
  const knownAddress =
    session.order.buyer_contact?.billing_address ??
    session.customer_collection?.prefilled_customer_info?.billing_address ??
    null

  const submit = (): void => {
    if (isLocked || isBlocked || isRepricing(state)) return
    // Nobody pays before they have seen the total: the tax is calculated first, then the button pays.
    if (place.current && (lacksPlace || place.current.isUnsaved())) {
      place.current.save()
      return
    }
    const wrongContact = contact.current?.check() ?? null
    const wrongSource = due.amount > 0 ? (source.current?.check() ?? null) : null
    const wrongAddress = billing.current?.check() ?? null
    const lacksTerms = needsTerms && terms.current?.checked === false
    setTermsProblem(lacksTerms ? 'Please agree to the terms to continue.' : null)
    const wrong = wrongContact ?? wrongSource ?? wrongAddress ?? (lacksTerms ? terms.current : null)
    if (wrong) {
      wrong.focus()
      return
    }
    void checkout.pay(() => source.current!.read(), {
      email: null,
      ...contact.current?.read(),
      billingAddress: billing.current?.read() ?? null,
      acceptsTerms: needsTerms,
    })
  }

  const busyLabel = isRepricing(state)
    ? 'Updating the total…'
    : isLocked
      ? due.amount > 0
        ? 'Paying…'
        : 'Completing…'
      : null

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
      className="space-y-8"
    >
      {session.tip?.enabled && (
        <TipChoice
          checkout={session}
          wish={state.tip.wish}
          problem={state.tip.problem}
          isLocked={isLocked}
          onChoose={(wish) => void checkout.chooseTip(wish)}
        />
      )}
      <fieldset disabled={isLocked} className="min-w-0 space-y-8">
        <legend className="sr-only">Contact and payment</legend>
        <ContactForm ref={contact} checkout={session} />
        {asksPlace && (
          <TaxPlaceForm
            ref={place}
            checkout={session}
            state={state.taxPlace}
            onSave={(chosen) => void checkout.setTaxPlace(chosen)}
          />
        )}
        {due.amount > 0 && takesPayments && (
          <SourceForm
            ref={source}
            takesCards={options.includes('card')}
            takesDebits={options.includes('ach_debit')}
            savedCards={state.savedCards}
            offersSaving={offersSaving}
            now={now}
            onSwitch={() => checkout.forgetSubmission()}
            form={session.payment_form}
            due={due}
            branding={session.branding}
            isLocked={isLocked}
            asksAddress={needsAddress}
          />
        )}
        {needsAddress && <BillingAddressForm ref={billing} known={knownAddress} />}
        {needsTerms && (
          <TermsCheck
            href={safeLink(session.legal?.terms_of_service_url)}
            problem={termsProblem}
            inputRef={terms}
            onChange={() => setTermsProblem(null)}
          />
        )}
      </fieldset>
      <div className="space-y-4">
        {notice !== null && <NoticeBox notice={notice} />}
        {isBlocked && (
          <p className="text-[15px] text-attention">
            {takesPayments
              ? `This order is not ready to be paid yet. Please contact ${merchant}.`
              : `${merchant} cannot take payments yet. Please contact them.`}
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
          label={lacksPlace ? 'Calculate tax' : due.amount > 0 ? `Pay ${showMoney(due)}` : 'Complete order'}
          isPayment={!lacksPlace && due.amount > 0}
          busyLabel={busyLabel}
          isBlocked={isBlocked}
        />
        {due.amount > 0 && (
          <p className="text-center text-[13px] text-ink-soft text-pretty">
            {merchant} never sees your {options.includes('ach_debit') ? 'card or account' : 'card'} number.
            {!offersSaving && ' It is used for this payment only.'}
          </p>
        )}
        <div className="flex justify-center">
          <ExpiryCountdown leftMs={leftMs} />
        </div>
      </div>
    </form>
  )
}
