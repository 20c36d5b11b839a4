import type { KeyDialect } from '../platform/auth/key-dialects.ts'
import type { Instant } from '../platform/clock/clock.ts'

export const apiKeyStatuses = ['active', 'revoked'] as const
export type ApiKeyStatus = (typeof apiKeyStatuses)[number]

/** A key without its text, which nobody keeps. Its times are the machine's. Source: contract, flint-platform 9.1. */
export type StoredApiKey = {
  apiKeyId: string
  environmentId: string
  merchantId: string
  /** Null for a live key. */
  sandboxId: string | null
  name: string
  /** The head of its text, by which people tell keys apart. */
  keyPrefix: string
  /** Which public API it speaks. */
  dialect: KeyDialect
  /** As they were given. */
  scopes: readonly string[]
  status: ApiKeyStatus
  expiresAt: Instant | null
  lastUsedAt: Instant | null
  createdAt: Instant
  updatedAt: Instant
}
