import { formatMoney } from '@flint/money'
import { refundEntries } from '../ledger/entries.ts'
import { appendEntries } from '../ledger/queries.ts'
import { orderErrors } from '../orders/errors.ts'
import { orderUpdated } from '../orders/events.ts'
import { refuseLive } from '../orders/pay-order.ts'
import { expectCurrency } from '../orders/new-order.ts'
import { lockOrder } from '../orders/queries.ts'
import { paymentErrors } from '../payments/errors.ts'
import { findIntent, lockIntentsOfOrder, lockIntent } from '../payments/queries.ts'
import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { checkMetadata } from '../platform/http/metadata.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { allocateIntentRefund, allocateRefund } from './allocation.ts'
import { applyRefund, applyRefundToIntents } from './apply-refund.ts'
import { refundErrors } from './errors.ts'
import { refundCreated } from './events.ts'
import { insertRefund } from './queries.ts'
import { type Funds, recordMovement } from './record-movement.ts'
import type { Refund, RefundAdjustment } from './refund.ts'
import { type RefundAllocation, type RefundTargets, isRefusal } from './refund-allocation.ts'
import { refuseAllocation } from './refuse-allocation.ts'
import type { CreateRefundBody } from './schemas.ts'
import { finishAfterMs, finishTimer } from './finish-timer.ts'

/**
 * Gives money back, by order or by payment. It is decided under the lock of the order, or of a payment that has
 * none; the processor is asked later, by the worker, so that nothing is sent that was not first recorded.
 *
 * The ledger is posted here and not when the processor confirms: from now on the money is spoken for and counts
 * as refunded on order and payment, and the books must say the same at every moment. A failure is posted
 * as the opposite entry.
 *
 * Source: contract, flint-commerce 10.1, 10.2, 10.4.
 */
export const createRefund = async (ctx: Context, input: CreateRefundBody): Promise<Refund> => {
  expectTarget(input)
  checkMetadata(input.metadata ?? {})
  if (input.order_id !== undefined) return refundOrder(ctx, input.order_id, input)
  // Which row guards it never changes, so it may be found out before the lock.
  const intent = await ctx.db.run(findIntent(ctx, input.payment_intent_id!))
  if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
  return intent.orderId === null
    ? refundIntent(ctx, intent.paymentIntentId, input)
    : refundOrder(ctx, intent.orderId, input)
}

const expectTarget = (input: CreateRefundBody) => {
  if (input.order_id !== undefined) return
  if (input.line_items) throw refuse(refundErrors.ORDER_REQUIRED_FOR_LINE_ITEM_REFUND, { param: 'order_id' })
  if (input.charges) throw refuse(refundErrors.ORDER_REQUIRED_FOR_CHARGE_REFUND, { param: 'order_id' })
  if (input.payment_intent_id === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'order_id',
      message: '"order_id" or "payment_intent_id" is required.',
    })
}

const refundOrder = (ctx: Context, orderId: string, input: CreateRefundBody): Promise<Refund> =>
  transact(
    ctx,
    { order: lockOrder(ctx, orderId), intents: lockIntentsOfOrder(ctx, orderId) },
    ({ order, intents }) => {
      if (!order) throw refuse(orderErrors.ORDER_NOT_FOUND, { param: 'order_id' })
      if (ctx.mode === 'live') throw refuseLive()
      expectAdjustmentCurrency(input, order.currency)
      const targets = targetsOf(input)
      const allocation = allocateRefund(order, intents, targets)
      if (isRefusal(allocation)) throw refuseAllocation(allocation, targets, order.currency)
      const refund = newRefund(ctx, input, allocation, { orderId, customerId: order.customerId })
      const applied = applyRefund(order, intents, allocation)
      const refunded = { ...applied.order, refundIds: [...order.refundIds, refund.refundId] }
      return created(
        ctx,
        refund,
        { order, intents },
        {
          order: refunded,
          intents: applied.intents,
        },
      )
    },
  )

