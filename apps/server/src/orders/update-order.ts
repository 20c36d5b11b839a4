import { type Customer, customerErrors, findCustomer } from '../customers/index.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import type { ActivityNote } from './activities.ts'
import { type Edit, editOrder } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import type { UpdateOrderBody } from './input-schemas.ts'
import { newTip } from './new-order.ts'
import { newTax } from './new-tax.ts'
import type { Order, OrderTip } from './order.ts'
import { expectTaxUpdatable } from './tax-rates.ts'
import { expectCustomerSettable } from './order-customer.ts'
import { findCustomerOfOrder } from './queries.ts'
import type { OrderWithAttempt } from './to-order.ts'

const buyerFields: ReadonlySet<string> = new Set(['requested_tip', 'buyer_note', 'tax', 'order_revision'])

/** Changes order-level fields. Source: contract, flint-commerce 4.8. */
export const updateOrder = async (
  ctx: Context,
  orderId: string,
  input: UpdateOrderBody,
): Promise<OrderWithAttempt> => {
  const { order_revision: revision, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  if (input.customer_id === null)
    throw refuse(orderErrors.ORDER_CUSTOMER_NOT_CLEARABLE, { param: 'customer_id' })
  if (ctx.caller.kind === 'checkout_session') expectBuyerFields(input)
  const edit = (order: Order, { customer }: { customer?: Customer | null }): Edit => {
    if (revision !== undefined && revision !== order.revision)
      throw refuse(orderErrors.ORDER_CHANGED_REFRESH_REQUIRED, {
        param: 'order_revision',
        extra: { current_version: order.revision },
      })
    if (input.customer_id !== undefined) expectCustomerSettable(order, input.customer_id!, customer ?? null)
    return applyChanges(ctx, order, input, customer)
  }
  const customerId =
    input.customer_id ?? (input.tax ? await ctx.db.run(findCustomerOfOrder(ctx, orderId)) : null)
  return editOrder<{ customer?: Customer | null }>(ctx, orderId, edit, {
    isPriceNeutral: isPriceNeutral(input),
    load: customerId === null ? {} : { customer: findCustomer(ctx, customerId) },
  })
}

/** A customer may bring promotions or an exemption from tax, so the order is priced again. */
const isPriceNeutral = (input: UpdateOrderBody): boolean =>
  input.tax === undefined && input.requested_tip === undefined && input.customer_id === undefined

const expectBuyerFields = (input: UpdateOrderBody) => {
  const forbidden =
    Object.keys(input).find((field) => !buyerFields.has(field)) ??
    Object.keys(input.tax ?? {})
      .find((field) => field !== 'location')
      ?.replace(/^/, 'tax.')
  if (forbidden) throw refuse(orderErrors.CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED, { param: forbidden })
}

const applyChanges = (
  ctx: Context,
  order: Order,
  input: UpdateOrderBody,
  customer: Customer | null | undefined,
): Edit => {
  const notes: ActivityNote[] = []
  let changed: Order = {
    ...order,
    customerId: input.customer_id ?? order.customerId,
    buyerNote: input.buyer_note === undefined ? order.buyerNote : input.buyer_note,
    internalNote: input.internal_note === undefined ? order.internalNote : input.internal_note,
    externalReferenceId:
      input.external_reference_id === undefined ? order.externalReferenceId : input.external_reference_id,
    metadata: mergeMetadata(order.metadata, input.metadata),
  }
  const isNewCustomer = changed.customerId !== order.customerId
  if (input.tax || isNewCustomer) {
    const hasCalculations = [...order.lines, ...order.charges].some((part) => part.tax?.calculation)
    changed = { ...changed, tax: newTax(input.tax, hasCalculations, order.currency, order.tax, customer) }
    expectTaxUpdatable(order, changed.tax)
    if (input.tax) notes.push({ type: 'tax_updated', description: 'Tax settings changed' })
  }
  if (input.requested_tip !== undefined) {
    const { tips, note } = replaceTip(ctx, order, input.requested_tip)
    changed = { ...changed, tips }
    if (note) notes.push(note)
  }
  if (notes.length === 0) notes.push({ type: 'order_updated', description: 'Order details changed' })
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
