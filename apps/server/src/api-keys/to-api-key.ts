import type { StoredApiKey } from './api-key.ts'

export const toApiKey = (key: StoredApiKey) => ({
  api_key_id: key.apiKeyId,
  merchant_id: key.merchantId,
  sandbox_id: key.sandboxId ?? undefined,
  name: key.name,
  key_prefix: key.keyPrefix,
  dialect: key.dialect,
  key_type: 'external' as const,
  scopes: key.scopes,
  status: key.status,
  expires_at: key.expiresAt,
  last_used_at: key.lastUsedAt,
  created_at: key.createdAt,
  updated_at: key.updatedAt,
})
