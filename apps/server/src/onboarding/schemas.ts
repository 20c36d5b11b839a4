import { type Static, Type } from 'typebox'
import { Merchant } from '../merchants/schemas.ts'
import { body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import {
  Email,
  FirstName,
  LastName,
  UserSchema,
  VerificationCode,
  VerificationToken,
} from '../users/index.ts'
import { onboardingStatuses } from './session.ts'

/** Source: contract, flint-platform 12. */

export const StartOnboardingBody = body({ email: Email, first_name: FirstName, last_name: LastName })
export type StartOnboardingBody = Static<typeof StartOnboardingBody>

export const VerifyOnboardingEmailBody = body({
  verification_token: VerificationToken,
  verification_code: VerificationCode,
  merchant_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'For who acts for several merchants.' }),
  ),
})
export type VerifyOnboardingEmailBody = Static<typeof VerifyOnboardingEmailBody>

export const CreateOnboardingApiKeyBody = body({
  name: Type.String({
    minLength: 1,
    maxLength: 255,
    'x-flint-required': 'NAME_REQUIRED',
    description: 'For people: where the key is used.',
  }),
  sandbox_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'The default sandbox if left out.' }),
  ),
  scopes: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      minItems: 1,
      'x-flint-error': 'INVALID_BOOTSTRAP_SCOPES',
      description: 'What the key may do. A set that serves for orders, payments and webhooks if left out.',
    }),
  ),
  mode: Type.Optional(
    oneOf(['test', 'live'], {
      'x-flint-enum': 'closed',
      description: 'Extension: `live` makes the first live key. `test` if left out.',
    }),
  ),
})
export type CreateOnboardingApiKeyBody = Static<typeof CreateOnboardingApiKeyBody>

export const OnboardingStatus = oneOf(onboardingStatuses)

export const OnboardingStep = named(
  'OnboardingStep',
  Type.Object({
    code: Type.String({ description: 'The name of the step.' }),
    owner: oneOf(['merchant', 'integrator', 'flint'], { description: 'Who acts.' }),
    machine_completable: Type.Boolean({ description: 'An API call can finish it.' }),
    required_fields: Type.Array(Type.String()),
    submit_method: nullable(Type.String()),
    submit_endpoint: nullable(Type.String()),
    launch: Type.Optional(
      nullable(
        Type.Object({
          component: oneOf(['account_onboarding']),
          endpoint: Type.String(),
          method: Type.String(),
          recommended_policy: Type.Object({
            collection_strategy: oneOf(['upfront', 'incremental']),
            future_requirements: oneOf(['omit', 'include']),
          }),
          sandbox_id: nullable(Type.String()),
        }),
      ),
    ),
  }),
)

export const VerifiedOnboardingEmail = named(
  'VerifiedOnboardingEmail',
  Type.Object({
    onboarding_session_token: Type.String({
      description:
        'The bearer token of the other onboarding routes, for 24 hours. Shown once; after that start again.',
    }),
    status: OnboardingStatus,
    can_issue_api_key: Type.Boolean(),
    merchant_created: Type.Boolean({ description: 'This call made the merchant.' }),
    default_sandbox_id: id('test', 'The default sandbox'),
    next_step: nullable(OnboardingStep),
    merchant: Merchant,
    user: UserSchema,
  }),
)
