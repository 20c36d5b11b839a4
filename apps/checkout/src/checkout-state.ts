import type { CheckoutApi } from './checkout-api.ts'
import type {
  BuyerDetails,
  CheckoutView,
  Money,
  PaymentAttempt,
  PaymentSource,
  PendingAction,
  SavedCard,
  TipWish,
} from './api-shapes.ts'
import type { Notice } from './notices.ts'
import type { ServerClock } from './server-clock.ts'

/**
 * What this tab is doing about paying.
 *
 * idle → paying → challenge → (resumed) … → idle with a notice, or paid
 *              ↘ confirming (outcome not known yet: the session is polled) ↗
 * elsewhere: a payment runs that this tab did not start, or that it lost sight of; also polled.
 */
export type Activity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'paying' }
  | {
      readonly kind: 'challenge'
      readonly attemptId: string
      readonly action: PendingAction
      readonly stage: 'shown' | 'finishing' | 'canceling'
    }
  | { readonly kind: 'confirming'; readonly attemptId: string | null }
  | { readonly kind: 'elsewhere'; readonly attempt: PaymentAttempt | null; readonly isCanceling: boolean }

export interface PaidHere {
  readonly money: Money
  readonly card: { readonly brand: string; readonly last4: string } | null
  readonly bankAccount?: { readonly bank_name: string; readonly last4: string } | null
  readonly email: string | null
}

export interface CheckoutState {
  readonly load: 'loading' | 'ready' | 'missing' | 'unreachable'
  readonly isOnline: boolean
  readonly isTestMode: boolean
  /** The session with its order; null until the first answer. */
  readonly checkout: CheckoutView | null
  readonly activity: Activity
  readonly notice: Notice | null
  readonly tip: {
    readonly isSaving: boolean
    /** What the buyer last asked for and the server has not answered yet; undefined when nothing is on its way. */
    readonly wish: TipWish | null | undefined
    readonly problem: string | null
  }
  readonly code: {
    readonly isSaving: boolean
    /** Why the last code was not taken. */
    readonly problem: string | null
    /** What was done to the codes last, for screen readers. */
    readonly said: string | null
  }
  readonly taxPlace: {
    readonly isSaving: boolean
    /** The buyer of this tab was asked, and may correct what they said. */
    readonly isAsked: boolean
    readonly problem: { readonly field: 'country' | 'postalCode'; readonly text: string } | null
  }
  /** Cards that the order's customer keeps and can pay with. */
  readonly savedCards: readonly SavedCard[]
  /** Set once a payment of this tab has succeeded. */
  readonly paidHere: PaidHere | null
  /** The session's end has passed on the server's clock, whether or not the server has said so. */
  readonly isPastExpiry: boolean
}

export const initialState: CheckoutState = {
  load: 'loading',
  isOnline: true,
  isTestMode: false,
  checkout: null,
  activity: { kind: 'idle' },
  notice: null,
  tip: { isSaving: false, wish: undefined, problem: null },
  code: { isSaving: false, problem: null, said: null },
  taxPlace: { isSaving: false, isAsked: false, problem: null },
  savedCards: [],
  paidHere: null,
  isPastExpiry: false,
}

/** The total is about to change: nobody may pay the one that is shown. */
export const isRepricing = ({ tip, code, taxPlace }: CheckoutState): boolean =>
  tip.isSaving || code.isSaving || taxPlace.isSaving

/** What this tab remembers across a reload. Never card or account data. */
export interface TabMemory {
  /** The attempt that this tab started and whose end it has not seen. */
  attempt: string | null
  /** The buyer, or the session's default, has settled the tip in this tab. */
  isTipSettled: boolean
  /** The buyer has said in this tab where they are for tax, and may change it. */
  isTaxPlaceAsked: boolean
}

/** One submission of the form: sent again unchanged until an answer tells its outcome. */
export interface Submission {
  readonly idempotencyKey: string
  /** Null where nothing is left to pay. */
  readonly source: PaymentSource | null
  readonly isCardToBeSaved: boolean
  readonly card: PaidHere['card']
  readonly bankAccount?: PaidHere['bankAccount']
  readonly buyer: BuyerDetails
  readonly money: Money
}

/** What every step of the checkout works with. */
export interface CheckoutContext {
  readonly api: CheckoutApi
  readonly clock: ServerClock
  readonly memory: TabMemory
  readonly origin: string
  get(): CheckoutState
  set(change: Partial<CheckoutState>): void
  wait(ms: number): Promise<void>
  newKey(): string
  /** Leaves the page for a bank's own page, when it cannot be shown inside this one. */
  leave(url: string): void
  showMoney(money: Money): string
  /** Grows with every write, so that a read that started before it is not believed. */
  writes: number
  submission: Submission | null
}
