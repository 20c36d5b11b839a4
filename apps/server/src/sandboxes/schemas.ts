import { type Static, Type } from 'typebox'
import { ApiKey, ApiKeyWithSecret, SecretKey } from '../api-keys/schemas.ts'
import { Timestamp, body, id, named, oneOf } from '../platform/http/schema.ts'
import { sandboxStatuses } from './sandbox.ts'

/** Source: contract, flint-platform 11. */

const Name = Type.String({ minLength: 1, maxLength: 255, 'x-flint-required': 'NAME_REQUIRED' })
const Scopes = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  minItems: 1,
  'x-flint-error': 'SCOPES_REQUIRED',
  description: "The key's scopes. Without them it may do everything in its sandbox that the calling key may.",
})

const newSandboxFields = {
  name: { ...Name, description: 'No other active sandbox of the merchant has it, in any letter case.' },
  issue_test_key: Type.Optional(Type.Boolean({ description: 'Makes a first test key as well.' })),
  test_key_name: Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: "With `issue_test_key`: the key's name." }),
  ),
  scopes: Type.Optional(Scopes),
}

export const CreateSandboxBody = body(newSandboxFields, { 'x-flint-own-id': 'sandbox_id' })
export type CreateSandboxBody = Static<typeof CreateSandboxBody>

export const IssueTestKeyBody = body(
  { name: { ...Name, description: 'For people: where the key is used.' }, scopes: Type.Optional(Scopes) },
  { 'x-flint-own-id': 'api_key_id' },
)
export type IssueTestKeyBody = Static<typeof IssueTestKeyBody>

export const SandboxParams = Type.Object({ sandbox_id: id('test', 'The sandbox') })

const fields = {
  sandbox_id: id('test', 'The sandbox'),
  name: Type.String(),
  status: oneOf(sandboxStatuses, { description: '`archived` is final; its keys are refused.' }),
  is_default: Type.Boolean({ description: 'Each merchant has one default sandbox.' }),
  created_at: Timestamp,
  updated_at: Timestamp,
}

export const DeveloperSandbox = named('DeveloperSandbox', Type.Object(fields))

export const NewDeveloperSandbox = named(
  'NewDeveloperSandbox',
  Type.Object({
    ...fields,
    api_key: Type.Optional(ApiKey),
    secret_key: Type.Optional(SecretKey),
  }),
)

export const TestKey = ApiKeyWithSecret

export const ImportedSandbox = named(
  'ImportedSandbox',
  Type.Object({
    sandbox: DeveloperSandbox,
    row_count: Type.Integer({ minimum: 0, description: 'Rows of all tables.' }),
    row_counts: Type.Record(Type.String(), Type.Integer({ minimum: 1 }), {
      description: 'Rows of each table that the file had.',
    }),
    webhook_endpoints: Type.Array(
      Type.Object({
        webhook_endpoint_id: id('whep', 'The webhook endpoint'),
        secret: Type.String({ description: 'Its new signing secret. Shown once.' }),
      }),
      { description: 'A file has no secrets: each endpoint gets a new one.' },
    ),
    flowlix_webhook_endpoints: Type.Array(
      Type.Object({
        flowlix_webhook_endpoint_id: id('fwhep', 'The endpoint'),
        secret: Type.String({ description: 'Its new signing secret. Shown once.' }),
      }),
      { description: 'The same for endpoints of Flowlix payments.' },
    ),
  }),
)

/** For the older version, which shows a key there. */
export const SecretBesideData = { secret_key: Type.Optional(SecretKey) }
