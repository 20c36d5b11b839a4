import type { CheckoutState } from '../checkout-state.ts'
import { isPaid } from '../order-facts.ts'
import type { EndedOutcome, HostedPayment } from './hosted-shapes.ts'

/** What the page knows beyond the checkout session. */
export interface HostedState {
  readonly load: 'loading' | 'ready' | 'missing' | 'unreachable'
  readonly payment: HostedPayment | null
  /** Something has just ended, and the payment is being read to see what it means. */
  readonly isSettling: boolean
  readonly cancel: 'idle' | 'canceling' | 'failed'
  /** The payer has paid, or canceled, in this tab: they are led back by themselves. */
  readonly hasActed: boolean
}

export const firstHostedState: HostedState = {
  load: 'loading',
  payment: null,
  isSettling: false,
  cancel: 'idle',
  hasActed: false,
}

export type HostedShown =
  'loading' | 'missing' | 'unreachable' | 'open' | 'confirming' | 'elsewhere' | 'finishing' | EndedOutcome

/** Nobody can pay any more, whoever ended it: the payment itself then tells how. */
export const isOver = ({ checkout, paidHere, isPastExpiry }: CheckoutState): boolean =>
  paidHere !== null ||
  isPastExpiry ||
  (checkout !== null &&
    (checkout.status !== 'open' || checkout.order.status === 'closed' || isPaid(checkout)))

/** What the payer sees. An end comes before everything: a form for a payment that is over would invite a second one. */
export const hostedShown = (page: HostedState, checkout: CheckoutState): HostedShown => {
  const { payment } = page
  if (payment !== null && payment.outcome !== 'open') return payment.outcome
  if (page.load === 'missing' || checkout.load === 'missing') return 'missing'
  if (payment === null || checkout.checkout === null)
    return page.load === 'unreachable' || checkout.load === 'unreachable' ? 'unreachable' : 'loading'
  const { kind } = checkout.activity
  if (kind === 'confirming' || kind === 'elsewhere') return kind
  if (kind !== 'idle') return 'open'
  return page.isSettling || isOver(checkout) ? 'finishing' : 'open'
}

/** The page's title: the state first, because that is what a narrow tab shows and a screen reader says. */
export const hostedTitle = (shown: HostedShown, merchant: string | null, amount: string | null): string => {
  const what: Record<HostedShown, string> = {
    loading: 'Loading payment',
    missing: 'Payment not found',
    unreachable: 'Connection problem',
    open: amount === null ? 'Pay' : `Pay ${amount}`,
    confirming: 'Confirming payment',
    elsewhere: 'Payment in progress',
    finishing: 'Finishing payment',
    succeeded: 'Payment complete',
    failed: 'Payment failed',
    canceled: 'Payment canceled',
    expired: 'Payment expired',
  }
  return merchant === null ? what[shown] : `${what[shown]} · ${merchant}`
}
