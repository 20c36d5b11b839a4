import { type Static, Type } from 'typebox'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'

/** Source: contract, flint-platform 2 and 13.1. */

export const MerchantParams = Type.Object({ merchant_id: id('mer', 'The merchant') })

export const UpdateMerchantBody = body({
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
})
export type UpdateMerchantBody = Static<typeof UpdateMerchantBody>

export const Merchant = named(
  'Merchant',
  Type.Object({
    merchant_id: id('mer', 'The merchant'),
    business_name: Type.String(),
    status: oneOf(['active', 'suspended', 'restricted', 'closed']),
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
    created_at: Timestamp,
  }),
)
