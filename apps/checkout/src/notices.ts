import { declineWordsOf, fieldAtFault, type CardField } from './decline-words.ts'

/** What the page tells above the pay button. A notice that asks for attention gets the focus when it appears. */
export interface Notice {
  readonly tone: 'problem' | 'attention' | 'calm'
  readonly title: string
  readonly text: string
  /** The card field to look at, if the notice is about one. */
  readonly field?: CardField
  /** The security code has to be typed again: banks may count a code that was sent twice as a second try. */
  readonly clearsSecurityCode?: boolean
}

/** `paidWith`: what was sent, where this tab still knows. */
export const declinedNotice = (
  code: string | null | undefined,
  paidWith: { readonly bankAccount?: unknown } | null = null,
): Notice => {
  const words = declineWordsOf(code, Boolean(paidWith?.bankAccount))
  return {
    tone: 'problem',
    title: words.title,
    text: `You have not been charged. ${words.advice}`,
    field: fieldAtFault(code) ?? undefined,
    clearsSecurityCode: true,
  }
}

/** Both totals are texts as shown, e.g. `$48.30`. */
export const totalChangedNotice = (before: string, after: string): Notice => ({
  tone: 'attention',
  title: `The total is now ${after}`,
  text: `It was ${before} before. You have not been charged. Check the order and pay if you agree.`,
})

export const paymentCanceledNotice: Notice = {
  tone: 'calm',
  title: 'Payment canceled',
  text: 'You have not been charged. You can pay again whenever you are ready.',
  clearsSecurityCode: true,
}

export const otherPaymentEndedNotice: Notice = {
  tone: 'calm',
  title: 'The other payment was not completed',
  text: 'You can pay here now.',
}

/** After every retry of one submission failed: the same key goes out again when the buyer presses the button. */
export const noAnswerNotice: Notice = {
  tone: 'problem',
  title: 'We could not reach the payment service',
  text: 'Check your connection and press the button again. It is safe: you will not be charged twice.',
}

export const badCardNotice: Notice = {
  tone: 'problem',
  title: 'These card details were not accepted',
  text: 'You have not been charged. Check the card number, expiry date and security code, or use another card.',
}

/** `sentence`: the processor's own words, for the buyer; empty where it said nothing. */
export const notCollectedNotice = (sentence: string): Notice => ({
  tone: 'problem',
  title: 'The payment could not be started',
  text: `You have not been charged. ${sentence || 'Check what you entered and pay again.'}`,
})

export const badAccountNotice: Notice = {
  tone: 'problem',
  title: 'These account details were not accepted',
  text: 'You have not been charged. Check the routing and account numbers, or use another way to pay.',
}

export const badEmailNotice: Notice = {
  tone: 'problem',
  title: 'This email address was not accepted',
  text: 'You have not been charged. Check the address and pay again.',
}

export const badContactNotice: Notice = {
  tone: 'problem',
  title: 'Your details were not accepted',
  text: 'You have not been charged. Check your phone number and billing address and pay again.',
}

/** A saved card that was removed, or whose month has passed, while the page was open. */
export const savedCardGoneNotice: Notice = {
  tone: 'problem',
  title: 'This saved card can no longer be used',
  text: 'You have not been charged. Choose another card, or enter a new one.',
}

export const taxUnknownNotice: Notice = {
  tone: 'attention',
  title: 'The tax has to be calculated first',
  text: 'You have not been charged. Enter where you are, check the total and pay.',
}

export const refusedNotice: Notice = {
  tone: 'problem',
  title: 'The payment could not be started',
  text: 'You have not been charged. Check the order and try again.',
}
