import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write } from '../platform/db/statement.ts'
import { type Customer, emailKeyOf } from './customer.ts'

/** Every statement on `customers`. Erased customers are found by none but those that say so. */

/** The index that decides which of two customers gets an address. */
export const emailIndex = 'customers_by_email'

const toStoredCustomer = (row: Row): Customer => row['document']

export const insertCustomer = (customer: Customer): Statement<void> =>
  write(
    'insert_customer',
    `INSERT INTO customers (environment_id, customer_id, email_key, external_reference_id, version, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING 1`,
    [
      customer.environmentId,
      customer.customerId,
      emailKeyOf(customer.email),
      customer.externalReferenceId,
      customer.version,
      JSON.stringify(customer),
      customer.createdAt,
      customer.updatedAt,
    ],
  )

/** The row must still be at the version before: the lock says so, and this proves it. */
export const saveCustomer = (customer: Customer): Statement<void> =>
  write(
    'save_customer',
    `UPDATE customers SET email_key = $3, external_reference_id = $4, version = $5, document = $6, updated_at = $7
     WHERE environment_id = $1 AND customer_id = $2 AND version = $5 - 1 AND erased_at IS NULL RETURNING 1`,
    [
      customer.environmentId,
      customer.customerId,
      emailKeyOf(customer.email),
      customer.externalReferenceId,
      customer.version,
      JSON.stringify(customer),
      customer.updatedAt,
    ],
  )

/**
 * For the saved cards: names the customer's default one, or none. The caller has locked the customer, and announces
 * the change with `customerUpdated(withDefaultPaymentMethod(ctx, customer, paymentMethodId))`.
 */
export const saveDefaultPaymentMethod = (
  ctx: Context,
  customerId: string,
  paymentMethodId: string | null,
): Statement<void> =>
  write(
    'save_default_payment_method',
    `UPDATE customers SET version = version + 1, updated_at = $4::timestamptz,
       document = document || jsonb_build_object('defaultPaymentMethodId', $3::text, 'version', version + 1, 'updatedAt', $5::text)
     WHERE environment_id = $1 AND customer_id = $2 AND erased_at IS NULL RETURNING 1`,
    [ctx.environmentId, customerId, paymentMethodId, ctx.now, ctx.now],
  )

export const findCustomer = (ctx: Context, customerId: string): Statement<Customer | null> =>
  findOne(
    'find_customer',
    'SELECT document FROM customers WHERE environment_id = $1 AND customer_id = $2 AND erased_at IS NULL',
    [ctx.environmentId, customerId],
    toStoredCustomer,
  )

export const lockCustomer = (ctx: Context, customerId: string): Statement<Customer | null> =>
  findOne(
    'lock_customer',
    'SELECT document FROM customers WHERE environment_id = $1 AND customer_id = $2 AND erased_at IS NULL FOR UPDATE',
    [ctx.environmentId, customerId],
    toStoredCustomer,
  )

export const findCustomers = (ctx: Context, customerIds: readonly string[]): Statement<Customer[]> =>
  findMany(
    'find_customers',
    'SELECT document FROM customers WHERE environment_id = $1 AND customer_id = ANY($2::text[]) AND erased_at IS NULL',
    [ctx.environmentId, customerIds],
    toStoredCustomer,
  )

export const customerList: ListQuery<Customer> = {
  operation: 'listCustomers',
  table: '(SELECT * FROM customers WHERE erased_at IS NULL) AS customers',
  columns: 'document, customer_id, updated_at',
  idColumn: 'customer_id',
  idPrefix: 'cus',
  sorts: { updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] } },
  filters: {
    email: { ...equals('email_key'), cast: emailKeyOf },
    external_reference_id: equals('external_reference_id'),
    query: freeText(['email_key', `document ->> 'name'`, `document ->> 'phone'`, 'external_reference_id'], {
      cus_: 'customer_id',
    }),
    ...timeFilters,
  },
  map: toStoredCustomer,
}

/** What is left has no personal data: an id that orders and payments go on naming, and times. */
export const eraseCustomer = (ctx: Context, customerId: string): Statement<void> =>
  write(
    'erase_customer',
    `UPDATE customers SET email_key = NULL, external_reference_id = NULL, version = version + 1, erased_at = $3, updated_at = $3,
       document = jsonb_build_object('customerId', customer_id)
     WHERE environment_id = $1 AND customer_id = $2 AND erased_at IS NULL RETURNING 1`,
    [ctx.environmentId, customerId, ctx.now],
  )

/** Erased customers count, too. */
export const hasCustomerEverBeen = (ctx: Context, customerId: string): Statement<true | null> =>
  findOne(
    'has_customer_ever_been',
    'SELECT 1 FROM customers WHERE environment_id = $1 AND customer_id = $2',
    [ctx.environmentId, customerId],
    () => true,
  )
