import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { StoredApiKey } from './api-key.ts'
import { lockApiKey, saveApiKey } from './queries.ts'

/** Everyone who has the key in memory is told; other nodes read it again within a second. */
export const changeApiKey = (
  ctx: Context,
  apiKeyId: string,
  change: (key: StoredApiKey) => StoredApiKey,
): Promise<StoredApiKey> =>
  transact(ctx, { key: lockApiKey(ctx, apiKeyId) }, ({ key }) => {
    if (!key) throw refuseUnknownKey()
    const after = change(key)
    if (after === key) return { result: key, writes: [] }
    const saved = { ...after, updatedAt: ctx.systemClock.now() }
    return { result: saved, writes: [saveApiKey(saved)], wake: ['environments'] }
  })

/** API_KEY_NOT_FOUND is about the calling key, and a 401. Source: contract, flint-platform 3.2. */
export const refuseUnknownKey = () =>
  refuse(httpErrors.RESOURCE_NOT_FOUND, {
    param: 'api_key_id',
    message: 'There is no API key with this id that this key can reach.',
  })
