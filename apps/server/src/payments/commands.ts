import { dropTimers, setTimer } from '../platform/jobs/timers.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { refuse } from '../platform/http/errors.ts'
import { askAgainAt, askAgainMs, askRemote } from './ask-remote.ts'
import { declines } from './declines.ts'
import { paymentErrors } from './errors.ts'
import { expectProcessor } from './expect-takes-payments.ts'
import type { PaymentIntent, PendingCommand, VoidedAs } from './payment.ts'
import { captureRequest, lookUpRequest, voidRequest } from './processor-requests.ts'
import type { ProcessorAnswer, RemoteProcessor } from './processors/processor.ts'
import {
  type Recorded,
  captured,
  recordAnswer,
  released,
  revised,
  stopAsking,
  timerKinds,
  withoutCommand,
} from './record-answer.ts'

/**
 * What a remote processor is asked to do with money that it holds, or with a payment that waits for its buyer:
 *
 *   none --wish committed--> pending --done, or it has ended another way--> none
 *   pending --no answer--> pending, asked again by the worker or by the same command
 *   pending --cannot be done--> none; what only the clock asked for stays pending
 *
 * While one is pending no other is taken. Asked twice the processor does it once.
 */
export const isSameCommand = (one: PendingCommand | null | undefined, other: PendingCommand): boolean =>
  one?.kind === other.kind &&
  (one.kind === 'capture'
    ? one.amount === (other as typeof one).amount
    : one.becomes.status === (other as typeof one).becomes.status)

/** Records what will be asked next. The same command again asks again; another one has to wait. */
export const wish = (ctx: Context, before: PaymentIntent, command: PendingCommand): Recorded => {
  if (before.pendingCommand && !isSameCommand(before.pendingCommand, command))
    throw refuse(paymentErrors.PAYMENT_OPERATION_IN_PROGRESS, {
      extra: { current_status: before.status },
      ids: { payment_intent_id: before.paymentIntentId },
    })
  const asked = before.pendingCommand ?? command
  return {
    before,
    intent: {
      ...revised(ctx, before),
      pendingCommand: asked,
      unanswered: before.pendingCommand ? (before.unanswered ?? 0) : 0,
    },
    entries: [],
    events: [],
    timers: [setTimer(ctx, timerKinds.resolve, before.paymentIntentId, plusMs(ctx.now, askAgainMs))],
    asks: asked,
  }
}

/** A command that was recorded, and for which a remote processor is asked next. */
export type BegunCommand = { paymentIntentId: string; orderId: string | null; command: PendingCommand }

export const begunBy = (recorded: Recorded | null): { begun?: BegunCommand } => {
  if (!recorded?.asks) return {}
  const { paymentIntentId, orderId } = recorded.intent
  return { begun: { paymentIntentId, orderId, command: recorded.asks } }
}

/** done: as wished. instead: it had ended another way before. */
export type CommandAnswer =
  | { outcome: 'done' }
  | { outcome: 'instead'; answer: ProcessorAnswer }
  | { outcome: 'failed'; message: string }
  | { outcome: 'unknown' }

