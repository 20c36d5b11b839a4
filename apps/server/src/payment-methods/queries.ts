import type { Instant } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Filter, type ListQuery, equals } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, writeAny } from '../platform/db/statement.ts'
import {
  type PaymentMethod,
  type PaymentMethodStatus,
  type SavedCard,
  cardExpiresAt,
} from './payment-method.ts'

const toMethod = (row: Row): PaymentMethod => row['document']
const toSavedCard = (row: Row): SavedCard => row['document']

export const findPaymentMethod = (ctx: Context, paymentMethodId: string): Statement<PaymentMethod | null> =>
  findOne(
    'find_payment_method',
    'SELECT document FROM payment_methods WHERE environment_id = $1 AND payment_method_id = $2',
    [ctx.environmentId, paymentMethodId],
    toMethod,
  )

/** For a change. Whoever also locks the customer does that first. */
export const lockPaymentMethod = (ctx: Context, paymentMethodId: string): Statement<PaymentMethod | null> =>
  findOne(
    'lock_payment_method',
    'SELECT document FROM payment_methods WHERE environment_id = $1 AND payment_method_id = $2 FOR UPDATE',
    [ctx.environmentId, paymentMethodId],
    toMethod,
  )

/**
 * Those that are to be charged: none of them changes before the charge is written, so one that is removed at the same
 * moment was removed before it or after it. Payments with the same card do not wait for each other.
 */
export const lockPaymentMethods = (
  ctx: Context,
  paymentMethodIds: readonly string[],
): Statement<PaymentMethod[]> =>
  findMany(
    'lock_payment_methods',
    `SELECT document FROM payment_methods WHERE environment_id = $1 AND payment_method_id = ANY($2::text[])
     ORDER BY payment_method_id FOR SHARE`,
    [ctx.environmentId, paymentMethodIds],
    toMethod,
  )

/** The cards that a customer keeps, read under the customer's lock by whoever may add one. */
export const findCardsOfCustomer = (ctx: Context, customerId: string): Statement<SavedCard[]> =>
  findMany(
    'find_cards_of_customer',
    `SELECT document FROM payment_methods WHERE environment_id = $1 AND customer_id = $2 AND status = 'active'`,
    [ctx.environmentId, customerId],
    toSavedCard,
  )

/** What is left of an erased customer's cards: ids that payments go on naming. */
export const eraseCardsOfCustomer = (ctx: Context, customerId: string): Statement<void> =>
  writeAny(
    'erase_cards_of_customer',
    `UPDATE payment_methods SET status = 'removed', fingerprint = NULL, card_expires_at = NULL, version = version + 1,
       updated_at = $3::timestamptz,
       document = document || jsonb_build_object('status', 'removed', 'card', NULL, 'testCard', NULL, 'processorToken', NULL, 'setUp', NULL,
                                                 'version', version + 1, 'updatedAt', $4::text)
     WHERE environment_id = $1 AND customer_id = $2`,
    [ctx.environmentId, customerId, ctx.now, ctx.now],
  )

/** Whose cards a payment of this order may save: its customer's when asked for now, and those of payments that asked before. */
const payers = `SELECT customer_id FROM orders WHERE environment_id = $1 AND order_id = $2 AND $3
     UNION SELECT customer_id FROM payment_intents
     WHERE environment_id = $1 AND order_id = $2 AND document -> 'cardToSave' <> 'null'::jsonb`

/**
 * Locks them, so that one card is not saved twice by payments of two orders at once. Says who they are: one whose data
 * was erased meanwhile keeps no cards. Comes before `findCardsOfPayers`, which must see what the lock waited for.
 */
export const lockPayers = (ctx: Context, orderId: string, isAsked: boolean): Statement<string[]> =>
  findMany(
    'lock_payers',
    `SELECT customer_id FROM customers WHERE environment_id = $1 AND customer_id IN (${payers}) AND erased_at IS NULL
     ORDER BY customer_id FOR NO KEY UPDATE`,
    [ctx.environmentId, orderId, isAsked],
    (row) => row['customer_id'],
  )

export const findCardsOfPayers = (ctx: Context, orderId: string, isAsked: boolean): Statement<SavedCard[]> =>
  findMany(
    'find_cards_of_payers',
    `SELECT document FROM payment_methods WHERE environment_id = $1 AND customer_id IN (${payers}) AND status = 'active'`,
    [ctx.environmentId, orderId, isAsked],
    toSavedCard,
  )

/** Inserts new ones and replaces changed ones, in this order: what makes room for a card comes before it. */
export const savePaymentMethods = (methods: readonly PaymentMethod[]): Statement<void> =>
  writeAny(
    'save_payment_methods',
    `INSERT INTO payment_methods (environment_id, payment_method_id, customer_id, type, status, usage, fingerprint,
                                  card_expires_at, version, document, created_at, updated_at)
     SELECT m."environmentId", m."paymentMethodId", m."customerId", 'card', m.status, m.usage, m.fingerprint,
            m."cardExpiresAt", m.version, m.document, m."createdAt", m."updatedAt"
     FROM jsonb_to_recordset($1::jsonb) AS m("environmentId" text, "paymentMethodId" text, "customerId" text, status text,
       usage text, fingerprint text, "cardExpiresAt" timestamptz, version bigint, document jsonb, "createdAt" timestamptz,
       "updatedAt" timestamptz)
     ON CONFLICT (environment_id, payment_method_id) DO UPDATE SET
       status = excluded.status, usage = excluded.usage, fingerprint = excluded.fingerprint,
       card_expires_at = excluded.card_expires_at, version = excluded.version, document = excluded.document,
       updated_at = excluded.updated_at`,
    [JSON.stringify(methods.map(toRow))],
  )

const toRow = (method: PaymentMethod) => ({
  environmentId: method.environmentId,
  paymentMethodId: method.paymentMethodId,
  customerId: method.customerId,
  status: method.status,
  usage: method.usage,
  fingerprint: method.card?.fingerprint ?? null,
  cardExpiresAt: method.card ? cardExpiresAt(method.card) : null,
  version: method.version,
  document: method,
  createdAt: method.createdAt,
  updatedAt: method.updatedAt,
})

/** Judged by date, as everywhere: a card is expired when its month has passed, whether or not that is written yet. */
const statusFilter = (status: PaymentMethodStatus, now: Instant): Filter => {
  if (status === 'active')
    return { sql: (parameter) => `status = 'active' AND card_expires_at > ${parameter}`, cast: () => now }
  if (status === 'expired')
    return {
      sql: (parameter) => `(status = 'expired' OR status = 'active' AND card_expires_at <= ${parameter})`,
      cast: () => now,
    }
  return equals('status')
}

export const paymentMethodList = (status: PaymentMethodStatus, now: Instant): ListQuery<PaymentMethod> => ({
  operation: `listPaymentMethods ${status}`,
  table: 'payment_methods',
  columns: 'document, payment_method_id',
  idColumn: 'payment_method_id',
  filters: {
    customer_id: equals('customer_id'),
    type: equals('type'),
    usage: equals('usage'),
    status: statusFilter(status, now),
  },
  map: toMethod,
})
