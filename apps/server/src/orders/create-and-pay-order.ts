import { expectChargeable } from '../payments/check-amounts.ts'
import { expectTakesPayments } from '../payments/expect-takes-payments.ts'
import { newIntent } from '../payments/new-intent.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import type { PaymentSource } from '../payments/processors/processor.ts'
import { begunAmong, startCharge, startChargeLater } from '../payments/start-charge.ts'
import type { Context } from '../platform/context.ts'
import { begunEarlier, inSteps } from '../platform/db/in-steps.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { Decision } from '../platform/db/transact.ts'
import { type Collected, collect } from './collect.ts'
import { numberedDraft, writeDraft } from './create-order.ts'
import { type BegunAttempt, finishAttempt } from './go-on-with-attempt.ts'
import { newAttempt } from './new-attempt.ts'
import type { Order } from './order.ts'

export type OrderToPay = {
  /** Checked and priced; its number is given here. No promotion counts on it. */
  order: Order
  source: PaymentSource
  plan: Pick<PaymentIntent, 'returnUrl' | 'challengeMs'>
  /** The caller is answered before the money is asked for: a processor in process is asked by the worker right after. */
  isAskedLater: boolean
  /** What else is written with the order, whatever became of its payment. */
  alongside: (created: Collected) => Statement<void>[]
}

/**
 * An order and its payment in one call: order, payment, attempt, ledger and events are written together, the order in the
 * form that the payment leaves it in. With a processor in process that is one statement; a remote one is asked after the
 * order and the try are recorded, and its answer is a transaction of its own.
 */
export const createAndPayOrder = async (ctx: Context, input: OrderToPay): Promise<Collected> => {
  if (!expectTakesPayments(ctx).isRemote)
    return writeDraft(ctx, await numberedDraft(ctx, input.order), (order) => create(ctx, { ...input, order }))
  const isNew = begunEarlier(ctx) === undefined
  const order = isNew ? (await numberedDraft(ctx, input.order)).order : input.order
  return inSteps(
    ctx,
    {},
    () => beginning(create(ctx, { ...input, order })),
    (begun, isRepeated) => finishAttempt(ctx, begun, isRepeated),
  )
}

const create = (ctx: Context, { order, source, plan, isAskedLater, alongside }: OrderToPay): Created => {
  const planned: PaymentIntent = {
    ...newIntent(ctx, { order, ownership: 'pay', amount: order.amounts.total }),
    ...plan,
    receiptEmail: order.buyerContact?.email ?? null,
  }
  expectChargeable(ctx, planned, 'amount')
  const recorded = (isAskedLater ? startChargeLater : startCharge)(ctx, planned, source)
  const attempt = newAttempt(ctx, order, [planned])
  const collection = { order, intents: [], attempt, isOrderNew: true } as const
  const decision = collect(ctx, collection, [recorded])
  return {
    ...decision,
    writes: [...decision.writes, ...alongside(decision.result)],
    charged: [recorded.intent],
  }
}

type Created = Decision<Collected> & { charged: readonly PaymentIntent[] }

/** What a remote processor is asked for next; a test card is declined without asking. */
const beginning = ({ charged, ...decision }: Created): Decision<Collected, BegunAttempt> => {
  const charges = begunAmong(charged.map((intent) => ({ intent })))
  const { order, attempt } = decision.result
  return charges.length === 0
    ? decision
    : { ...decision, begun: { orderId: order.orderId, attemptId: attempt!.attemptId, charges } }
}
