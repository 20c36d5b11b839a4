import { type Static, Type } from 'typebox'
import { keyDialects } from '../platform/auth/key-dialects.ts'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { apiKeyStatuses } from './api-key.ts'

/** Source: contract, flint-platform 9.1 and 9.2. */

const Name = Type.String({
  minLength: 1,
  maxLength: 255,
  'x-flint-required': 'NAME_REQUIRED',
  description: 'For people: where the key is used.',
})
const Scopes = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  minItems: 1,
  'x-flint-required': 'SCOPES_REQUIRED',
  'x-flint-error': 'SCOPES_REQUIRED',
  description: 'What the key may do; `.write` includes `.read`. None that the key which makes it lacks.',
})
const ExpiresAt = Type.String({
  format: 'date-time',
  'x-flint-error': 'INVALID_EXPIRES_AT',
  description: 'RFC 3339, UTC, in the future. From then on the key is refused.',
})

const Dialect = oneOf(keyDialects, {
  description:
    'Flint extension. Which API the key speaks: this one, or the Flowlix API in its first (`flowlix_a`) or second (`flowlix_c`) form. A key reaches the routes of its own API only.',
})

export const CreateApiKeyBody = body(
  {
    name: Name,
    /** A Flowlix key may come without: see `create-api-key.ts`. */
    scopes: Type.Optional(Scopes),
    dialect: Type.Optional(Dialect),
    expires_at: Type.Optional(nullable(ExpiresAt)),
    sandbox_id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Makes a test key of this sandbox. A live key is made by a live key that leaves it out.',
      }),
    ),
  },
  { 'x-flint-own-id': 'api_key_id' },
)
export type CreateApiKeyBody = Static<typeof CreateApiKeyBody>

export const UpdateApiKeyBody = body({
  name: Type.Optional(Name),
  scopes: Type.Optional(Scopes),
  expires_at: Type.Optional(nullable(ExpiresAt)),
})
export type UpdateApiKeyBody = Static<typeof UpdateApiKeyBody>

export const ApiKeyParams = Type.Object({ api_key_id: id('key', 'The API key') })

export const SecretKey = Type.String({
  description: 'The whole key. Shown once: only the same request sent again within 24 hours shows it again.',
})

const fields = {
  api_key_id: id('key', 'The API key'),
  merchant_id: id('mer', 'The merchant'),
  sandbox_id: Type.Optional(id('test', 'The sandbox of a test key')),
  name: Type.String(),
  key_prefix: Type.String({
    description: 'The head of the key, such as `flint_test_9f1c` or `fl_test_sk_Zm4x`.',
  }),
  dialect: Dialect,
  key_type: oneOf(['external']),
  scopes: Type.Array(Type.String()),
  status: oneOf(apiKeyStatuses, {
    description: 'An expired key stays `active` here and is refused when it is used.',
  }),
  expires_at: nullable(Timestamp),
  last_used_at: nullable(
    Type.String({ format: 'date-time', description: 'RFC 3339, UTC, to the minute or better.' }),
  ),
  created_at: Timestamp,
  updated_at: Timestamp,
}

export const ApiKey = named('ApiKey', Type.Object(fields))
export const ApiKeyWithSecret = named('ApiKeyWithSecret', Type.Object({ ...fields, secret_key: SecretKey }))
