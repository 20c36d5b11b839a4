import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { lookUp } from './ask-processor.ts'
import { afterWaiting, askAgainAt, askRemote } from './ask-remote.ts'
import { expectProcessor } from './expect-takes-payments.ts'
import type { PaymentIntent } from './payment.ts'
import { authorizeRequest, lookUpRequest } from './processor-requests.ts'
import type { ProcessorAnswer, RemoteProcessor } from './processors/processor.ts'
import { findIntents } from './queries.ts'

/** What was heard of charges, and the context as it was then. Null where nothing was asked about this try. */
export type Heard = { ctx: Context; answerTo(intent: PaymentIntent): ProcessorAnswer | null }

/** Charges that were recorded before a remote processor was asked for them. */
export type BegunCharge = { paymentIntentId: string; chargeId: string }

const isOpen = ({ status }: PaymentIntent): boolean => status === 'processing' || status === 'requires_action'

/**
 * Asks what became of those of these payments whose result is open. A remote processor is asked here, outside any transaction;
 * one in process while it is decided what to do, when the payment is locked.
 */
export const hear = async (ctx: Context, payments: Statement<PaymentIntent[]>): Promise<Heard> => {
  const processor = expectProcessor(ctx)
  if (!processor.isRemote) return { ctx, answerTo: (intent) => lookUp(ctx, intent) }
  const open = (await ctx.db.run(payments)).filter(isOpen)
  return hearOf(ctx, processor, open, 'lookUp')
}

/** Asks for the money of what was begun; where that may have been done before, what became of it. */
export const hearOfBegun = async (
  ctx: Context,
  begun: readonly BegunCharge[],
  isRepeated: boolean,
): Promise<Heard> => {
  const processor = expectProcessor(ctx) as RemoteProcessor
  const payments = await ctx.db.run(
    findIntents(
      ctx,
      begun.map((one) => one.paymentIntentId),
    ),
  )
  const open = payments.filter(
    (intent) => isOpen(intent) && begun.some((one) => one.chargeId === intent.chargeId),
  )
  return hearOf(ctx, processor, open, isRepeated ? 'lookUp' : 'authorize')
}

const hearOf = async (
  ctx: Context,
  processor: RemoteProcessor,
  charges: readonly PaymentIntent[],
  call: 'authorize' | 'lookUp',
): Promise<Heard> => {
  const answers = await Promise.all(charges.map((intent) => ask(ctx, processor, intent, call)))
  const heard = new Map(charges.map((intent, index) => [intent.chargeId, answers[index]!]))
  return { ctx: afterWaiting(ctx), answerTo: ({ chargeId }) => heard.get(chargeId) ?? null }
}

const ask = async (
  ctx: Context,
  processor: RemoteProcessor,
  intent: PaymentIntent,
  call: 'authorize' | 'lookUp',
): Promise<ProcessorAnswer> => {
  const unanswered = intent.unanswered ?? 0
  const answer = await askRemote<ProcessorAnswer>(
    ctx,
    { call, subject: intent.paymentIntentId, unanswered },
    () =>
      call === 'authorize'
        ? processor.authorize(authorizeRequest(ctx, intent))
        : processor.lookUp(lookUpRequest(ctx, intent)),
    { outcome: 'unknown', reference: null, askAgainAt: ctx.now },
  )
  if (answer.outcome !== 'unknown') return answer
  const ours = askAgainAt(ctx.clock.now(), unanswered)
  return { ...answer, askAgainAt: answer.askAgainAt > ours ? answer.askAgainAt : ours }
}
