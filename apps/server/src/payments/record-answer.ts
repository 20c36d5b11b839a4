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
import type { PaymentIntent } from './payment.ts'
import { riskAfter } from './risk.ts'
import type { PaymentSource, ProcessorAnswer } from './processors/processor.ts'

/** What a processor's answer makes of a payment intent, decided without reading or writing. */
export type Recorded = {
  before: PaymentIntent
  intent: PaymentIntent
  entries: LedgerEntry[]
  events: EventInput[]
  timers: Statement<void>[]
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
  status: 'processing',
  card: source.card,
  bankAccount: source.bankAccount ?? null,
  testCard: source.testCard,
  paymentMethodId: source.paymentMethodId ?? null,
  isOffSession: source.isOffSession ?? false,
  processor: 'simulator',
  processorReference: null,
  chargeId: ctx.ids.newId('chg'),
  chargeStartedAt: ctx.now,
  challenge: null,
  lastError: null,
  risk: null,
  action: null,
})

const revised = (ctx: Context, intent: PaymentIntent): PaymentIntent => ({
  ...intent,
  version: intent.version + 1,
  updatedAt: ctx.now,
})

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
    processorReference: answer.reference ?? charged.processorReference,
    risk: riskAfter(ctx, charged, answer),
    action: null,
  }
  const noWaiting =
    before.status === 'requires_action' || before.status === 'processing' ? [stopWaiting(ctx, intent)] : []
  switch (answer.outcome) {
    case 'succeeded':
      return captured(
        ctx,
        before,
        { ...intent, authorized: intent.captureMethod === 'manual' ? intent.authorized : 0 },
        intent.amount,
        noWaiting,
      )
    case 'authorized': {
      const expiresAt = plusMs(ctx.now, holdMs)
      const held: PaymentIntent = {
        ...intent,
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
      }
    }
    case 'declined': {
      const decline = declineOf(answer.code, intent)
      const failed: PaymentIntent = {
        ...intent,
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
      const expiresAt = plusMs(ctx.now, challengeMs)
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
        timers: [setTimer(ctx, timerKinds.challengeExpiry, waiting.paymentIntentId, expiresAt)],
      }
    }
    case 'unknown': {
      const processing: PaymentIntent = { ...intent, status: 'processing' }
      return {
        before,
        intent: processing,
        entries: [],
        events: before.status === 'processing' ? [] : [paymentIntentEvent('processing', processing)],
        timers: [setTimer(ctx, timerKinds.resolve, processing.paymentIntentId, answer.askAgainAt)],
      }
    }
  }
}

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
    ...intent,
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
    ...revised(ctx, before),
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

const stopWaiting = (ctx: Context, intent: PaymentIntent): Statement<void> =>
  dropTimers(
    ctx,
    Object.values(timerKinds).map((kind) => ({ kind, subjectId: intent.paymentIntentId })),
  )
