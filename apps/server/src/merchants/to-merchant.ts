import { defaultApiVersion } from '../platform/http/versions.ts'
import type { Merchant } from './merchant.ts'

export const toMerchant = ({ merchantId, businessName, pinnedVersion: pinned, createdAt }: Merchant) => ({
  merchant_id: merchantId,
  business_name: businessName,
  status: 'active',
  api_version: pinned.apiVersion ?? defaultApiVersion,
  api_version_pinned_at: pinned.pinnedAt,
  api_version_changed_at: pinned.changedAt,
  api_version_previous: pinned.previous,
  api_version_rollback_expires_at: pinned.rollbackExpiresAt,
  created_at: createdAt,
})
