import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { Merchant } from './merchant.ts'
import type { PinnedVersion } from './pinned-version.ts'

const selectMerchant = `SELECT merchant_id, business_name, api_version, api_version_pinned_at, api_version_changed_at,
            api_version_previous, api_version_rollback_expires_at, created_at
     FROM merchants WHERE merchant_id = $1`

const readMerchant = (row: Row): Merchant => ({
  merchantId: row['merchant_id'],
  businessName: row['business_name'],
  pinnedVersion: {
    apiVersion: row['api_version'],
    pinnedAt: row['api_version_pinned_at'],
    changedAt: row['api_version_changed_at'],
    previous: row['api_version_previous'],
    rollbackExpiresAt: row['api_version_rollback_expires_at'],
  },
  createdAt: row['created_at'],
})

export const findMerchant = (merchantId: string): Statement<Merchant | null> =>
  findOne('find_merchant', selectMerchant, [merchantId], readMerchant)

export const lockMerchant = (merchantId: string): Statement<Merchant | null> =>
  findOne('lock_merchant', `${selectMerchant} FOR UPDATE`, [merchantId], readMerchant)

export const saveMerchantVersion = (merchantId: string, version: PinnedVersion): Statement<void> =>
  write(
    'save_merchant_version',
    `UPDATE merchants SET api_version = $2, api_version_pinned_at = $3, api_version_changed_at = $4, api_version_previous = $5,
                          api_version_rollback_expires_at = $6
     WHERE merchant_id = $1 RETURNING 1`,
    [
      merchantId,
      version.apiVersion,
      version.pinnedAt,
      version.changedAt,
      version.previous,
      version.rollbackExpiresAt,
    ],
  )
