import type { CheckoutApi } from './checkout-api.ts'
import type { TaxPlace, TipWish } from './api-shapes.ts'
import { type CodeMoves, createCodeMoves } from './apply-code.ts'
import { createChooseTip } from './choose-tip.ts'
import {
  initialState,
  isRepricing,
  type CheckoutContext,
  type CheckoutState,
  type TabMemory,
} from './checkout-state.ts'
import { announceNewTotal, loadCheckout, refreshCheckout } from './load-checkout.ts'
import { isPaid } from './order-facts.ts'
import { createPayMoves, type PayMoves } from './pay-moves.ts'
import type { ServerClock } from './server-clock.ts'
import { createSetTaxPlace } from './set-tax-place.ts'
import { firstTip } from './tip-amounts.ts'
import { createWatchPayment, runningAttempt, takeOver } from './watch-payment.ts'

/** What the checkout needs from its surroundings; tests pass their own. */
export interface CheckoutSurroundings {
  readonly api: CheckoutApi
  readonly clock: ServerClock
  readonly memory: TabMemory
  readonly origin: string
  wait(ms: number): Promise<void>
  newKey(): string
  leave(url: string): void
  showMoney: CheckoutContext['showMoney']
}

/** One buyer's checkout in one tab: its state, and the moves a buyer can make. */
export interface Checkout extends PayMoves, CodeMoves {
  getState(): CheckoutState
  subscribe(listener: () => void): () => void
  load(): Promise<void>
  chooseTip(wish: TipWish | null): Promise<void>
  setTaxPlace(place: TaxPlace): Promise<void>
  /** Reads again, unless something is under way; says so when the total changed. */
  lookAgain(): Promise<void>
  /** The session's time is over on the server's clock. */
  expire(): Promise<void>
  setOnline(isOnline: boolean): void
}

/** Asking the server again right after the end: its own clock may be a moment behind the header's. */
const expiryReadsMs = [0, 2000, 5000] as const

export const createCheckout = (surroundings: CheckoutSurroundings): Checkout => {
  let state = initialState
  const listeners = new Set<() => void>()
  const context: CheckoutContext = {
    ...surroundings,
    memory: surroundings.memory,
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    writes: 0,
    submission: null,
  }
  const watch = createWatchPayment(context)
  const chooseTip = createChooseTip(context)
  const moves = createPayMoves(context, watch)

  /** A payment that already runs when the page opens: a reload, a second tab, or the way back from the bank. */
  const joinRunningPayment = (): boolean => {
    const attempt = state.checkout && runningAttempt(state.checkout)
    if (!attempt) return false
    takeOver(context, attempt)
    void watch()
    return true
  }

  const applyDefaultTip = async (): Promise<void> => {
    const { checkout } = state
    const first = checkout?.tip?.enabled ? firstTip(checkout.order, checkout.tip) : null
    if (!checkout || !first || checkout.status !== 'open' || context.memory.isTipSettled) return
    if (checkout.order.requested_tip || checkout.order.payment_status !== 'unpaid') return
    await chooseTip(first)
  }

  return {
    ...moves,
    ...createCodeMoves(context),
    chooseTip,
    setTaxPlace: createSetTaxPlace(context),
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async load() {
      await loadCheckout(context)
      if (state.load !== 'ready' || joinRunningPayment()) return
      const { checkout } = state
      if (checkout && context.memory.attempt !== null && isPaid(checkout)) {
        // This tab started the payment and comes back from the bank's page to find it done.
        context.memory.attempt = null
        const money = checkout.order.pricing_amounts.total_money
        const email = checkout.order.buyer_contact?.email ?? null
        context.set({ paidHere: { money, card: null, email } })
        return
      }
      await applyDefaultTip()
    },

    async lookAgain() {
      const { load, activity, paidHere, checkout } = state
      if (load !== 'ready' || activity.kind !== 'idle' || isRepricing(state) || paidHere !== null) return
      if (checkout?.status !== 'open') return
      if ((await refreshCheckout(context)) === null || state.activity.kind !== 'idle') return
      if (!joinRunningPayment() && state.checkout && !isPaid(state.checkout)) {
        announceNewTotal(context, checkout.order)
      }
    },

    async expire() {
      context.set({ isPastExpiry: true })
      for (const ms of expiryReadsMs) {
        await context.wait(ms)
        if (state.checkout?.status !== 'open') return
        if (state.activity.kind === 'idle') {
          await refreshCheckout(context)
          joinRunningPayment()
        }
      }
    },

    setOnline(isOnline) {
      if (state.isOnline !== isOnline) context.set({ isOnline })
    },
  }
}
