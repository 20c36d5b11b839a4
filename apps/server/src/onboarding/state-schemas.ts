import { type Static, Type } from 'typebox'
import { body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { changedBy } from '../platform/http/shape-changes.ts'
import {
  AccountProfile,
  E164,
  Email,
  NextAction,
  Requirements,
  WebsiteUrl,
  requestedCapabilities,
} from '../verification/index.ts'
import { OnboardingStatus, OnboardingStep } from './schemas.ts'
import { onboardingStateProgress } from './shape-changes.ts'

/** Source: contract, flint-platform 12.3 and 12.5. */

const address = (description: string) => Type.String({ minLength: 1, maxLength: 2048, description })
const older = (description: string) => ({ description: `Of the older era. ${description}` })

export const AdvanceOnboardingBody = body({
  country: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'ISO 3166-1; US for now.' }),
  ),
  profile: Type.Optional(
    body({
      email: Type.Optional(nullable(Email)),
      support_email: Type.Optional(nullable(Email)),
      support_phone: Type.Optional(nullable(E164)),
      support_url: Type.Optional(nullable(WebsiteUrl)),
      website_url: Type.Optional(nullable(WebsiteUrl)),
    }),
  ),
  requested_capabilities: Type.Optional(
    Type.Array(oneOf(requestedCapabilities, { 'x-flint-error': 'CAPABILITY_SET_UNSUPPORTED' }), {
      minItems: 1,
      maxItems: 20,
      'x-flint-error': 'CAPABILITY_SET_UNSUPPORTED',
      description:
        'accept_card_payments and receive_payouts together; accept_ach_debit_payments can come with them.',
    }),
  ),
  sandbox_id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'One of the merchant. Sandboxes need no account, so it changes nothing.',
    }),
  ),
  capability_requests: Type.Optional(
    Type.Array(
      body({
        capability: oneOf(requestedCapabilities, { 'x-flint-error': 'CAPABILITY_SET_UNSUPPORTED' }),
        requested: Type.Boolean(),
      }),
      { minItems: 1, maxItems: 20, ...older('Changes requested_capabilities one by one.') },
    ),
  ),
  artifacts: Type.Optional(
    Type.Array(Type.Object({}), {
      maxItems: 20,
      ...older('Nothing is read from it: documents have a route.'),
    }),
  ),
  include_future_requirements: Type.Optional(
    Type.Boolean(older('The answer always lists what will be due.')),
  ),
  refresh_url: Type.Optional(address('Of the older era. Not used: no step leaves the dashboard.')),
  return_url: Type.Optional(address('Of the older era. Not used: no step leaves the dashboard.')),
  surface: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, ...older('Where it is called from; not used.') }),
  ),
})
export type AdvanceOnboardingBody = Static<typeof AdvanceOnboardingBody>

export const OnboardingState = named(
  'OnboardingState',
  changedBy(
    Type.Object({
      status: OnboardingStatus,
      can_issue_api_key: Type.Boolean(),
      merchant_id: id('mer', 'The merchant'),
      default_sandbox_id: nullable(Type.String()),
      country: nullable(Type.String()),
      profile: AccountProfile,
      requested_capabilities: Type.Array(oneOf(requestedCapabilities)),
      requirements: Requirements,
      next_step: nullable(OnboardingStep),
      pending_steps: Type.Array(OnboardingStep, { description: 'What is left, in order.' }),
      available_actions: Type.Array(NextAction),
      capabilities_synced_at: nullable(Type.String({ format: 'date-time' })),
      readiness_observed_at: Type.String({ format: 'date-time' }),
      email_verified: Type.Optional(Type.Boolean({ description: 'Before 2026-09-07 only.' })),
      merchant_created: Type.Optional(Type.Boolean({ description: 'Before 2026-09-07 only.' })),
    }),
    onboardingStateProgress,
  ),
)
