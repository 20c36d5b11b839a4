import { ApiRefusal } from './api-request.ts'
import type { BrowserAction, BuyerDetails, ChosenSource, PayAnswer, PayRequest } from './api-shapes.ts'
import { isRepricing, type CheckoutContext, type Submission } from './checkout-state.ts'
import { acceptOrder, announceNewTotal, refreshCheckout } from './load-checkout.ts'
import { NotCollected } from './not-collected.ts'
import * as notices from './notices.ts'
import { isPaid } from './order-facts.ts'
import { outcomeOf, payRefusalOf } from './payment-outcome.ts'
import { retrySafely } from './retry-safely.ts'
import { isShownInside, runningAttempt, takeOver } from './watch-payment.ts'

/** The buyer's moves about one payment. */
export interface PayMoves {
  /** @param readSource Called only when something has to be paid with, so not at a zero total. */
  pay(readSource: () => ChosenSource, buyer: BuyerDetails): Promise<void>
  /** The form was edited: what was sent before is no longer what the buyer wants to send. */
  forgetSubmission(): void
  /** The bank's page says that the buyer is done there. */
  finishChallenge(): Promise<void>
  /** What the processor's script needs to ask; null when nothing waits for the buyer any more. Throws NoAnswer. */
  readBrowserAction(): Promise<BrowserAction | null>
  /** The buyer gives the running payment up. */
  cancelPayment(): Promise<void>
  /** Opens the bank's page of a payment that was started in another tab. */
  continuePayment(): void
}

type PaidWith = Pick<Submission, 'source' | 'isCardToBeSaved' | 'card' | 'bankAccount'>
const nothing: PaidWith = { source: null, isCardToBeSaved: false, card: null, bankAccount: null }

/** Only what was given: an empty field takes nothing away. */
const aboutBuyer = ({ email, phone, billingAddress, acceptsTerms }: BuyerDetails) => {
  const contact = {
    ...(email === null ? {} : { email }),
    ...(phone ? { phone } : {}),
    ...(billingAddress ? { billing_address: billingAddress } : {}),
  }
  return {
    ...(Object.keys(contact).length === 0 ? {} : { buyer_contact: contact }),
    ...(acceptsTerms ? { terms_of_service_accepted: true as const } : {}),
  }
}

