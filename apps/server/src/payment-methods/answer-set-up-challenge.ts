import type { Context } from '../platform/context.ts'
import { type SettingUp, hearSetUp } from './ask-set-up.ts'
import type { PaymentMethod } from './payment-method.ts'
import { settleSetUp } from './settle-set-up.ts'

/** Whether the buyer may still answer the bank. */
export const isWaitingForBuyer = (ctx: Pick<Context, 'now'>, method: PaymentMethod): method is SettingUp =>
  method.status === 'pending' &&
  method.setUp != null &&
  method.setUp.challengeUrl !== null &&
  method.setUp.expiresAt > ctx.now

/**
 * What the buyer told the bank ends the set-up at once: no page waits to go on with it, as a payment's does. The first
 * answer counts; one that comes too late changes nothing.
 */
export const answerSetUpChallenge = async (
  ctx: Context,
  found: PaymentMethod,
  challenge: 'completed' | 'failed',
): Promise<PaymentMethod | null> => {
  if (!isWaitingForBuyer(ctx, found)) return found
  const heard = await hearSetUp(ctx, found, challenge)
  return settleSetUp(heard, found, (method) => isWaitingForBuyer(heard.ctx, method))
}
