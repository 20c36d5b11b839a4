import { lockCustomer } from '../customers/index.ts'
import { simulator } from '../payments/processors/simulator/talk.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { type PaymentMethod, type SavedCard, type SetUp, revised } from './payment-method.ts'
import { findCardsOfCustomer, lockPaymentMethod } from './queries.ts'
import { recordSetUp } from './record-set-up.ts'

/** Whether the buyer may still answer the bank. */
export const isWaitingForBuyer = (
  ctx: Pick<Context, 'now'>,
  method: PaymentMethod,
): method is SavedCard & { setUp: SetUp } =>
  method.status === 'pending' &&
  method.card !== null &&
  method.setUp?.challengeUrl != null &&
  method.setUp.expiresAt > ctx.now

/**
 * What the buyer told the bank ends the set-up at once: no page waits to go on with it, as a payment's does. The first
 * answer counts; one that comes too late changes nothing.
 */
export const answerSetUpChallenge = (
  ctx: Context,
  found: PaymentMethod,
  challenge: 'completed' | 'failed',
): Promise<PaymentMethod | null> =>
  transact(
    ctx,
    {
      customer: lockCustomer(ctx, found.customerId),
      cards: findCardsOfCustomer(ctx, found.customerId),
      method: lockPaymentMethod(ctx, found.paymentMethodId),
    },
    ({ customer, cards, method }): Decision<PaymentMethod | null> => {
      const isThisTry = method?.setUp?.setUpId === found.setUp?.setUpId
      if (!customer || !method || !isThisTry || !isWaitingForBuyer(ctx, method))
        return { result: method, writes: [] }
      const { card, testCard, setUp } = method
      const source = { card, testCard, processorToken: null }
      return recordSetUp(
        ctx,
        { method: { ...revised(method, ctx.now, {}), card }, ...setUp, customer, cards },
        simulator.setUp({ setUpId: setUp.setUpId, source, challenge }),
      )
    },
  )
