import { type Static, Type } from 'typebox'
import { PostalAddressInput } from '../customers/schemas.ts'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import { actionTypes } from '../platform/http/next-actions.ts'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { businessTypes, disabledReasons, documentKinds, requestedCapabilities, roles } from './account.ts'
import { capabilities, capabilityDomains } from './capability-rows.ts'
import { decisions } from './decide.ts'
import { fieldNames } from './field-names.ts'
import { statusReasons } from './readiness.ts'
import { reviewerNames } from './reviewers/reviewer.ts'

/** Source: contract, flint-platform 12 to 14; what is sent about the business itself is Flint's own. */

const text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, ...(description ? { description } : {}) })
export const Email = Type.String({ format: 'email', maxLength: 254 })
export const E164 = Type.String({
  pattern: '^\\+[1-9][0-9]{6,14}$',
  description: 'E.164, such as +14155550100.',
})
export const WebsiteUrl = text(2048, 'An http or https address.')
const shown = (description?: string) => nullable(Type.String(description ? { description } : {}))

export const MerchantParams = Type.Object({ merchant_id: id('mer', 'The merchant') })

const BusinessInput = body({
  legal_name: Type.Optional(text(255, 'As it is registered.')),
  type: Type.Optional(oneOf(businessTypes)),
  tax_id: Type.Optional(
    Type.String({ pattern: '^[0-9]{2}-?[0-9]{7}$', description: 'Employer identification number.' }),
  ),
  address: Type.Optional(PostalAddressInput),
  phone: Type.Optional(E164),
  website: Type.Optional(WebsiteUrl),
  description: Type.Optional(text(2000, 'What is sold, and to whom.')),
  industry: Type.Optional(text(120)),
  owners_provided: Type.Optional(
    Type.Boolean({
      description: 'Everybody who owns a quarter or more is among `people`; there may be nobody.',
    }),
  ),
})

const PersonInput = body({
  person_id: Type.Optional(id('mper', 'To change somebody who is there; left out, somebody new')),
  first_name: Type.Optional(text(100)),
  last_name: Type.Optional(text(100)),
  birth_date: Type.Optional(
    Type.String({
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'YYYY-MM-DD; at least 18 years ago.',
    }),
  ),
  email: Type.Optional(Email),
  address: Type.Optional(PostalAddressInput),
  ssn_last_4: Type.Optional(
    Type.String({ pattern: '^[0-9]{4}$', description: 'Of the social security number. Never shown again.' }),
  ),
  roles: Type.Optional(Type.Array(oneOf(roles), { minItems: 1, maxItems: 2 })),
})

const BankAccountInput = body({
  routing_number: Type.String({ pattern: '^[0-9]{9}$', description: 'Of the bank (ABA).' }),
  account_number: Type.String({ pattern: '^[0-9]{5,17}$', description: 'Never shown again.' }),
  account_holder_name: Type.Optional(text(255)),
})

export const SubmitVerificationBody = body({
  business: Type.Optional(BusinessInput),
  people: Type.Optional(Type.Array(PersonInput, { minItems: 1, maxItems: 20 })),
  removed_person_ids: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 20 })),
  bank_account: Type.Optional(BankAccountInput),
  terms: Type.Optional(
    body({ accepted: Type.Boolean({ const: true, description: 'Who calls agrees for the merchant.' }) }),
  ),
  expected_version: Type.Optional(ExpectedVersion),
})
export type SubmitVerificationBody = Static<typeof SubmitVerificationBody>

export const maxDocumentBytes = 5 * 1024 * 1024
const maxBase64 = Math.ceil(maxDocumentBytes / 3) * 4

export const AddDocumentBody = body({
  kind: oneOf(documentKinds),
  file_name: text(255),
  content: Type.String({
    minLength: 1,
    maxLength: maxBase64,
    description: 'A PNG, JPEG or PDF of at most 5 MiB, in base64.',
  }),
})
export type AddDocumentBody = Static<typeof AddDocumentBody>

const Address = nullable(
  Type.Object({
    line1: shown(),
    line2: shown(),
    city: shown(),
    state: shown(),
    postal_code: shown(),
    country: shown(),
  }),
)
const Instant = nullable(Type.String({ format: 'date-time' }))
const names = (description: string) => Type.Array(Type.String(), { description })

export const NextAction = Type.Object({
  action_type: oneOf(actionTypes),
  reason_code: Type.String(),
  required_fields: Type.Optional(Type.Array(Type.String())),
  required_scope: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
})

export const Axis = named(
  'ReadinessAxis',
  Type.Object({
    status: oneOf(['ready', 'pending', 'blocked', 'not_available', 'not_requested']),
    status_reason: nullable(oneOf(statusReasons)),
    next_actions: Type.Array(NextAction),
  }),
)

export const Requirements = named(
  'MerchantRequirements',
  Type.Object({
    currently_due: names('Needed now.'),
    past_due: names('Not given in time.'),
    eventually_due: names('Will be needed.'),
    pending_verification: names('Given, and being looked at.'),
    current_deadline_at: nullable(
      Type.String({ format: 'date-time', description: 'Of what is needed now.' }),
    ),
    disabled_reason: nullable(oneOf(disabledReasons)),
  }),
)

