import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { StoredApiKey } from './api-key.ts'
import { changeApiKey } from './change-api-key.ts'
import { checkedExpiry, checkedName } from './check-key-fields.ts'
import { checkScopes } from './check-scopes.ts'
import type { UpdateApiKeyBody } from './schemas.ts'

/** Source: contract, flint-platform 9.2 rule 7. */
export const updateApiKey = async (
  ctx: Context,
  apiKeyId: string,
  { name, scopes, expires_at }: UpdateApiKeyBody,
): Promise<StoredApiKey> => {
  if (name === undefined && scopes === undefined && expires_at === undefined)
    throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return changeApiKey(ctx, apiKeyId, (key) => {
    if (key.status === 'revoked')
      throw refuse(httpErrors.FIELD_NOT_UPDATABLE, {
        message: 'A revoked key stays as it is.',
        extra: { current_status: key.status },
      })
    if (scopes) checkScopes(ctx, key.sandboxId === null ? 'live' : 'test', scopes, key.scopes)
    return {
      ...key,
      ...(name === undefined ? {} : { name: checkedName(name) }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(expires_at === undefined ? {} : { expiresAt: checkedExpiry(ctx, expires_at) }),
    }
  })
}
