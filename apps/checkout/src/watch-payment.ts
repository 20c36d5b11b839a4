import type { CheckoutView, PaymentAttempt } from './api-shapes.ts'
import type { CheckoutContext } from './checkout-state.ts'
import { refreshCheckout } from './load-checkout.ts'
import { declinedNotice, otherPaymentEndedNotice } from './notices.ts'
import { isPaid } from './order-facts.ts'
import { outcomeOf } from './payment-outcome.ts'

const firstPollMs = 1500
const slowestPollMs = 5000

/** The attempt that still runs, from wherever the answer tells of it. */
export const runningAttempt = (checkout: CheckoutView): PaymentAttempt | null => {
  const attempt = checkout.active_payment_attempt ?? checkout.order.active_payment_attempt ?? null
  if (attempt === null) return null
  const { kind } = outcomeOf(attempt)
  return kind === 'action' || kind === 'pending' ? attempt : null
}

const finishPaidHere = (context: CheckoutContext, checkout: CheckoutView): void => {
  const { submission } = context
  context.memory.attempt = null
  context.submission = null
  const { total_money } = checkout.order.pricing_amounts
  context.set({
    activity: { kind: 'idle' },
    notice: null,
    paidHere: {
      money: submission?.money ?? total_money,
      card: submission?.card ?? null,
      bankAccount: submission?.bankAccount ?? null,
      email: submission?.buyer.email ?? checkout.order.buyer_contact?.email ?? null,
    },
  })
}

/** Why an attempt of ours ended: the session tells only of running ones, so the attempt itself is asked. */
const endedCode = async (context: CheckoutContext, orderId: string, attemptId: string): Promise<string> => {
  try {
    const outcome = outcomeOf(await context.api.getPaymentAttempt(orderId, attemptId))
    return outcome.kind === 'declined' ? outcome.code : 'payment_failed'
  } catch {
    return 'payment_failed'
  }
}

/** Moves on from waiting once the session tells how the payment ended. */
const settle = async (context: CheckoutContext, checkout: CheckoutView): Promise<void> => {
  const { activity } = context.get()
  const own = activity.kind === 'confirming' || activity.kind === 'challenge'
  const attempt = runningAttempt(checkout)

  if (isPaid(checkout)) {
    const startedHere = own || (context.memory.attempt !== null && activity.kind === 'elsewhere')
    if (startedHere) finishPaidHere(context, checkout)
    else context.set({ activity: { kind: 'idle' }, notice: null })
    return
  }
  if (attempt !== null) {
    const isOurs = attempt.order_payment_attempt_id === context.memory.attempt
    if (activity.kind === 'confirming' && (isOurs || activity.attemptId === null)) {
      if (outcomeOf(attempt).kind === 'action') takeOver(context, attempt)
    } else if (activity.kind === 'elsewhere') {
      context.set({ activity: { ...activity, attempt } })
    }
    return
  }

  const ownId = context.memory.attempt
  context.memory.attempt = null
  const code = own && ownId !== null ? await endedCode(context, checkout.order_id, ownId) : null
  const notice = own ? declinedNotice(code, context.submission) : otherPaymentEndedNotice
  context.submission = null
  context.set({ activity: { kind: 'idle' }, notice: checkout.status === 'open' ? notice : null })
}

/** Shows what a running attempt asks for: the bank's challenge if this tab started it, else that somebody pays. */
export const takeOver = (context: CheckoutContext, attempt: PaymentAttempt): void => {
  const outcome = outcomeOf(attempt)
  const attemptId = attempt.order_payment_attempt_id
  const isOurs = context.memory.attempt === attemptId
  if (
    outcome.kind === 'action' &&
    outcome.action !== null &&
    isOurs &&
    isShownInside(context, outcome.action)
  ) {
    context.set({ activity: { kind: 'challenge', attemptId, action: outcome.action, stage: 'shown' } })
  } else if (outcome.kind === 'pending' && isOurs) {
    context.set({ activity: { kind: 'confirming', attemptId } })
  } else {
    context.set({ activity: { kind: 'elsewhere', attempt, isCanceling: false } })
  }
}

/** The page's policy only frames pages of its own origin. */
export const isShownInside = (
  context: CheckoutContext,
  action: { readonly client_action?: { readonly redirect?: { readonly url: string } } },
): boolean => {
  const address = action.client_action?.redirect?.url
  if (address === undefined) return false
  try {
    return new URL(address, context.origin).origin === context.origin
  } catch {
    return false
  }
}

/**
 * Polls the session while a payment runs, first every 1.5 s, then slower, until it ends. One watcher at a time;
 * calling it again starts over with the short wait.
 */
export const createWatchPayment = (context: CheckoutContext): (() => Promise<void>) => {
  let watcher = 0
  return async () => {
    watcher += 1
    const mine = watcher
    let waitMs = firstPollMs
    for (;;) {
      const { activity } = context.get()
      const isWatched =
        activity.kind === 'confirming' || activity.kind === 'elsewhere' || activity.kind === 'challenge'
      if (!isWatched) return
      await context.wait(activity.kind === 'challenge' ? slowestPollMs : waitMs)
      if (mine !== watcher) return
      waitMs = Math.min(Math.round(waitMs * 1.4), slowestPollMs)
      const before = context.get().activity
      if (before.kind === 'idle' || before.kind === 'paying') return
      const checkout = await refreshCheckout(context)
      if (mine !== watcher) return
      const now = context.get().activity
      // An answer to "resume" or "cancel" is on its way and knows more than this read.
      if (checkout === null || now !== before || (now.kind === 'challenge' && now.stage !== 'shown')) continue
      await settle(context, checkout)
    }
  }
}