/** Asks for the command that is pending. Where a void cannot be done, the payment may have ended meanwhile: it is looked up. */
export const askForCommand = async (
  ctx: Context,
  intent: PaymentIntent,
  command: PendingCommand,
): Promise<CommandAnswer> => {
  const processor = expectProcessor(ctx) as RemoteProcessor
  const about = { subject: intent.paymentIntentId, unanswered: intent.unanswered ?? 0 }
  const unknown = { outcome: 'unknown' } as const
  if (command.kind === 'capture') {
    const request = captureRequest(ctx, intent, command.amount)
    const taken = await askRemote(
      ctx,
      { ...about, call: 'capture' },
      () => processor.capture(request),
      unknown,
    )
    return taken.outcome === 'captured' ? { outcome: 'done' } : taken
  }
  const request = voidRequest(ctx, intent)
  const voided = await askRemote(ctx, { ...about, call: 'void' }, () => processor.void(request), unknown)
  if (voided.outcome === 'voided') return { outcome: 'done' }
  if (voided.outcome === 'unknown') return unknown
  const found = await askRemote<ProcessorAnswer>(
    ctx,
    { ...about, call: 'lookUp' },
    () => processor.lookUp(lookUpRequest(ctx, intent)),
    { ...unknown, reference: null, askAgainAt: ctx.now },
  )
  // A hold or a wait that is over at the processor is what was wished for.
  if (found.outcome === 'declined') return { outcome: 'done' }
  const hasGoneOn =
    found.outcome === 'succeeded' || (found.outcome === 'authorized' && intent.status === 'requires_action')
  if (hasGoneOn) return { outcome: 'instead', answer: found }
  ctx.log.warn('A processor does not give a payment back', { ...about, reason: voided.message })
  return voided
}

/** What the answer makes of the payment, whose command is still pending. */
export const recordCommand = (
  ctx: Context,
  before: PaymentIntent,
  command: PendingCommand,
  answer: CommandAnswer,
): Recorded => {
  switch (answer.outcome) {
    case 'instead':
      return recordAnswer(ctx, before, before, answer.answer)
    case 'done':
      return command.kind === 'capture'
        ? captured(ctx, before, revised(ctx, before), command.amount, [stopWaitingForHold(ctx, before)])
        : voided(ctx, before, command.becomes)
    case 'failed':
      return command.kind === 'void' && command.isByTime ? postponed(ctx, before) : withdrawn(ctx, before)
    case 'unknown':
      return postponed(ctx, before)
  }
}

const voided = (ctx: Context, before: PaymentIntent, becomes: VoidedAs): Recorded => {
  if (becomes.status !== 'failed') return released(ctx, before, becomes.status, becomes.reason)
  const { message } = declines[becomes.code]
  const failed = recordAnswer(ctx, before, before, {
    outcome: 'declined',
    reference: '',
    code: becomes.code,
    message,
  })
  return becomes.code === 'payment_not_completed' ? { ...failed, isGivenUp: true } : failed
}

const postponed = (ctx: Context, before: PaymentIntent): Recorded => {
  const unanswered = (before.unanswered ?? 0) + 1
  const dueAt = askAgainAt(ctx.now, unanswered)
  return {
    before,
    intent: { ...revised(ctx, before), unanswered },
    entries: [],
    events: [],
    timers: [setTimer(ctx, timerKinds.resolve, before.paymentIntentId, dueAt)],
  }
}

/** It cannot be done: the payment is as it was before it was wished for, and its own time goes on. */
const withdrawn = (ctx: Context, before: PaymentIntent): Recorded => {
  const kind = before.status === 'requires_capture' ? timerKinds.holdExpiry : timerKinds.challengeExpiry
  const dueAt =
    before.status === 'requires_capture' ? before.authorizationExpiresAt : before.action?.expiresAt
  return {
    before,
    intent: withoutCommand(revised(ctx, before)),
    entries: [],
    events: [],
    timers: [stopAsking(ctx, before), ...(dueAt ? [setTimer(ctx, kind, before.paymentIntentId, dueAt)] : [])],
  }
}

const stopWaitingForHold = (ctx: Context, { paymentIntentId }: PaymentIntent) =>
  dropTimers(
    ctx,
    [timerKinds.holdExpiry, timerKinds.resolve].map((kind) => ({ kind, subjectId: paymentIntentId })),
  )

/** Whether the payment has become what the command was for, whoever brought the answer. */
export const isDone = (intent: PaymentIntent, command: PendingCommand): boolean =>
  command.kind === 'capture'
    ? intent.status === 'succeeded' && intent.captured === command.amount
    : command.becomes.status === 'failed'
      ? intent.status === 'requires_payment_method'
      : intent.status === command.becomes.status
