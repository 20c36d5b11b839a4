import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import { domainNameOf } from './domain-name.ts'
import type { PaymentMethodDomain } from './payment-method-domain.ts'

/** Every statement on `payment_method_domains`. */

const toStored = (row: Row): PaymentMethodDomain => ({
  environmentId: row['environment_id'],
  paymentMethodDomainId: row['payment_method_domain_id'],
  domainName: row['domain_name'],
  status: row['status'],
  validationStatus: row['validation_status'],
  createdAt: row['created_at'],
  updatedAt: row['updated_at'],
})

const columns =
  'environment_id, payment_method_domain_id, domain_name, status, validation_status, created_at, updated_at'

/** Violates `payment_method_domains_by_name` when the domain is registered. */
export const insertDomain = (domain: PaymentMethodDomain): Statement<void> =>
  write(
    'insert_payment_method_domain',
    `INSERT INTO payment_method_domains (environment_id, payment_method_domain_id, domain_name, status, validation_status,
                                         created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING 1`,
    [
      domain.environmentId,
      domain.paymentMethodDomainId,
      domain.domainName,
      domain.status,
      domain.validationStatus,
      domain.createdAt,
      domain.updatedAt,
    ],
  )

export const saveDomain = (domain: PaymentMethodDomain): Statement<void> =>
  write(
    'save_payment_method_domain',
    `UPDATE payment_method_domains SET status = $3, validation_status = $4, updated_at = $5
     WHERE environment_id = $1 AND payment_method_domain_id = $2 RETURNING 1`,
    [
      domain.environmentId,
      domain.paymentMethodDomainId,
      domain.status,
      domain.validationStatus,
      domain.updatedAt,
    ],
  )

export const findDomain = (
  ctx: Context,
  paymentMethodDomainId: string,
): Statement<PaymentMethodDomain | null> =>
  findOne(
    'find_payment_method_domain',
    `SELECT ${columns} FROM payment_method_domains WHERE environment_id = $1 AND payment_method_domain_id = $2`,
    [ctx.environmentId, paymentMethodDomainId],
    toStored,
  )

export const lockDomain = (
  ctx: Context,
  paymentMethodDomainId: string,
): Statement<PaymentMethodDomain | null> =>
  findOne(
    'lock_payment_method_domain',
    `SELECT ${columns} FROM payment_method_domains
     WHERE environment_id = $1 AND payment_method_domain_id = $2 FOR UPDATE`,
    [ctx.environmentId, paymentMethodDomainId],
    toStored,
  )

export const domainList: ListQuery<PaymentMethodDomain> = {
  operation: 'listPaymentMethodDomains',
  table: 'payment_method_domains',
  columns,
  idColumn: 'payment_method_domain_id',
  idPrefix: 'pmdom',
  filters: {
    status: equals('status'),
    // Found in whichever spelling it was registered; what is no host name finds nothing.
    domain_name: { ...equals('domain_name'), cast: (text: string) => domainNameOf(text) ?? text },
    ...timeFilters,
  },
  map: toStored,
}
