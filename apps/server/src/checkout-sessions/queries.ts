import { fromStored } from '../orders/stored-order.ts'
import type { OrderPaymentAttempt, PaymentIntent } from '../payments/payment.ts'
import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, freeText, from, timeFilters, upTo } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { CheckoutSession, SessionWithOrder } from './session.ts'

const toSession = (row: Row): CheckoutSession => row['document']

export const insertSession = (session: CheckoutSession): Statement<void> =>
  write(
    'insert_checkout_session',
    `INSERT INTO checkout_sessions (environment_id, checkout_session_id, order_id, customer_id, external_reference_id, status,
                                    origin, expires_at, version, document, created_at, updated_at,
                                    payment_link_id, payment_link_resolution)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING 1`,
    [
      session.environmentId,
      session.checkoutSessionId,
      session.orderId,
      session.customerId,
      session.externalReferenceId,
      session.status,
      session.origin,
      session.expiresAt,
      session.version,
      JSON.stringify(session),
      session.createdAt,
      session.updatedAt,
      session.paymentLink?.paymentLinkId ?? null,
      session.paymentLink?.resolutionId ?? null,
    ],
  )

/** For changes of a session that stays as open or as ended as it is; whoever makes one holds its lock. */
export const saveSession = (session: CheckoutSession): Statement<void> =>
  write(
    'save_checkout_session',
    `UPDATE checkout_sessions SET external_reference_id = $3, version = $4, document = $5, updated_at = $6
     WHERE environment_id = $1 AND checkout_session_id = $2 AND version = $4 - 1 RETURNING 1`,
    [
      session.environmentId,
      session.checkoutSessionId,
      session.externalReferenceId,
      session.version,
      JSON.stringify(session),
      session.updatedAt,
    ],
  )

/**
 * Ends an open session without having read it: what ends it is mostly a change of its order, decided under the
 * order's lock, and orders without a session should not pay for looking one up.
 */
export const endOpenSession = (
  ctx: Context,
  checkoutSessionId: string,
  ended: Partial<CheckoutSession> & Pick<CheckoutSession, 'status'>,
): Statement<void> =>
  write(
    'end_checkout_session',
    `UPDATE checkout_sessions
     SET status = $3, version = version + 1, updated_at = $4,
         document = document || $5::jsonb || jsonb_build_object('version', version + 1)
     WHERE environment_id = $1 AND checkout_session_id = $2 AND status = 'open' RETURNING 1`,
    [ctx.environmentId, checkoutSessionId, ended.status, ctx.now, JSON.stringify(ended)],
  )

/** What an event says of a session beyond what its order knows; see `recordEventOfRow`. */
export const sessionPayload = `(document -> 'settings') || jsonb_build_object(
  'surface', document -> 'surface', 'expires_at', document -> 'expiresAt', 'created_at', document -> 'createdAt',
  'external_reference_id', document -> 'externalReferenceId', 'metadata', document -> 'metadata')`

export const findSession = (ctx: Context, checkoutSessionId: string): Statement<CheckoutSession | null> =>
  findOne(
    'find_checkout_session',
    'SELECT document FROM checkout_sessions WHERE environment_id = $1 AND checkout_session_id = $2',
    [ctx.environmentId, checkoutSessionId],
    toSession,
  )

export const erasePrefilledCustomer = (ctx: Context, customerId: string): Statement<void> =>
  writeAny(
    'erase_prefilled_customer',
    `UPDATE checkout_sessions SET document = document #- '{settings,customer_collection,prefilled_customer_info}'
     WHERE environment_id = $1 AND customer_id = $2`,
    [ctx.environmentId, customerId],
  )

export const lockSession = (ctx: Context, checkoutSessionId: string): Statement<CheckoutSession | null> =>
  findOne(
    'lock_checkout_session',
    'SELECT document FROM checkout_sessions WHERE environment_id = $1 AND checkout_session_id = $2 FOR UPDATE',
    [ctx.environmentId, checkoutSessionId],
    toSession,
  )

/** For the authenticator, which knows the environment from the secret. */
export const findSessionOrder = (
  environmentId: string,
  checkoutSessionId: string,
): Statement<{ orderId: string } | null> =>
  findOne(
    'find_checkout_session_order',
    'SELECT order_id FROM checkout_sessions WHERE environment_id = $1 AND checkout_session_id = $2',
    [environmentId, checkoutSessionId],
    (row) => ({ orderId: row['order_id'] }),
  )

/** The session with its order, the attempt that runs now and all the order's payments, in one read. */
const withOrder = `document,
  (SELECT o.document FROM orders o
   WHERE o.environment_id = checkout_sessions.environment_id AND o.order_id = checkout_sessions.order_id) AS order_document,
  (SELECT a.document FROM orders o JOIN order_payment_attempts a
     ON a.environment_id = o.environment_id AND a.attempt_id = o.document ->> 'activeAttemptId'
   WHERE o.environment_id = checkout_sessions.environment_id AND o.order_id = checkout_sessions.order_id) AS attempt,
  (SELECT jsonb_agg(p.document ORDER BY p.payment_intent_id) FROM payment_intents p
   WHERE p.environment_id = checkout_sessions.environment_id AND p.order_id = checkout_sessions.order_id) AS intents`

const toSessionWithOrder = (row: Row): SessionWithOrder => ({
  session: row['document'] as CheckoutSession,
  order: fromStored(row['order_document']),
  attempt: row['attempt'] as OrderPaymentAttempt | null,
  intents: (row['intents'] ?? []) as PaymentIntent[],
})

export const findSessionWithOrder = (
  ctx: Context,
  checkoutSessionId: string,
): Statement<SessionWithOrder | null> =>
  findOne(
    'find_checkout_session_with_order',
    `SELECT ${withOrder} FROM checkout_sessions WHERE environment_id = $1 AND checkout_session_id = $2`,
    [ctx.environmentId, checkoutSessionId],
    toSessionWithOrder,
  )

export const sessionList: ListQuery<SessionWithOrder> = {
  operation: 'listCheckoutSessions',
  table: 'checkout_sessions',
  columns: `checkout_session_id, updated_at, ${withOrder}`,
  idColumn: 'checkout_session_id',
  idPrefix: 'cs',
  sorts: { updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] } },
  filters: {
    status: equals('status'),
    order_id: equals('order_id'),
    payment_link_id: equals('payment_link_id'),
    customer_id: equals('customer_id'),
    origin: equals('origin'),
    external_reference_id: equals('external_reference_id'),
    query: freeText(['external_reference_id'], {
      cs_: 'checkout_session_id',
      ord_: 'order_id',
      cus_: 'customer_id',
    }),
    expires_after: from('expires_at'),
    expires_before: upTo('expires_at'),
    ...timeFilters,
  },
  map: toSessionWithOrder,
}
