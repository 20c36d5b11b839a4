import { type Static, Type } from 'typebox'
import { PostalAddressInput } from '../customers/schemas.ts'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  Metadata,
  MetadataPatch,
  Timestamp,
  body,
  id,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import {
  Axis,
  E164,
  Email,
  Requirements,
  WebsiteUrl,
  businessTypes,
  disabledReasons,
} from '../verification/index.ts'

/** Source: contract, flint-platform 2 and 13. */

export const MerchantParams = Type.Object({ merchant_id: id('mer', 'The merchant') })

const clearable = (description: string) => ({ description: `${description} Null takes it away.` })

export const UpdateMerchantBody = body({
  business_name: Type.Optional(
    Type.String({ minLength: 1, maxLength: 120, description: 'As buyers see it.' }),
  ),
  email: Type.Optional(nullable(Email)),
  phone: Type.Optional(nullable(E164)),
  address: Type.Optional(nullable(PostalAddressInput)),
  support_email: Type.Optional(nullable(Email)),
  support_phone: Type.Optional(
    nullable(Type.String({ pattern: '^(\\+[1-9][0-9]{6,14})?$', ...clearable('E.164. Empty or') })),
  ),
  support_url: Type.Optional(nullable(WebsiteUrl)),
  website_url: Type.Optional(nullable(WebsiteUrl)),
  reporting_timezone: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'IANA name, such as America/New_York.' }),
  ),
  metadata: Type.Optional(MetadataPatch),
  api_version: Type.Optional(
    Type.String({
      'x-flint-error': 'INVALID_API_VERSION',
      description:
        'A version that is served. An older one than now only while the last change can be taken back.',
    }),
  ),
  expected_api_version: Type.Optional(
    Type.String({ description: 'What `api_version` must be now. Needs `api_version`.' }),
  ),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateMerchantBody = Static<typeof UpdateMerchantBody>

const shown = nullable(Type.String())
const ShownAddress = nullable(
  Type.Object({ line1: shown, line2: shown, city: shown, state: shown, postal_code: shown, country: shown }),
)

export const Merchant = named(
  'Merchant',
  Type.Object({
    merchant_id: id('mer', 'The merchant'),
    organization_id: nullable(Type.String()),
    business_name: Type.String(),
    business_type: nullable(oneOf(businessTypes)),
    email: shown,
    phone: shown,
    address: ShownAddress,
    support_email: shown,
    support_phone: shown,
    support_url: shown,
    website_url: shown,
    logo: nullable(Type.Object({})),
    icon: nullable(Type.Object({})),
    banners: Type.Array(Type.Object({ style: Type.String(), message: Type.String() })),
    status: oneOf(['active', 'suspended', 'restricted', 'closed']),
    status_reason: nullable(oneOf(disabledReasons)),
    onboarding_status: oneOf(['not_started', 'in_progress', 'completed']),
    payments: Axis,
    payouts: Axis,
    requirements: Requirements,
    has_past_due: Type.Boolean(),
    current_deadline_at: nullable(Type.String({ format: 'date-time' })),
    observed_at: Timestamp,
    api_version: Type.String({
      description: 'Of calls without `Flint-Version`, and of webhook endpoints that follow the merchant.',
    }),
    api_version_pinned_at: nullable(
      Type.String({ format: 'date-time', description: 'Null while nobody has chosen a version.' }),
    ),
    api_version_changed_at: nullable(
      Type.String({ format: 'date-time', description: 'When another version was chosen last.' }),
    ),
    api_version_previous: nullable(
      Type.String({ description: 'What it can be taken back to; null when there is no such version.' }),
    ),
    api_version_rollback_expires_at: nullable(
      Type.String({ format: 'date-time', description: 'Until when: 72 hours after the change.' }),
    ),
    reporting_timezone: Type.String(),
    metadata: Metadata,
    version: Type.Integer({ minimum: 1 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const Readiness = named(
  'MerchantReadiness',
  Type.Object({
    merchant_id: id('mer', 'The merchant'),
    business_name: Type.String(),
    payments: Axis,
    payouts: Axis,
    requirements: Requirements,
    observed_at: Timestamp,
  }),
)
