import { type LedgerEntry, captureEntries, feeOf } from '../ledger/entries.ts'
import { dayMs, minuteMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { EventInput } from '../platform/events/events.ts'
import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import { tellOfCapture } from './capture-listeners.ts'
import { challengeUrl } from './challenge-link.ts'
import { declineOf } from './declines.ts'
import { paymentIntentEvent } from './events.ts'
import { expectProcessor } from './expect-takes-payments.ts'
import type { PaymentIntent, PendingCommand } from './payment.ts'
import { riskAfter } from './risk.ts'
import type { PaymentSource, ProcessorAnswer } from './processors/processor.ts'

/** What a processor's answer makes of a payment intent, decided without reading or writing. */
export type Recorded = {
  before: PaymentIntent
  intent: PaymentIntent
  entries: LedgerEntry[]
  events: EventInput[]
  timers: Statement<void>[]
  /** A remote processor is to be asked for this next. */
  asks?: PendingCommand
  /** The processor's name for the card that it keeps from this payment. */
  savedToken?: string
  /** Its attempt was given up by a caller, and ends with it. */
  isGivenUp?: true
}

/** A hold lives for seven days. Source: contract, flint-commerce 6.5. */
export const holdMs = 7 * dayMs
/** The buyer has this long for the bank's challenge. */
export const challengeMs = 30 * minuteMs

export const timerKinds = {
  holdExpiry: 'authorization_expiry',
  challengeExpiry: 'payment_action_expiry',
  resolve: 'resolve_payment',
} as const

/** The intent as it is when a new try to charge it begins. */
export const beginCharge = (ctx: Context, intent: PaymentIntent, source: PaymentSource): PaymentIntent => ({
  ...revised(ctx, intent),
  ...processorOf(ctx, source),
  status: 'processing',
  card: source.card,
  bankAccount: source.bankAccount ?? null,
  testCard: source.testCard,
  paymentMethodId: source.paymentMethodId ?? null,
  isOffSession: source.isOffSession ?? false,
  processorReference: null,
  chargeId: ctx.ids.newId('chg'),
  chargeStartedAt: ctx.now,
  challenge: null,
  lastError: null,
  risk: null,
  action: null,
})

const processorOf = (ctx: Context, { processorToken }: PaymentSource): Partial<PaymentIntent> => {
  const { name, isRemote } = expectProcessor(ctx)
  return isRemote
    ? { processor: name, processorToken, unanswered: 0, pendingCommand: null }
    : { processor: name }
}

export const revised = (ctx: Context, intent: PaymentIntent): PaymentIntent => ({
  ...intent,
  version: intent.version + 1,
  updatedAt: ctx.now,
})

const isWaiting: ReadonlySet<string> = new Set(['requires_action', 'processing', 'requires_capture'])

/** Source of the moves: contract, flint-commerce 6.3. `before` is the intent as it is stored. */
export const recordAnswer = (
  ctx: Context,
  before: PaymentIntent,
  charged: PaymentIntent,
  answer: ProcessorAnswer,
): Recorded => {
  const intent: PaymentIntent = {
    ...charged,
    version: before.version + 1,
    updatedAt: ctx.now,
    processorReference: answer.reference || charged.processorReference,
    ...('card' in answer && answer.card ? { card: answer.card } : {}),
    risk: riskAfter(ctx, charged, answer),
    action: null,
  }
  const noWaiting = isWaiting.has(before.status) ? [stopWaiting(ctx, intent)] : []
  switch (answer.outcome) {
    case 'succeeded':
      return {
        ...captured(
          ctx,
          before,
          { ...intent, authorized: intent.captureMethod === 'manual' ? intent.authorized : 0 },
          answer.captured ?? intent.amount,
          noWaiting,
        ),
        ...saved(answer),
      }
    case 'authorized': {
      const expiresAt = plusMs(ctx.now, holdMs)
      const held: PaymentIntent = {
        ...withoutCommand(intent),
        status: 'requires_capture',
        authorized: intent.amount,
        authorizedAt: ctx.now,
        authorizationExpiresAt: expiresAt,
      }
      return {
        before,
        intent: held,
        entries: [],
        events: [paymentIntentEvent('requires_capture', held)],
        timers: [...noWaiting, setTimer(ctx, timerKinds.holdExpiry, held.paymentIntentId, expiresAt)],
        ...saved(answer),
      }
    }
    case 'declined': {
      const decline = declineOf(answer.code, intent)
      const failed: PaymentIntent = {
        ...withoutCommand(intent),
        status: 'requires_payment_method',
        lastError: {
          code: answer.code,
          message: answer.message,
          failedAt: ctx.now,
          retryable: decline.isRetryable,
          nextSteps: decline.nextSteps,
        },
      }
      return {
        before,
        intent: failed,
        entries: [],
        events: [paymentIntentEvent('payment_failed', failed)],
        timers: noWaiting,
      }
    }
    case 'requires_action': {
      const expiresAt = plusMs(ctx.now, intent.challengeMs ?? challengeMs)
      const waiting: PaymentIntent = {
        ...intent,
        status: 'requires_action',
        action: {
          actionId: intent.chargeId!.replace(/^chg_/, 'pact_'),
          url: challengeUrl(ctx, intent),
          expiresAt,
        },
      }
      return {
        before,
        intent: waiting,
        entries: [],
        events: [paymentIntentEvent('requires_action', waiting)],
        timers: [
          // What is asked for besides is asked for on.
          ...(before.status === 'processing' && !intent.pendingCommand ? [stopAsking(ctx, intent)] : []),
          setTimer(ctx, timerKinds.challengeExpiry, waiting.paymentIntentId, expiresAt),
        ],
      }
    }
    case 'unknown': {
      const { unanswered } = intent
      const processing: PaymentIntent = {
        ...intent,
        status: 'processing',
        ...(unanswered === undefined ? {} : { unanswered: unanswered + 1 }),
      }
      // What was begun a moment ago has not been told of.
      const isTold = before.status === 'processing' && before.unanswered !== 0
      return {
        before,
        intent: processing,
        entries: [],
        events: isTold ? [] : [paymentIntentEvent('processing', processing)],
        timers: [setTimer(ctx, timerKinds.resolve, processing.paymentIntentId, answer.askAgainAt)],
      }
    }
  }
}

/** What was asked of the processor is over, whatever it said to that. */
export const withoutCommand = (intent: PaymentIntent): PaymentIntent =>
  intent.pendingCommand ? { ...intent, pendingCommand: null, unanswered: 0 } : intent

const saved = ({ savedToken }: { savedToken?: string }) => (savedToken === undefined ? {} : { savedToken })

/** Money is taken: all of an automatic payment, or part or all of a hold, whose rest is given back at once. */
export const captured = (
  ctx: Context,
  before: PaymentIntent,
  intent: PaymentIntent,
  amount: number,
  timers: Statement<void>[],
): Recorded => {
  const fee = feeOf(amount, { bps: ctx.feeBps, fixed: ctx.feeFixed })
  const taken: PaymentIntent = {
    ...withoutCommand(intent),
    status: 'succeeded',
    captured: amount,
    capturedAt: ctx.now,
    released: intent.captureMethod === 'manual' ? intent.amount - amount : 0,
    fee,
    lastError: null,
  }
  const entries = captureEntries(taken, amount, fee)
  return {
    before,
    intent: taken,
    entries,
    events: [paymentIntentEvent('succeeded', taken)],
    timers: [...timers, ...tellOfCapture(ctx, taken)],
  }
}

/** The hold or the plan is given up: by the caller, or because its time ran out. */
export const released = (
  ctx: Context,
  before: PaymentIntent,
  status: 'canceled' | 'expired',
  reason: string,
): Recorded => {
  const intent: PaymentIntent = {
    ...withoutCommand(revised(ctx, before)),
    status,
    cancellationReason: reason,
    released: before.status === 'requires_capture' ? before.authorized : before.released,
    action: null,
  }
  return {
    before,
    intent,
    entries: [],
    events: [paymentIntentEvent('canceled', intent)],
    timers: [stopWaiting(ctx, intent)],
  }
}

export const stopAsking = (ctx: Context, { paymentIntentId }: PaymentIntent): Statement<void> =>
  dropTimers(ctx, [{ kind: timerKinds.resolve, subjectId: paymentIntentId }])

const stopWaiting = (ctx: Context, intent: PaymentIntent): Statement<void> =>
  dropTimers(
    ctx,
    Object.values(timerKinds).map((kind) => ({ kind, subjectId: intent.paymentIntentId })),
  )
