import type Stripe from 'stripe'
import { fromStripeAmount, fromStripeCurrency } from '../payments/processors/stripe/amounts.ts'
import { nameRefund, readRefund } from '../payments/processors/stripe/refunds.ts'
import { talkOf } from '../payments/processors/stripe/talk-to-stripe.ts'
import type { PaymentIntent } from '../payments/payment.ts'
import { chargedFor } from '../payments/processor-requests.ts'
import { findNamedPayment } from '../payments/named-at-stripe.ts'
import type { Context } from '../platform/context.ts'
import { Refusal } from '../platform/http/errors.ts'
import { derivedId } from '../platform/ids/ids.ts'
import { recordRefundMadeThere } from './create-refund.ts'
import { finishRefund } from './finish-refund.ts'
import { findPendingRefund, findRefund } from './queries.ts'
import { type RefundReason, refundReasons } from './refund.ts'

const hasEndedUnpaid = new Set(['failed', 'canceled'])

/**
 * Brings a refund into the books that somebody made in Stripe's dashboard. It gets our names there first, so that whatever
 * crashes, it is one refund on both sides: our id follows from Stripe's.
 *
 * @returns `too_early` while the payment's own answer is still on its way to us, or a refund of ours counts that Stripe may yet
 *          refuse because of this one: look again a little later.
 * @throws Error when Stripe gives no answer: the worker tries again.
 */
export const foldRefund = async (ctx: Context, reference: string): Promise<'folded' | 'too_early'> => {
  const talk = talkOf(ctx)
  const whose = chargedFor(ctx)
  const heard = await readRefund(talk, { whose, reference })
  if (heard.kind === 'unknown') throw new Error('Stripe gave no answer about a refund')
  const payment = heard.kind === 'said' ? heard.value.payment_intent : null
  if (heard.kind !== 'said' || payment === null || typeof payment === 'string') return 'folded'
  const { value: made } = heard
  const found = await findNamedPayment(ctx, payment)
  if (found === 'too_early') return found
  const refundId = made.metadata?.['flint_refund_id'] ?? derivedId('ref', made.created * 1000, reference)
  const known = await ctx.db.run(findRefund(ctx, refundId))
  if (!known) {
    if (hasEndedUnpaid.has(made.status ?? '')) return 'folded'
    const input = found && inputOf(found, made)
    if (!found || !input) return giveUp(ctx, reference, 'it fits no payment of ours')
    const { paymentIntentId } = found
    const named = await nameRefund(talk, { whose, reference, refundId, paymentIntentId })
    if (named.kind !== 'said') throw new Error('Stripe did not take our name for a refund')
    try {
      await recordRefundMadeThere(ctx, found, input, refundId)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (await ctx.db.run(findPendingRefund(ctx, paymentIntentId))) return 'too_early'
      return giveUp(ctx, reference, error.message)
    }
  }
  await finishRefund(ctx, refundId)
  return 'folded'
}

/** Money that our books do not know of: somebody must look at it. */
const giveUp = ({ log }: Context, reference: string, reason: string): 'folded' => {
  log.error('A refund that was made at Stripe cannot be booked', { reference, reason })
  return 'folded'
}

/** Null where the amount is none of ours. */
const inputOf = ({ paymentIntentId, currency }: PaymentIntent, made: Stripe.Refund) => {
  const amount =
    fromStripeCurrency(made.currency) === currency ? fromStripeAmount(made.amount, currency) : null
  if (amount === null) return null
  const reason = refundReasons.find((one): one is RefundReason => one === made.reason)
  return {
    payment_intent_id: paymentIntentId,
    amount_money: { amount, currency },
    ...(reason ? { reason } : {}),
    external_reference_id: made.id,
  }
}
