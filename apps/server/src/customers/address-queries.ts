import type { Context } from '../platform/context.ts'
import { type ListQuery, equals } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { CustomerAddress } from './customer.ts'

/** Every statement on `customer_addresses`. Whoever writes one has locked its customer. */

const toStoredAddress = (row: Row): CustomerAddress => row['document']

export const insertAddress = (saved: CustomerAddress): Statement<void> =>
  write(
    'insert_customer_address',
    `INSERT INTO customer_addresses (environment_id, customer_id, customer_address_id, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING 1`,
    [
      saved.environmentId,
      saved.customerId,
      saved.addressId,
      JSON.stringify(saved),
      saved.createdAt,
      saved.updatedAt,
    ],
  )

export const saveAddress = (saved: CustomerAddress): Statement<void> =>
  write(
    'save_customer_address',
    `UPDATE customer_addresses SET document = $4, updated_at = $5
     WHERE environment_id = $1 AND customer_id = $2 AND customer_address_id = $3 RETURNING 1`,
    [saved.environmentId, saved.customerId, saved.addressId, JSON.stringify(saved), saved.updatedAt],
  )

export const deleteAddress = (saved: CustomerAddress): Statement<void> =>
  write(
    'delete_customer_address',
    `DELETE FROM customer_addresses
     WHERE environment_id = $1 AND customer_id = $2 AND customer_address_id = $3 RETURNING 1`,
    [saved.environmentId, saved.customerId, saved.addressId],
  )

export const deleteAddresses = (ctx: Context, customerId: string): Statement<void> =>
  writeAny(
    'delete_customer_addresses',
    'DELETE FROM customer_addresses WHERE environment_id = $1 AND customer_id = $2',
    [ctx.environmentId, customerId],
  )

export const findAddress = (
  ctx: Context,
  customerId: string,
  addressId: string,
): Statement<CustomerAddress | null> =>
  findOne(
    'find_customer_address',
    'SELECT document FROM customer_addresses WHERE environment_id = $1 AND customer_id = $2 AND customer_address_id = $3',
    [ctx.environmentId, customerId, addressId],
    toStoredAddress,
  )

/** The newest of the others: what becomes the default when this one goes. Without an id: the newest of all. */
export const findNewestAddress = (
  ctx: Context,
  customerId: string,
  exceptId = '',
): Statement<CustomerAddress | null> =>
  findOne(
    'find_newest_customer_address',
    `SELECT document FROM customer_addresses WHERE environment_id = $1 AND customer_id = $2 AND customer_address_id <> $3
     ORDER BY customer_address_id DESC LIMIT 1`,
    [ctx.environmentId, customerId, exceptId],
    toStoredAddress,
  )

export const addressList = (customerId: string): ListQuery<CustomerAddress> => ({
  operation: `listCustomerAddresses ${customerId}`,
  table: 'customer_addresses',
  columns: 'document, customer_address_id',
  idColumn: 'customer_address_id',
  filters: { customer_id: equals('customer_id') },
  map: toStoredAddress,
})