const refundIntent = (ctx: Context, paymentIntentId: string, input: CreateRefundBody): Promise<Refund> =>
  transact(ctx, { intent: lockIntent(ctx, paymentIntentId) }, ({ intent }) => {
    if (!intent) throw refuse(paymentErrors.PAYMENT_INTENT_NOT_FOUND, { param: 'payment_intent_id' })
    if (ctx.mode === 'live') throw refuseLive()
    const targets = targetsOf(input)
    const allocation = allocateIntentRefund(intent, targets.amount)
    if (isRefusal(allocation)) throw refuseAllocation(allocation, targets, intent.currency)
    const refund = newRefund(ctx, input, allocation, { orderId: null, customerId: intent.customerId })
    const applied = applyRefundToIntents([intent], allocation)
    return created(ctx, refund, { order: null, intents: [intent] }, { order: null, intents: applied })
  })

const created = (ctx: Context, refund: Refund, before: Funds, after: Funds): Decision<Refund> => {
  const movement = recordMovement(ctx, before, after, {
    type: 'refund',
    description: `Refund of ${formatMoney(refund.amount, refund.currency)} created`,
    referenceType: 'refund',
    referenceId: refund.refundId,
  })
  const postings = refund.legs.map((leg) => {
    const intent = before.intents.find((one) => one.paymentIntentId === leg.paymentIntentId)!
    return refundEntries(intent, refund.refundId, leg.amount)
  })
  return {
    result: refund,
    writes: [
      insertRefund(refund),
      ...movement.writes,
      ...appendEntries(ctx, postings),
      ...recordEvents(ctx, [
        refundCreated(refund),
        ...(movement.order ? [orderUpdated(movement.order)] : []),
      ]),
      setTimer(ctx, finishTimer, refund.refundId, plusMs(ctx.now, finishAfterMs)),
    ],
    wake: ['events', 'timers'],
  }
}

const targetsOf = (input: CreateRefundBody): RefundTargets => ({
  amount: input.amount_money ?? null,
  paymentIntentId: input.payment_intent_id ?? null,
  lines: (input.line_items ?? []).map((line) => ({
    lineItemId: line.order_line_item_id,
    quantity: line.quantity ?? null,
    amount: line.amount_money ?? null,
    withheld: (line.refund_adjustments ?? []).reduce((sum, { amount_money: kept }) => sum + kept.amount, 0),
  })),
  charges: (input.charges ?? []).map((charge) => ({
    chargeId: charge.order_charge_id,
    amount: charge.amount_money ?? null,
  })),
})

const newRefund = (
  ctx: Context,
  input: CreateRefundBody,
  allocation: RefundAllocation,
  owner: Pick<Refund, 'orderId' | 'customerId'>,
): Refund => {
  const { legs, currency, amount } = allocation
  return {
    environmentId: ctx.environmentId,
    refundId: ctx.ids.newId('ref'),
    merchantId: ctx.merchantId,
    ...owner,
    paymentIntentId: legs.length === 1 ? legs[0]!.paymentIntentId : null,
    currency,
    amount,
    status: 'pending',
    reason: input.reason ?? null,
    reasonMessage: input.reason_message ?? null,
    refundMethod: 'original_payment',
    failureReason: null,
    allocation,
    standing: allocation,
    adjustments: adjustmentsOf(input),
    legs: legs.map((leg) => ({ ...leg, status: 'pending', failureReason: null, sentAt: null })),
    idempotencyKey: ctx.idempotency && !ctx.idempotency.isGenerated ? ctx.idempotency.key : null,
    externalReferenceId: input.external_reference_id ?? null,
    metadata: input.metadata ?? {},
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
}

/** The allocation sees only what they add up to. */
const expectAdjustmentCurrency = (input: CreateRefundBody, currency: string) => {
  for (const [at, line] of (input.line_items ?? []).entries())
    for (const [index, { amount_money: kept }] of (line.refund_adjustments ?? []).entries())
      expectCurrency(
        kept.currency,
        currency,
        `line_items[${at}].refund_adjustments[${index}].amount_money.currency`,
      )
}

const adjustmentsOf = (input: CreateRefundBody): RefundAdjustment[] =>
  (input.line_items ?? []).flatMap((line) =>
    (line.refund_adjustments ?? []).map((adjustment) => ({
      lineItemId: line.order_line_item_id,
      type: adjustment.adjustment_type,
      appliesTo: adjustment.applies_to ?? 'total',
      amount: adjustment.amount_money.amount,
      reason: adjustment.reason ?? null,
    })),
  )
