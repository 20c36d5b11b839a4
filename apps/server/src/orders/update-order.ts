import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import type { ActivityNote } from './activities.ts'
import { type Edit, editOrder } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import type { UpdateOrderBody } from './input-schemas.ts'
import { newTax, newTip } from './new-order.ts'
import type { Order, OrderTip } from './order.ts'
import type { OrderWithAttempt } from './to-order.ts'

const buyerFields: ReadonlySet<string> = new Set(['requested_tip', 'buyer_note', 'order_revision'])

/** Changes order-level fields. Source: contract, flint-commerce 4.8. */
export const updateOrder = async (
  ctx: Context,
  orderId: string,
  input: UpdateOrderBody,
): Promise<OrderWithAttempt> => {
  const { order_revision: revision, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  if (input.customer_id !== undefined) throw refuse(orderErrors.CUSTOMER_NOT_FOUND, { param: 'customer_id' })
  if (ctx.caller.kind === 'checkout_session') expectBuyerFields(input)
  const edit = (order: Order): Edit => {
    if (revision !== undefined && revision !== order.revision)
      throw refuse(orderErrors.ORDER_CHANGED_REFRESH_REQUIRED, {
        param: 'order_revision',
        extra: { current_version: order.revision },
      })
    return applyChanges(ctx, order, input)
  }
  return editOrder(ctx, orderId, edit, isPriceNeutral(input))
}

const isPriceNeutral = (input: UpdateOrderBody): boolean =>
  input.tax === undefined && input.requested_tip === undefined

const expectBuyerFields = (input: UpdateOrderBody) => {
  const forbidden = Object.keys(input).find((field) => !buyerFields.has(field))
  if (forbidden) throw refuse(orderErrors.CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED, { param: forbidden })
}

const applyChanges = (ctx: Context, order: Order, input: UpdateOrderBody): Edit => {
  const notes: ActivityNote[] = []
  let changed: Order = {
    ...order,
    buyerNote: input.buyer_note === undefined ? order.buyerNote : input.buyer_note,
    internalNote: input.internal_note === undefined ? order.internalNote : input.internal_note,
    externalReferenceId:
      input.external_reference_id === undefined ? order.externalReferenceId : input.external_reference_id,
    metadata: mergeMetadata(order.metadata, input.metadata),
  }
  if (input.tax) {
    const hasCalculations = [...order.lines, ...order.charges].some((part) => part.tax?.calculation)
    changed = { ...changed, tax: newTax(input.tax, hasCalculations, order.currency, order.tax) }
    notes.push({ type: 'tax_updated', description: 'Tax settings changed' })
  }
  if (input.requested_tip !== undefined) {
    const { tips, note } = replaceTip(ctx, order, input.requested_tip)
    changed = { ...changed, tips }
    if (note) notes.push(note)
  }
  if (isPriceNeutral(input)) notes.push({ type: 'order_updated', description: 'Order details changed' })
  return { order: changed, notes }
}

/** At most one requested tip: a new one takes the old one's place, null takes it away. */
const replaceTip = (ctx: Context, order: Order, input: UpdateOrderBody['requested_tip']) => {
  const old = order.tips.find((tip) => tip.status === 'requested')
  const kept = order.tips.filter((tip) => tip !== old)
  const canceled: OrderTip[] =
    old && input === null ? [{ ...old, status: 'canceled', updatedAt: ctx.now }] : []
  if (!input) {
    const note: ActivityNote | null = old
      ? {
          type: 'requested_tip_removed',
          description: 'Tip removed',
          referenceType: 'order_tip',
          referenceId: old.tipId,
        }
      : null
    return { tips: [...kept, ...canceled], note }
  }
  const fresh = newTip(ctx, input, order.currency)
  const tip: OrderTip = old
    ? {
        ...fresh,
        tipId: old.tipId,
        createdAt: old.createdAt,
        settledAmount: old.settledAmount,
        allocations: old.allocations,
      }
    : fresh
  const note: ActivityNote = {
    type: old ? 'requested_tip_updated' : 'requested_tip_added',
    description: old ? 'Tip changed' : 'Tip added',
    referenceType: 'order_tip',
    referenceId: tip.tipId,
  }
  return { tips: [...kept, tip], note }
}