export const createPayMoves = (context: CheckoutContext, watch: () => Promise<void>): PayMoves => {
  const acceptAnswer = ({ order, payment_attempt: attempt }: PayAnswer): void => {
    context.writes += 1
    acceptOrder(context, order)
    const attemptId = attempt?.order_payment_attempt_id ?? null
    const outcome = attempt ? outcomeOf(attempt) : { kind: 'paid' as const }

    if (outcome.kind === 'paid') {
      const { submission } = context
      context.memory.attempt = null
      context.submission = null
      context.set({
        activity: { kind: 'idle' },
        notice: null,
        paidHere: {
          money: submission?.money ?? order.pricing_amounts.total_money,
          card: submission?.card ?? null,
          bankAccount: submission?.bankAccount ?? null,
          email: submission?.buyer.email ?? order.buyer_contact?.email ?? null,
        },
      })
    } else if (outcome.kind === 'declined') {
      const notice = notices.declinedNotice(outcome.code, context.submission)
      context.memory.attempt = null
      context.submission = null
      context.set({ activity: { kind: 'idle' }, notice })
    } else if (outcome.kind === 'action' && outcome.action !== null && attemptId !== null) {
      context.memory.attempt = attemptId
      if (isShownInside(context, outcome.action)) {
        context.set({
          activity: { kind: 'challenge', attemptId, action: outcome.action, stage: 'shown' },
          notice: null,
        })
        void watch()
      } else {
        context.set({ activity: { kind: 'confirming', attemptId }, notice: null })
        context.leave(outcome.action.client_action?.redirect?.url ?? '')
      }
    } else {
      context.memory.attempt = attemptId
      context.set({ activity: { kind: 'confirming', attemptId }, notice: null })
      void watch()
    }
  }

  /** Reads the truth after a refusal that this page cannot interpret; the notice stands if nothing else explains it. */
  const reload = async (otherwise: notices.Notice, mayBeOurs = false): Promise<void> => {
    const before = context.get().checkout?.order
    const checkout = await refreshCheckout(context)
    const attempt = checkout && runningAttempt(checkout)
    if (attempt) {
      if (mayBeOurs) context.memory.attempt = attempt.order_payment_attempt_id
      context.set({ notice: null })
      takeOver(context, attempt)
      void watch()
      return
    }
    context.set({ activity: { kind: 'idle' } })
    if (checkout && (isPaid(checkout) || checkout.status !== 'open')) context.set({ notice: null })
    else if (!announceNewTotal(context, before)) context.set({ notice: otherwise })
  }

  const acceptRefusal = async (error: unknown): Promise<void> => {
    if (error instanceof NotCollected) {
      const notice = error.sentence === null ? null : notices.notCollectedNotice(error.sentence)
      context.set({ activity: { kind: 'idle' }, notice })
      return
    }
    const refusal = payRefusalOf(error)
    const sent = context.submission
    if (refusal !== 'unknown-outcome') context.submission = null
    switch (refusal) {
      case 'unknown-outcome': {
        // Perhaps only the answer was lost. Keep the submission: pressing again sends the same one.
        const { submission } = context
        await reload(notices.noAnswerNotice, true)
        const { activity, checkout } = context.get()
        if (checkout && isPaid(checkout) && submission) {
          context.submission = null
          context.set({
            paidHere: {
              money: submission.money,
              card: submission.card,
              bankAccount: submission.bankAccount ?? null,
              email: submission.buyer.email,
            },
          })
        } else if (activity.kind === 'idle') context.submission = submission
        return
      }
      case 'declined':
        context.set({
          activity: { kind: 'idle' },
          notice: notices.declinedNotice(error instanceof ApiRefusal ? error.code : null),
        })
        return
      case 'bad-card':
        context.set({ activity: { kind: 'idle' }, notice: notices.badCardNotice })
        return
      case 'bad-account':
        context.set({ activity: { kind: 'idle' }, notice: notices.badAccountNotice })
        return
      case 'bad-email':
        context.set({ activity: { kind: 'idle' }, notice: notices.badEmailNotice })
        return
      case 'bad-contact':
        context.set({ activity: { kind: 'idle' }, notice: notices.badContactNotice })
        return
      case 'card-gone': {
        const gone = sent?.source && 'payment_method_id' in sent.source ? sent.source.payment_method_id : null
        context.set({
          activity: { kind: 'idle' },
          savedCards: context.get().savedCards.filter((card) => card.payment_method_id !== gone),
          notice: notices.savedCardGoneNotice,
        })
        return
      }
      case 'tax-unknown':
        await reload(notices.taxUnknownNotice)
        return
      case 'attempt-running':
        context.set({ activity: { kind: 'elsewhere', attempt: null, isCanceling: false }, notice: null })
        void watch()
        return
      default:
        await reload(notices.refusedNotice)
    }
  }

  /** A card that is kept already is named; anything else becomes a token first. */
  const paidWithOf = async (chosen: ChosenSource, buyer: BuyerDetails): Promise<PaidWith> => {
    if ('collect' in chosen) {
      const { confirmationToken, card } = await chosen.collect(buyer)
      const source = { confirmation_token: confirmationToken }
      return { ...nothing, source, isCardToBeSaved: chosen.isToBeSaved, card }
    }
    if ('savedCard' in chosen) {
      const { payment_method_id: id, card } = chosen.savedCard
      return { ...nothing, source: { payment_method_id: id }, card: { brand: card.brand, last4: card.last4 } }
    }
    const token = await retrySafely(() => context.api.createToken(chosen.details), context.wait)
    return {
      source: { token: token.token },
      isCardToBeSaved: chosen.isToBeSaved,
      card: token.card ?? null,
      bankAccount: token.bank_account ?? null,
    }
  }

  const sendSubmission = async (orderId: string, submission: Submission): Promise<void> => {
    const request: PayRequest = {
      action: 'pay',
      ...(submission.source === null ? {} : { payment_source: submission.source }),
      ...(submission.isCardToBeSaved ? { save_payment_method: true } : {}),
      expected_outstanding_money: submission.money,
      ...aboutBuyer(submission.buyer),
    }
    acceptAnswer(
      await retrySafely(
        () => context.api.payOrder(orderId, request, submission.idempotencyKey),
        context.wait,
      ),
    )
  }

  /** After "resume" or "cancel" got no usable answer: the session tells how it went. */
  const watchInstead = (attemptId: string): void => {
    context.set({ activity: { kind: 'confirming', attemptId } })
    void watch()
  }

  return {
    async pay(readSource, buyer) {
      const { checkout, activity } = context.get()
      if (!checkout || activity.kind !== 'idle' || isRepricing(context.get())) return
      context.set({ activity: { kind: 'paying' }, notice: null })
      context.writes += 1
      try {
        if (context.submission === null) {
          const money = checkout.order.settlement_amounts.outstanding_money
          const paidWith = money.amount === 0 ? nothing : await paidWithOf(readSource(), buyer)
          context.submission = { idempotencyKey: context.newKey(), ...paidWith, buyer, money }
        }
        await sendSubmission(checkout.order_id, context.submission)
      } catch (error) {
        await acceptRefusal(error)
      }
    },

    forgetSubmission() {
      if (context.get().activity.kind === 'idle') context.submission = null
    },

    async finishChallenge() {
      const { activity, checkout } = context.get()
      if (activity.kind !== 'challenge' || activity.stage !== 'shown' || !checkout) return
      const { attemptId } = activity
      context.set({ activity: { ...activity, stage: 'finishing' } })
      context.writes += 1
      const request: PayRequest = { action: 'resume', order_payment_attempt_id: attemptId }
      const idempotencyKey = context.newKey()
      try {
        acceptAnswer(
          await retrySafely(
            () => context.api.payOrder(checkout.order_id, request, idempotencyKey),
            context.wait,
          ),
        )
      } catch {
        watchInstead(attemptId)
      }
    },

    async readBrowserAction() {
      try {
        return await retrySafely(() => context.api.getBrowserAction(), context.wait)
      } catch (error) {
        if (error instanceof ApiRefusal && error.status === 409) return null
        throw error
      }
    },

    async cancelPayment() {
      const { activity, checkout } = context.get()
      if (!checkout) return
      const attemptId =
        activity.kind === 'challenge' && activity.stage === 'shown'
          ? activity.attemptId
          : activity.kind === 'elsewhere' && !activity.isCanceling
            ? activity.attempt?.order_payment_attempt_id
            : undefined
      if (attemptId === undefined) return
      if (activity.kind === 'challenge') context.set({ activity: { ...activity, stage: 'canceling' } })
      if (activity.kind === 'elsewhere') context.set({ activity: { ...activity, isCanceling: true } })
      context.writes += 1
      const idempotencyKey = context.newKey()
      try {
        await retrySafely(
          () => context.api.cancelPaymentAttempt(checkout.order_id, attemptId, idempotencyKey),
          context.wait,
        )
      } catch {
        watchInstead(attemptId)
        return
      }
      context.writes += 1
      context.memory.attempt = null
      context.submission = null
      await reload(notices.paymentCanceledNotice)
    },

    continuePayment() {
      const { activity } = context.get()
      if (activity.kind !== 'elsewhere' || activity.attempt === null) return
      const outcome = outcomeOf(activity.attempt)
      if (outcome.kind !== 'action' || outcome.action === null) return
      const attemptId = activity.attempt.order_payment_attempt_id
      context.memory.attempt = attemptId
      if (isShownInside(context, outcome.action)) {
        context.set({ activity: { kind: 'challenge', attemptId, action: outcome.action, stage: 'shown' } })
        void watch()
      } else {
        context.leave(outcome.action.client_action?.redirect?.url ?? '')
      }
    },
  }
}
