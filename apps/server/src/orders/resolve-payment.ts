import { expectProcessor } from '../payments/expect-takes-payments.ts'
import { hear } from '../payments/hear.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { findIntent, findIntents } from '../payments/queries.ts'
import { recordHeard } from '../payments/record-heard.ts'
import type { Context } from '../platform/context.ts'
import { changePayment } from './change-payment.ts'
import { settleCommand } from './finish-command.ts'

/**
 * Asks again about a payment whose result, or whose pending command, nobody knows, and records what is said. The worker's
 * timer does so, and whoever has a hint that there is news: a hint too many, or too late, changes nothing.
 */
export const resolvePayment = async (ctx: Context, paymentIntentId: string): Promise<void> => {
  const found = await ctx.db.run(findIntent(ctx, paymentIntentId))
  if (!found) return
  if (found.pendingCommand) {
    const { orderId, pendingCommand: command } = found
    await settleCommand(ctx, { paymentIntentId, orderId, command })
    return
  }
  if (!isUnresolved(ctx, found)) return
  const heard = await hear(ctx, findIntents(ctx, [paymentIntentId]))
  await changePayment(heard.ctx, found, (intent) =>
    isUnresolved(ctx, intent) ? (recordHeard(heard, [intent])[0] ?? null) : null,
  )
}

/** In process a challenge is settled by the buyer's answer; a remote processor knows more than we do. */
const isUnresolved = (ctx: Context, { status, challenge }: PaymentIntent): boolean =>
  status === 'processing' ||
  (status === 'requires_action' && (challenge !== null || expectProcessor(ctx).isRemote))
