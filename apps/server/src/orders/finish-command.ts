import { afterWaiting } from '../payments/ask-remote.ts'
import { refuseCancelOfSucceeded, refuseCapture, refuseVoid } from '../payments/capture-and-cancel.ts'
import {
  type BegunCommand,
  type CommandAnswer,
  askForCommand,
  isDone,
  isSameCommand,
  recordCommand,
} from '../payments/commands.ts'
import type { PaymentIntent, PendingCommand } from '../payments/payment.ts'
import { findIntent } from '../payments/queries.ts'
import type { Recorded } from '../payments/record-answer.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { beforeAnswer } from '../platform/idempotency/answer-later.ts'
import { type ChangedPayment, changePayment } from './change-payment.ts'

type Asked = {
  later: Context
  answer: CommandAnswer | null
  /** What the answer makes of the payment; null when the command is pending no more. */
  record(intent: PaymentIntent): Recorded | null
}

const ask = async (ctx: Context, { paymentIntentId, command }: BegunCommand): Promise<Asked> => {
  const found = await ctx.db.run(findIntent(ctx, paymentIntentId))
  const isPending = isSameCommand(found?.pendingCommand, command)
  const answer = isPending ? await askForCommand(ctx, found!, command) : null
  const later = afterWaiting(ctx)
  return {
    later,
    answer,
    record: (intent) =>
      answer && isSameCommand(intent.pendingCommand, command)
        ? recordCommand(later, intent, command, answer)
        : null,
  }
}

/** Asks for a command that is pending and records the answer, if it is pending still. For who answers to nobody, or later. */
export const settleCommand = async (
  ctx: Context,
  begun: BegunCommand,
): Promise<CommandAnswer['outcome'] | 'over'> => {
  const { later, answer, record } = await ask(ctx, begun)
  await changePayment(later, begun, record)
  return answer?.outcome ?? 'over'
}

/**
 * The same for a caller, who is refused what could not be done, after that was recorded. Without an answer the worker asks
 * again, and so does the same command.
 */
export const finishCommand = async (ctx: Context, begun: BegunCommand): Promise<ChangedPayment> => {
  const { command } = begun
  const { later, answer, record } = await ask(ctx, begun)
  if (ctx.caller.kind === 'system') return changePayment(later, begun, record)
  if (answer && answer.outcome !== 'done') {
    const { intent } = await changePayment(beforeAnswer(later), begun, record)
    throw refusalOf(intent, command, answer)
  }
  return changePayment(later, begun, (intent) => {
    const recorded = record(intent)
    if (!isDone(recorded?.intent ?? intent, command)) throw refusalOf(intent, command, null)
    return recorded
  })
}

/** Why a command was not done. It may have ended another way before it was asked for, or somebody else recorded so. */
const refusalOf = (intent: PaymentIntent, command: PendingCommand, answer: CommandAnswer | null) => {
  if (answer?.outcome === 'unknown') return refuse(httpErrors.SERVICE_UNAVAILABLE)
  const message = answer?.outcome === 'failed' ? answer.message : undefined
  if (command.kind === 'capture') return refuseCapture(message)
  return intent.status === 'succeeded' ? refuseCancelOfSucceeded() : refuseVoid(intent, message)
}
