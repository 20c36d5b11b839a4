import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { Timestamp, id, named, nullable, oneOf } from '../../platform/http/schema.ts'
import { type CallingKey, findCallingKey } from '../queries.ts'

/** Source: contract, flint-platform 10. */
const AuthContext = named(
  'AuthContext',
  Type.Object({
    auth_type: oneOf(['api_key', 'oauth', 'dashboard_session'], {
      description: '`dashboard_session` is an extension: a person in the dashboard.',
    }),
    environment: oneOf(['sandbox', 'live']),
    merchant_id: id('mer', 'The merchant'),
    organization_id: nullable(Type.String()),
    sandbox_id: nullable(id('test', 'The sandbox')),
    scopes: Type.Array(Type.String()),
    expires_at: nullable(Timestamp),
    api_key_id: Type.Optional(id('key', 'The API key')),
    name: Type.Optional(Type.String({ description: 'The name of the API key.' })),
    user_id: Type.Optional(id('usr', 'Extension: the person in the dashboard')),
  }),
)

export const getDeveloperAuthContextRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/auth-context',
  operationId: 'getDeveloperAuthContext',
  tag: 'Developer',
  summary: 'Ask who this credential is',
  description: 'Any valid key may ask; no scope is needed.',
  callers: ['merchant'],
  idempotency: 'none',
  status: 200,
  data: AuthContext,
  errors: [httpErrors.API_KEY_NOT_FOUND],
  run: async ({ ctx }): Promise<Asking> => {
    if (ctx.caller.kind === 'user') return { scopes: [...ctx.scopes], userId: ctx.caller.userId }
    const key =
      ctx.caller.kind === 'api_key' ? await ctx.db.run(findCallingKey(ctx, ctx.caller.apiKeyId)) : null
    if (!key) throw refuse(httpErrors.API_KEY_NOT_FOUND)
    return key
  },
  show: (asking, ctx) =>
    answer(200, {
      auth_type: 'userId' in asking ? 'dashboard_session' : 'api_key',
      environment: ctx.mode === 'live' ? 'live' : 'sandbox',
      merchant_id: ctx.merchantId,
      organization_id: null,
      sandbox_id: ctx.sandboxId,
      scopes: asking.scopes,
      ...('userId' in asking
        ? { expires_at: null, user_id: asking.userId }
        : { expires_at: asking.expiresAt, api_key_id: asking.apiKeyId, name: asking.name }),
    }),
})

type Asking = CallingKey | { scopes: string[]; userId: string }
