import { type Row, type Statement, findOne, write } from '../platform/db/statement.ts'
import type { PinnedVersion } from './pinned-version.ts'

export const lockMerchantVersion = (merchantId: string): Statement<PinnedVersion | null> =>
  findOne(
    'lock_merchant_version',
    `SELECT api_version, api_version_pinned_at, api_version_changed_at, api_version_previous, api_version_rollback_expires_at
     FROM merchants WHERE merchant_id = $1 FOR UPDATE`,
    [merchantId],
    (row: Row): PinnedVersion => ({
      apiVersion: row['api_version'],
      pinnedAt: row['api_version_pinned_at'],
      changedAt: row['api_version_changed_at'],
      previous: row['api_version_previous'],
      rollbackExpiresAt: row['api_version_rollback_expires_at'],
    }),
  )

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
