import { isDeepStrictEqual } from 'node:util'
import type { LineModifierInput, SellableModifiers } from '../modifiers/index.ts'
import { noModifiers } from '../modifiers/index.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { type ErrorDefinition, httpErrors, refuse } from '../platform/http/errors.ts'
import { versionErrors } from '../platform/http/expected-version.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import type { ActivityNote, ActivityType } from './activities.ts'
import { catalogLoads, emptyCatalog, modifierLoads, newModifiers } from './catalog-lines.ts'
import { editOrder } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import type { LineItemInput, LineItemPatch } from './input-schemas.ts'
import { expectPriceNotNegative, expectQuantity, newLine } from './new-line.ts'
import { expectCurrency } from './new-order.ts'
import { taxOfLine } from './part-tax.ts'
import type { Order, OrderLine } from './order.ts'
import { findOrder } from './queries.ts'
import type { OrderWithAttempt } from './to-order.ts'

export const largestLineCount = 1000

/** Source: contract, flint-commerce 4.2. */
export const addLineItems = (
  ctx: Context,
  orderId: string,
  inputs: readonly LineItemInput[],
): Promise<OrderWithAttempt> =>
  editOrder(
    ctx,
    orderId,
    (order, loaded) => {
      if (order.lines.length + inputs.length > largestLineCount)
        throw refuse(orderErrors.TOO_MANY_LINE_ITEMS, {
          param: 'line_items',
          extra: { limit: largestLineCount },
        })
      const catalog = { ...emptyCatalog, ...loaded }
      const lines = inputs.map((input, index) =>
        newLine(ctx, input, catalog, order.currency, `line_items[${index}]`),
      )
      return {
        order: withRates({ ...order, lines: [...order.lines, ...lines] }),
        notes: lines.map((line) => noteOf('line_item_added', line, `${line.quantity} × ${line.name} added`)),
      }
    },
    { load: catalogLoads(ctx, inputs) },
  )

export const updateLineItem = async (
  ctx: Context,
  orderId: string,
  lineItemId: string,
  input: LineItemPatch,
): Promise<OrderWithAttempt> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  if (input.modifiers && expectedVersion === undefined)
    throw refuse(versionErrors.EXPECTED_VERSION_REQUIRED, { param: 'expected_version' })
  return editOrder(
    ctx,
    orderId,
    (order, { modifiers }) => {
      const line = lineOf(order, lineItemId)
      if (expectedVersion !== undefined && expectedVersion !== line.version)
        throw refuse(orderErrors.ORDER_LINE_ITEM_VERSION_CONFLICT, {
          param: 'expected_version',
          extra: { current_version: line.version },
        })
      const changed = changedLine(ctx, order, line, input, modifiers ?? noModifiers)
      expectPaidLineKept(line, changed)
      return {
        order: withRates({ ...order, lines: order.lines.map((one) => (one === line ? changed : one)) }),
        notes: [noteOf('line_item_updated', changed, `${changed.name} changed`)],
      }
    },
    { load: input.modifiers ? await loadsForModifiers(ctx, orderId, lineItemId, input.modifiers) : {} },
  )
}

/** Which choices a line offers never changes, so it may be found out before the lock. */
const loadsForModifiers = async (
  ctx: Context,
  orderId: string,
  lineItemId: string,
  inputs: readonly LineModifierInput[],
): Promise<{ modifiers?: Statement<SellableModifiers> }> => {
  const found = await ctx.db.run(findOrder(ctx, orderId))
  const line = found?.order.lines.find((one) => one.lineItemId === lineItemId)
  return line ? modifierLoads(ctx, line.catalog, inputs) : {}
}

export const deleteLineItem = (
  ctx: Context,
  orderId: string,
  lineItemId: string,
): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    const line = lineOf(order, lineItemId)
    if (line.isCollected)
      throw refuse(orderErrors.PAID_LINE_ITEM_REMOVAL_FORBIDDEN, { param: 'order_line_item_id' })
    return {
      order: { ...order, lines: order.lines.filter((one) => one !== line) },
      notes: [noteOf('line_item_removed', line, `${line.name} removed`)],
    }
  })

