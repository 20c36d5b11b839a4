import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import {
  type Filter,
  type ListQuery,
  anyOf,
  equals,
  freeText,
  from,
  timeFilters,
  upTo,
} from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { Activity } from './activities.ts'
import type { Order } from './order.ts'
import { outstandingOf, paymentStatusOf, refundStatusOf } from './settlement.ts'
import { fromStored, toStored } from './stored-order.ts'
import type { OrderWithAttempt } from './to-order.ts'

export const insertOrder = (order: Order): Statement<void> =>
  write(
    'insert_order',
    `INSERT INTO orders (environment_id, order_id, order_number, customer_id, external_reference_id, status, payment_status,
                         refund_status, origin, currency, total, outstanding, paid, refunded, revision, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING 1`,
    [
      order.environmentId,
      order.orderId,
      order.orderNumber,
      order.customerId,
      order.externalReferenceId,
      order.status,
      paymentStatusOf(order),
      refundStatusOf(order),
      order.origin,
      order.currency,
      order.amounts.total,
      outstandingOf(order),
      order.settlement.paid,
      order.settlement.refunded,
      order.revision,
      JSON.stringify(toStored(order)),
      order.createdAt,
      order.updatedAt,
    ],
  )

/** The row must still be at the revision before: the lock says so, and this proves it. */
export const saveOrder = (order: Order): Statement<void> =>
  write(
    'save_order',
    `UPDATE orders SET customer_id = $3, external_reference_id = $4, status = $5, payment_status = $6, refund_status = $7,
                       total = $8, outstanding = $9, paid = $10, refunded = $11, revision = $12, document = $13, updated_at = $14
     WHERE environment_id = $1 AND order_id = $2 AND revision = $12 - 1 RETURNING 1`,
    [
      order.environmentId,
      order.orderId,
      order.customerId,
      order.externalReferenceId,
      order.status,
      paymentStatusOf(order),
      refundStatusOf(order),
      order.amounts.total,
      outstandingOf(order),
      order.settlement.paid,
      order.settlement.refunded,
      order.revision,
      JSON.stringify(toStored(order)),
      order.updatedAt,
    ],
  )

export const eraseBuyerOfOrders = (ctx: Context, customerId: string): Statement<void> =>
  writeAny(
    'erase_buyer_of_orders',
    `UPDATE orders SET document = document || '{"buyerContact": null, "buyerNote": null}' WHERE environment_id = $1 AND customer_id = $2`,
    [ctx.environmentId, customerId],
  )

const toOrderOf = (row: Row): Order => fromStored(row['document'])

export const lockOrder = (ctx: Context, orderId: string): Statement<Order | null> =>
  findOne(
    'lock_order',
    'SELECT document FROM orders WHERE environment_id = $1 AND order_id = $2 FOR UPDATE',
    [ctx.environmentId, orderId],
    toOrderOf,
  )

/** The order, the attempt that runs now, and all its payment intents, in one read. */
const attemptNow = `(SELECT a.document FROM order_payment_attempts a
   WHERE a.environment_id = orders.environment_id AND a.attempt_id = orders.document ->> 'activeAttemptId') AS attempt`
const allIntents = `(SELECT jsonb_agg(p.document ORDER BY p.payment_intent_id) FROM payment_intents p
   WHERE p.environment_id = orders.environment_id AND p.order_id = orders.order_id)`
const withAttempt = `document, ${attemptNow}, ${allIntents} AS intents`
/** Most orders of a list have no attempt running, and their payments are not shown: then they are not read. */
const withRunningAttempt = `document, ${attemptNow},
  CASE WHEN orders.document ->> 'activeAttemptId' IS NOT NULL THEN ${allIntents} END AS intents`

const toOrderWithAttempt = (row: Row): OrderWithAttempt => ({
  order: fromStored(row['document']),
  attempt: row['attempt'] as OrderPaymentAttempt | null,
  intents: (row['intents'] ?? []) as PaymentIntent[],
})

export const findOrder = (ctx: Context, orderId: string): Statement<OrderWithAttempt | null> =>
  findOne(
    'find_order',
    `SELECT ${withAttempt} FROM orders WHERE environment_id = $1 AND order_id = $2`,
    [ctx.environmentId, orderId],
    toOrderWithAttempt,
  )

