import { type Static, Type } from 'typebox'
import { body, named, nullable, oneOf } from '../platform/http/schema.ts'
import { type FormComponent, Requirements, formComponents } from '../verification/index.ts'
import { collectionStrategies, futureRequirements } from './account-session.ts'

/** Source: contract, flint-platform 12.8. */

const components = Object.keys(formComponents) as [FormComponent, ...FormComponent[]]
const unknown = { 'x-flint-error': 'MERCHANT_ACCOUNT_SESSION_INVALID_COMPONENT' }

export const CreateAccountSessionBody = body({
  components: Type.Array(oneOf(components, unknown), { minItems: 1, maxItems: 6, ...unknown }),
  collection_strategy: Type.Optional(oneOf(collectionStrategies)),
  future_requirements: Type.Optional(oneOf(futureRequirements)),
  sandbox_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Refused: a sandbox needs no account.' }),
  ),
  targeted_requirement_ids: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 120 }), {
      minItems: 1,
      maxItems: 50,
      description: 'Names out of `requirements`; all when left out.',
    }),
  ),
})
export type CreateAccountSessionBody = Static<typeof CreateAccountSessionBody>

export const RefreshAccountSessionBody = body({
  launch_token: Type.String({
    minLength: 1,
    maxLength: 8192,
    'x-flint-error': 'MERCHANT_ACCOUNT_SESSION_INVALID_LAUNCH_TOKEN',
  }),
})

export const MerchantAccountSession = named(
  'MerchantAccountSession',
  Type.Object({
    components: Type.Array(oneOf(components)),
    effective_policy: Type.Object({
      collection_strategy: oneOf(collectionStrategies),
      future_requirements: oneOf(futureRequirements),
      targeting: oneOf(['none', 'all', 'all_due', 'targeted']),
      targeted_requirement_ids: Type.Array(Type.String()),
    }),
    external_action: Type.Object({
      kind: oneOf(['embedded', 'hosted'], {
        description: "embedded: the processor's form in your page. hosted: a page of ours, at `url`.",
      }),
      url: nullable(Type.String()),
      launch_token: Type.String({ description: 'For POST /v1/merchant-account-sessions/refresh.' }),
      launch_token_expires_at: Type.String({ format: 'date-time' }),
      provider_session_expires_at: nullable(Type.String({ format: 'date-time' })),
      stripe: nullable(
        Type.Object({
          client_secret: Type.String(),
          publishable_key: Type.String(),
          components: Type.Array(Type.String({ description: 'By the names that Stripe has for them.' })),
        }),
      ),
    }),
    requirements: Requirements,
  }),
)