const lineOf = (order: Order, lineItemId: string): OrderLine => {
  const line = order.lines.find((one) => one.lineItemId === lineItemId)
  if (!line) throw refuse(orderErrors.ORDER_LINE_ITEM_NOT_FOUND, { param: 'order_line_item_id' })
  return line
}

const noteOf = (type: ActivityType, line: OrderLine, description: string): ActivityNote => ({
  type,
  description,
  referenceType: 'order_line_item',
  referenceId: line.lineItemId,
})

const catalogFields = ['name', 'description', 'unit_price_money'] as const

const changedLine = (
  ctx: Context,
  order: Order,
  line: OrderLine,
  input: LineItemPatch,
  sellable: SellableModifiers,
): OrderLine => {
  const readOnly = line.catalog && catalogFields.find((field) => input[field] !== undefined)
  if (readOnly) throw refuse(orderErrors.CATALOG_LINE_ITEM_FIELDS_READ_ONLY, { param: readOnly })
  if (input.unit_price_money)
    expectCurrency(input.unit_price_money.currency, order.currency, 'unit_price_money.currency')
  if (input.quantity !== undefined) expectQuantity(input.quantity, 'quantity')
  const { modifiers: before, ...rest } = line
  const modifiers = input.modifiers
    ? newModifiers(ctx, sellable, line.catalog, input.modifiers, order.currency, 'modifiers')
    : (before ?? [])
  const changed: OrderLine = {
    ...rest,
    ...(modifiers.length > 0 ? { modifiers } : {}),
    name: input.name ?? line.name,
    description: input.description === undefined ? line.description : input.description,
    quantity: input.quantity ?? line.quantity,
    unitPrice: input.unit_price_money?.amount ?? line.unitPrice,
    tax: input.tax === undefined ? line.tax : taxOfLine(ctx, input.tax, 'tax'),
    metadata: mergeMetadata(line.metadata, input.metadata),
    version: line.version + 1,
  }
  expectPriceNotNegative(changed, input.modifiers ? 'modifiers' : 'unit_price_money')
  return changed
}

const expectPaidLineKept = (line: OrderLine, changed: OrderLine) => {
  if (!line.isCollected) return
  const forbid = (isBroken: boolean, error: ErrorDefinition, param: string) => {
    if (isBroken) throw refuse(error, { param })
  }
  forbid(
    changed.unitPrice !== line.unitPrice,
    orderErrors.PAID_LINE_ITEM_PRICE_CHANGE_FORBIDDEN,
    'unit_price_money',
  )
  forbid(!isDeepStrictEqual(changed.tax, line.tax), orderErrors.PAID_LINE_ITEM_TAX_CHANGE_FORBIDDEN, 'tax')
  forbid(
    !isDeepStrictEqual(choicesOf(changed), choicesOf(line)),
    orderErrors.PAID_LINE_ITEM_MODIFIER_CHANGE_FORBIDDEN,
    'modifiers',
  )
  forbid(changed.quantity < line.quantity, orderErrors.PAID_LINE_ITEM_QUANTITY_DECREASE_FORBIDDEN, 'quantity')
}

/** What was chosen, without the ids that each choice got. */
const choicesOf = (line: OrderLine) =>
  (line.modifiers ?? []).map(({ lineItemModifierId: _, ...choice }) => choice)

/** A first rate on a line or charge switches external tax on, as it does at creation. */
export const withRates = (order: Order): Order => {
  const hasRates = [...order.lines, ...order.charges].some((part) => part.tax?.calculation)
  if (!hasRates || order.tax.enabled || order.tax.mode === 'external') return order
  return { ...order, tax: { ...order.tax, enabled: true, mode: 'external' } }
}
