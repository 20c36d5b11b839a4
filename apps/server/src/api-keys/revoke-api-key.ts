import type { Context } from '../platform/context.ts'
import type { StoredApiKey } from './api-key.ts'
import { changeApiKey } from './change-api-key.ts'

/** Final; once more changes nothing. A key may revoke itself. Source: contract, flint-platform 9.2 rule 8 and 28 row 34. */
export const revokeApiKey = (ctx: Context, apiKeyId: string): Promise<StoredApiKey> =>
  changeApiKey(ctx, apiKeyId, (key) => (key.status === 'revoked' ? key : { ...key, status: 'revoked' }))
