import { type BegunCharge, type Heard, hearOfBegun } from '../payments/hear.ts'
import type { OrderPaymentAttempt } from '../payments/payment.ts'
import { findAttempt, lockIntentsOfOrder } from '../payments/queries.ts'
import { recordHeard } from '../payments/record-heard.ts'
import { findCardsOfPayers, lockPayers } from '../payment-methods/index.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from '../payments/errors.ts'
import { type Collected, collect } from './collect.ts'
import { orderErrors } from './errors.ts'
import type { Order } from './order.ts'
import { lockOrder } from './queries.ts'
import { isEnded } from './roll-up-payments.ts'

/** A pay call whose charges were recorded, and for which a remote processor is asked next. */
export type BegunAttempt = { orderId: string; attemptId: string; charges: readonly BegunCharge[] }

/** Asks for what a pay call began, and records what is said. Source: contract, flint-commerce 5.2. */
export const finishAttempt = async (
  ctx: Context,
  { orderId, attemptId, charges }: BegunAttempt,
  isRepeated: boolean,
): Promise<Collected> =>
  goOnWithAttempt(await hearOfBegun(ctx, charges, isRepeated), orderId, attemptId, () => {})

/**
 * Records what was heard of an attempt's legs. One that has ended is shown as it ended: the buyer's page and the worker may
 * have come first. `expect` sees the attempt under its order's lock and may refuse.
 */
export const goOnWithAttempt = (
  heard: Heard,
  orderId: string,
  attemptId: string,
  expect: (order: Order, attempt: OrderPaymentAttempt) => void,
): Promise<Collected> => {
  const { ctx } = heard
  return transact(
    ctx,
    {
      order: lockOrder(ctx, orderId),
      intents: lockIntentsOfOrder(ctx, orderId),
      attempt: findAttempt(ctx, orderId, attemptId),
      payers: lockPayers(ctx, orderId, false),
      cards: findCardsOfPayers(ctx, orderId, false),
    },
    ({ order, intents, attempt, ...saving }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (!attempt)
        throw refuse(paymentErrors.PAYMENT_ATTEMPT_NOT_FOUND, { param: 'order_payment_attempt_id' })
      expect(order, attempt)
      if (isEnded(attempt.status)) return { result: { order, intents, attempt }, writes: [] }
      const legs = intents.filter((intent) => attempt.paymentIntentIds.includes(intent.paymentIntentId))
      return collect(ctx, { order, intents, attempt, saving }, recordHeard(heard, legs))
    },
  )
}