export const CapabilityRow = named(
  'Capability',
  Type.Object({
    capability: oneOf(capabilities),
    domain: oneOf(capabilityDomains),
    status: oneOf(['ready', 'blocked', 'pending', 'not_available']),
    requirements: Type.Object({
      currently_due_fields: names('Needed now.'),
      past_due_fields: names('Not given in time.'),
      eventually_due_fields: names('Will be needed.'),
      pending_verification_fields: names('Given, and being looked at.'),
      current_deadline_at: Instant,
      disabled_reason: nullable(oneOf(disabledReasons)),
    }),
    blocked_reasons: Type.Array(
      Type.Object({
        code: Type.String(),
        message: Type.String(),
        param: nullable(Type.String()),
        next_steps: Type.Array(Type.String()),
        resolution_owner: oneOf(['merchant', 'flint', 'integrator', 'buyer']),
        retryable: Type.Boolean(),
      }),
    ),
    next_actions: Type.Array(NextAction),
    observed_at: Timestamp,
  }),
)

export const AccountProfile = Type.Object({
  email: shown(),
  support_email: shown(),
  support_phone: shown(),
  support_url: shown(),
  website_url: shown(),
})

const VerificationDocument = Type.Object({
  document_id: id('mdoc', 'The document'),
  kind: oneOf(documentKinds),
  file_name: Type.String(),
  content_type: Type.String(),
  size_bytes: Type.Integer(),
  uploaded_at: Timestamp,
})

export const Verification = named(
  'MerchantVerification',
  Type.Object({
    merchant_id: id('mer', 'The merchant'),
    business_name: Type.String(),
    version: Type.Integer({ minimum: 0, description: 'Grows by one with every change; 0 before the first.' }),
    verifier: oneOf(reviewerNames, { description: 'Who decides.' }),
    status: oneOf(['not_started', 'collecting', 'in_review', 'approved', 'rejected', 'paused']),
    message: nullable(Type.String({ description: 'What the reviewer says about it.' })),
    country: shown(),
    requested_capabilities: Type.Array(oneOf(requestedCapabilities)),
    profile: AccountProfile,
    business: Type.Object({
      legal_name: shown(),
      type: nullable(oneOf(businessTypes)),
      tax_id_last4: shown(),
      address: Address,
      phone: shown(),
      description: shown(),
      industry: shown(),
      owners_provided: Type.Boolean(),
    }),
    people: Type.Array(
      Type.Object({
        person_id: id('mper', 'The person'),
        first_name: shown(),
        last_name: shown(),
        birth_date: shown(),
        email: shown(),
        address: Address,
        is_ssn_last_4_provided: Type.Boolean(),
        roles: Type.Array(oneOf(roles)),
      }),
    ),
    bank_account: nullable(
      Type.Object({
        routing_number: Type.String(),
        last4: Type.String(),
        fingerprint: Type.String({ description: 'The same for the same account.' }),
        account_holder_name: shown(),
      }),
    ),
    documents: Type.Array(VerificationDocument),
    terms: nullable(
      Type.Object({
        accepted_at: Timestamp,
        accepted_by: Type.String({ description: 'The user or the API key.' }),
        ip_address: shown(),
      }),
    ),
    requirements: Requirements,
    demands: Type.Array(
      Type.Object({
        field: oneOf(fieldNames),
        submitted_as: Type.Array(Type.String(), { description: 'Its names in the call that takes it.' }),
        from_at: Timestamp,
        due_at: Instant,
        message: shown(),
        is_in_review: Type.Boolean(),
      }),
      { description: 'What is asked for beyond what everybody gives, or once more.' },
    ),
    payments: Axis,
    payouts: Axis,
    submitted_at: Instant,
    approved_at: Instant,
    started_at: Instant,
    updated_at: Instant,
  }),
)

export const DecisionBody = body({
  decision: oneOf(decisions),
  fields: Type.Optional(
    Type.Array(oneOf(fieldNames), {
      minItems: 1,
      maxItems: fieldNames.length,
      description: 'What is asked for, with `request_more`.',
    }),
  ),
  deadline_at: Type.Optional(
    Type.String({
      format: 'date-time',
      'x-flint-error': 'INVALID_TIMESTAMP',
      description: 'When, with `request_more`, what the fields are for is blocked without them.',
    }),
  ),
  message: Type.Optional(text(2000, 'For the merchant.')),
  expected_version: Type.Optional({
    ...ExpectedVersion,
    description: 'The version of the account that was looked at; `approve` needs it.',
  }),
})
export type DecisionBody = Static<typeof DecisionBody>

export const Decision = Type.Object({
  decision_id: id('mdec', 'The decision'),
  decision: oneOf(decisions),
  decided_by: id('usr', 'Who decided'),
  message: shown(),
  fields: Type.Array(oneOf(fieldNames)),
  created_at: Timestamp,
})

export const VerificationSummary = named(
  'VerificationSummary',
  Type.Object({
    merchant_id: id('mer', 'The merchant'),
    business_name: Type.String(),
    status: oneOf(['not_started', 'collecting', 'in_review', 'approved', 'rejected', 'paused']),
    legal_name: shown(),
    website_url: shown(),
    submitted_at: Instant,
    updated_at: Timestamp,
  }),
)
