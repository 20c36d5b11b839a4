import { lockCustomer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { type HeardSetUp, type SettingUp, hearSetUp } from './ask-set-up.ts'
import { type PaymentMethod, revised } from './payment-method.ts'
import { findCardsOfCustomer, findPaymentMethod, lockPaymentMethod } from './queries.ts'
import { recordSetUp } from './record-set-up.ts'

/** Records what was heard of a set-up, if that try still waits for it. Whoever comes second is shown what came of it. */
export const settleSetUp = (
  { ctx, answerTo }: HeardSetUp,
  found: SettingUp,
  isWaiting: (method: PaymentMethod) => boolean = (method) => method.status === 'pending',
): Promise<PaymentMethod | null> =>
  transact(
    ctx,
    {
      customer: lockCustomer(ctx, found.customerId),
      cards: findCardsOfCustomer(ctx, found.customerId),
      method: lockPaymentMethod(ctx, found.paymentMethodId),
    },
    ({ customer, cards, method }): Decision<PaymentMethod | null> => {
      const isThisTry = method?.setUp?.setUpId === found.setUp.setUpId
      if (!customer || !method?.setUp || !isThisTry || !isWaiting(method))
        return { result: method, writes: [] }
      const { setUp } = method
      const asked = { method: { ...revised(method, ctx.now, {}), setUp }, setUp, customer, cards }
      return recordSetUp(ctx, asked, answerTo({ ...method, setUp }))
    },
  )

/**
 * Asks a remote processor again what became of a set-up: by the worker's timer, and by whoever has a hint that there is news.
 */
export const resolveSetUp = async (ctx: Context, paymentMethodId: string): Promise<PaymentMethod | null> => {
  const found = await ctx.db.run(findPaymentMethod(ctx, paymentMethodId))
  if (!found || !isAsked(found)) return found
  return settleSetUp(await hearSetUp(ctx, found, null), found, isAsked)
}

/** Whether a remote processor has been asked about it, or is about to be. */
export const isAsked = (method: PaymentMethod): method is SettingUp =>
  method.status === 'pending' &&
  method.setUp !== null &&
  (method.setUp.unanswered !== undefined || method.setUp.reference !== undefined)