export const findCustomerOfOrder = (ctx: Context, orderId: string): Statement<string | null> =>
  findOne(
    'find_customer_of_order',
    'SELECT customer_id FROM orders WHERE environment_id = $1 AND order_id = $2',
    [ctx.environmentId, orderId],
    (row) => row['customer_id'],
  )

/** What no order belongs to so far: asking for one finds nothing, rather than everything. */
const noneYet: Filter = { sql: (parameter) => `${parameter}::text IS NULL` }

/** @param hasPayments With all payments of every order, whether one runs or not. */
export const orderList = (hasPayments: boolean): ListQuery<OrderWithAttempt> => ({
  operation: 'listOrders',
  table: 'orders',
  columns: `order_id, total, outstanding, updated_at, ${hasPayments ? withAttempt : withRunningAttempt}`,
  idColumn: 'order_id',
  idPrefix: 'ord',
  sorts: {
    updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
    total: { column: 'total', cast: 'bigint', of: (row) => row['total'] },
    outstanding_money: { column: 'outstanding', cast: 'bigint', of: (row) => row['outstanding'] },
  },
  filters: {
    customer_id: equals('customer_id'),
    status: equals('status'),
    payment_status: anyOf('payment_status'),
    refund_status: anyOf('refund_status'),
    fulfillment_status: { sql: (parameter) => `'not_applicable' = ANY(${parameter}::text[])` },
    subscription_id: noneYet,
    subscription_delivery_changed: { sql: (parameter) => `${parameter}::boolean IS FALSE` },
    return_id: noneYet,
    return_resolution_id: noneYet,
    order_number: { sql: (parameter) => `order_number = ${parameter}::bigint` },
    external_reference_id: equals('external_reference_id'),
    origin: equals('origin'),
    query: freeText(['external_reference_id'], { ord_: 'order_id', cus_: 'customer_id' }, 'order_number'),
    min_amount: from('total'),
    max_amount: upTo('total'),
    currency: equals('currency'),
    ...timeFilters,
  },
  map: toOrderWithAttempt,
})

export const recordActivities = (
  ctx: Context,
  order: Order,
  activities: readonly Activity[],
): Statement<void>[] =>
  activities.length === 0
    ? []
    : [
        writeAny(
          'record_activities',
          `INSERT INTO order_activities (environment_id, order_id, currency, created_at, order_activity_id, activity_type, description,
                                         balance_delta, running_balance, reference_type, reference_id)
           SELECT $1::text, $2::text, $3::text, $4::timestamptz, activity.*
           FROM jsonb_to_recordset($5::jsonb) AS activity("id" text, "type" text, "description" text, "balanceDelta" bigint,
                                                          "runningBalance" bigint, "referenceType" text, "referenceId" text)`,
          [
            ctx.environmentId,
            order.orderId,
            order.currency,
            ctx.now,
            JSON.stringify(activities.map((activity) => ({ id: ctx.ids.newId('oact'), ...activity }))),
          ],
        ),
      ]

export type StoredActivity = Activity & { id: string; currency: string; createdAt: string }

export const activityList = (orderId: string): ListQuery<StoredActivity> => ({
  operation: `listOrderActivities ${orderId}`,
  table: 'order_activities',
  columns: '*',
  idColumn: 'order_activity_id',
  filters: { order_id: equals('order_id'), type: anyOf('activity_type') },
  map: (row) => ({
    id: row['order_activity_id'],
    type: row['activity_type'],
    description: row['description'],
    balanceDelta: row['balance_delta'],
    runningBalance: row['running_balance'],
    referenceType: row['reference_type'],
    referenceId: row['reference_id'],
    currency: row['currency'],
    createdAt: row['created_at'],
  }),
})

export const findOrders = (ctx: Context, orderIds: readonly string[]): Statement<OrderWithAttempt[]> =>
  findMany(
    'find_orders',
    `SELECT ${withAttempt} FROM orders WHERE environment_id = $1 AND order_id = ANY($2::text[])`,
    [ctx.environmentId, orderIds],
    toOrderWithAttempt,
  )
