import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { Merchant } from './merchant.ts'

const selectMerchant = `SELECT merchant_id, business_name, version, metadata, reporting_timezone, api_version, api_version_pinned_at,
            api_version_changed_at, api_version_previous, api_version_rollback_expires_at, payments_status, payouts_status,
            processor_account_id, created_at, updated_at
     FROM merchants WHERE merchant_id = $1`

const readMerchant = (row: Row): Merchant => ({
  merchantId: row['merchant_id'],
  businessName: row['business_name'],
  version: row['version'],
  metadata: row['metadata'],
  reportingTimezone: row['reporting_timezone'],
  pinnedVersion: {
    apiVersion: row['api_version'],
    pinnedAt: row['api_version_pinned_at'],
    changedAt: row['api_version_changed_at'],
    previous: row['api_version_previous'],
    rollbackExpiresAt: row['api_version_rollback_expires_at'],
  },
  live: {
    payments: row['payments_status'],
    payouts: row['payouts_status'],
    processorAccountId: row['processor_account_id'],
  },
  createdAt: row['created_at'],
  updatedAt: row['updated_at'] ?? row['created_at'],
})

export const findMerchant = (merchantId: string): Statement<Merchant | null> =>
  findOne('find_merchant', selectMerchant, [merchantId], readMerchant)

/** Makes all changes of a merchant and of its account wait for each other. */
export const lockMerchant = (merchantId: string): Statement<Merchant | null> =>
  findOne('lock_merchant', `${selectMerchant} FOR NO KEY UPDATE`, [merchantId], readMerchant)

export const saveMerchant = (merchant: Merchant): Statement<void> => {
  const { pinnedVersion: pinned, live } = merchant
  return write(
    'save_merchant',
    `UPDATE merchants SET business_name = $2, version = $3, metadata = $4, reporting_timezone = $5, api_version = $6,
                          api_version_pinned_at = $7, api_version_changed_at = $8, api_version_previous = $9,
                          api_version_rollback_expires_at = $10, payments_status = $11, payouts_status = $12,
                          processor_account_id = $13, updated_at = $14
     WHERE merchant_id = $1 RETURNING 1`,
    [
      merchant.merchantId,
      merchant.businessName,
      merchant.version,
      JSON.stringify(merchant.metadata),
      merchant.reportingTimezone,
      pinned.apiVersion,
      pinned.pinnedAt,
      pinned.changedAt,
      pinned.previous,
      pinned.rollbackExpiresAt,
      live.payments,
      live.payouts,
      live.processorAccountId,
      merchant.updatedAt,
    ],
  )
}
