import type { Context } from '../platform/context.ts'
import { type ErrorDefinition, httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { editOrder } from './edit-order.ts'
import { orderErrors } from './errors.ts'
import type { LineItemInput, LineItemPatch } from './input-schemas.ts'
import { expectCurrency, expectQuantity, lineTaxOf, newLine } from './new-order.ts'
import type { Order, OrderLine } from './order.ts'
import type { OrderWithAttempt } from './to-order.ts'

export const largestLineCount = 1000

/** Source: contract, flint-commerce 4.2. */
export const addLineItems = (
  ctx: Context,
  orderId: string,
  inputs: readonly LineItemInput[],
): Promise<OrderWithAttempt> =>
  editOrder(ctx, orderId, (order) => {
    if (order.lines.length + inputs.length > largestLineCount)
      throw refuse(orderErrors.TOO_MANY_LINE_ITEMS, {
        param: 'line_items',
        extra: { limit: largestLineCount },
      })
    const lines = inputs.map((input, index) => newLine(ctx, input, order.currency, `line_items[${index}]`))
    return {
      order: withRates({ ...order, lines: [...order.lines, ...lines] }),
      notes: lines.map((line) => ({
        type: 'line_item_added' as const,
        description: `${line.quantity} × ${line.name} added`,
        referenceType: 'order_line_item' as const,
        referenceId: line.lineItemId,
      })),
    }
  })

export const updateLineItem = async (
  ctx: Context,
  orderId: string,
  lineItemId: string,
  input: LineItemPatch,
): Promise<OrderWithAttempt> => {
  const { expected_version: expectedVersion, ...changes } = input
  if (Object.keys(changes).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return editOrder(ctx, orderId, (order) => {
    const line = lineOf(order, lineItemId)
    if (expectedVersion !== undefined && expectedVersion !== line.version)
      throw refuse(orderErrors.ORDER_LINE_ITEM_VERSION_CONFLICT, {
        param: 'expected_version',
        extra: { current_version: line.version },
      })
    const changed = changedLine(order, line, input)
    expectPaidLineKept(line, changed)
    return {
      order: withRates({ ...order, lines: order.lines.map((one) => (one === line ? changed : one)) }),
      notes: [
        {
          type: 'line_item_updated',
          description: `${changed.name} changed`,
          referenceType: 'order_line_item',
          referenceId: lineItemId,
        },
      ],
    }
  })
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
      notes: [
        {
          type: 'line_item_removed',
          description: `${line.name} removed`,
          referenceType: 'order_line_item',
          referenceId: lineItemId,
        },
      ],
    }
  })

const lineOf = (order: Order, lineItemId: string): OrderLine => {
  const line = order.lines.find((one) => one.lineItemId === lineItemId)
  if (!line) throw refuse(orderErrors.ORDER_LINE_ITEM_NOT_FOUND, { param: 'order_line_item_id' })
  return line
}

const changedLine = (order: Order, line: OrderLine, input: LineItemPatch): OrderLine => {
  if (input.unit_price_money)
    expectCurrency(input.unit_price_money.currency, order.currency, 'unit_price_money.currency')
  if (input.quantity !== undefined) expectQuantity(input.quantity, 'quantity')
  return {
    ...line,
    name: input.name ?? line.name,
    description: input.description === undefined ? line.description : input.description,
    quantity: input.quantity ?? line.quantity,
    unitPrice: input.unit_price_money?.amount ?? line.unitPrice,
    tax: input.tax === undefined ? line.tax : lineTaxOf(input.tax, 'tax'),
    metadata: mergeMetadata(line.metadata, input.metadata),
    version: line.version + 1,
  }
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
  forbid(
    JSON.stringify(changed.tax) !== JSON.stringify(line.tax),
    orderErrors.PAID_LINE_ITEM_TAX_CHANGE_FORBIDDEN,
    'tax',
  )
  forbid(changed.quantity < line.quantity, orderErrors.PAID_LINE_ITEM_QUANTITY_DECREASE_FORBIDDEN, 'quantity')
}

/** A first rate on a line or charge switches external tax on, as it does at creation. */
export const withRates = (order: Order): Order => {
  const hasRates = [...order.lines, ...order.charges].some((part) => part.tax?.calculation)
  if (!hasRates || order.tax.enabled || order.tax.mode === 'external') return order
  return { ...order, tax: { ...order.tax, enabled: true, mode: 'external' } }
}
