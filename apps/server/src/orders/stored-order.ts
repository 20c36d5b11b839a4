import type { Order, OrderLine } from './order.ts'

/**
 * An order as its document keeps it: what is as it is on most orders is left out. A long order is read and written whole
 * with every change, so each field that is not there is one that is not parsed, compressed and logged twice over.
 */
export type StoredOrder = Record<string, unknown> & { lines: Record<string, unknown>[] }

const usualOrder: Partial<Order> = {
  customerId: null,
  externalReferenceId: null,
  charges: [],
  discounts: [],
  tips: [],
  authorization: null,
  paymentIntentIds: [],
  refundIds: [],
  checkoutSessionIds: [],
  activeAttemptId: null,
  openCheckoutSession: null,
  buyerContact: null,
  buyerNote: null,
  internalNote: null,
  closedReason: null,
  metadata: {},
}

const usualLine: Partial<OrderLine> = {
  description: null,
  sku: null,
  tax: null,
  metadata: {},
  version: 1,
  isCollected: false,
  refundedAmount: 0,
  refundedQuantity: 0,
  modifierTotal: 0,
  discount: 0,
  taxAmount: 0,
  additiveTax: 0,
}

// Every order that is read shares them.
for (const usual of [usualOrder, usualLine]) Object.values(usual).forEach(Object.freeze)

export const toStored = (order: Order): StoredOrder => ({
  ...without(order, usualOrder),
  lines: order.lines.map((line) => without(line, usualLine)),
})

export const fromStored = (stored: StoredOrder): Order =>
  ({
    ...usualOrder,
    ...stored,
    lines: stored.lines.map((line) => ({ ...usualLine, ...line })),
  }) as Order

const without = <T extends object>(value: T, usual: Partial<T>): Record<string, unknown> => {
  const kept: Record<string, unknown> = {}
  for (const name in value) if (!isUsual(value[name], usual[name])) kept[name] = value[name]
  return kept
}

/** `usual` is undefined for what is always kept, else a plain value or an empty list or map. */
const isUsual = (value: unknown, usual: unknown): boolean => {
  if (usual === undefined) return false
  if (typeof usual !== 'object' || usual === null) return value === usual
  for (const _ in value as object) return false
  return true
}
