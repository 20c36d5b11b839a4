import type { Instant } from '../platform/clock/clock.ts'
import type { Axis, FieldName } from './field-names.ts'

/**
 * Who a merchant is, as far as it has been told and proven: what live mode may do follows from it.
 *
 *   collecting --everything that is asked for is there--> in_review --approve--> approved
 *   in_review --more is needed--> collecting        in_review --reject--> rejected
 *   approved --something proven is changed--> in_review (and stays approved meanwhile)
 *
 * Whatever the state, more can be demanded by a deadline, and the account can be paused and resumed.
 * Source: contract, flint-platform 12 and 13.
 */
export type Account = {
  merchantId: string
  /** 0 while nothing was ever told. */
  version: number
  country: string | null
  requestedCapabilities: readonly RequestedCapability[]
  profile: Profile
  business: Business
  people: readonly Person[]
  bankAccount: BankAccount | null
  documents: readonly AccountDocument[]
  terms: AcceptedTerms | null
  review: Review
  demands: readonly Demand[]
  /** In which version of the account a field was given last. */
  givenIn: Readonly<Partial<Record<FieldName, number>>>
  pause: { at: Instant; message: string | null } | null
  /** What the processor says of its own account of the merchant, where that is who verifies. */
  provider: ProviderFacts | null
  startedAt: Instant | null
  updatedAt: Instant | null
}

/** Source: contract, flint-platform 12.3. */
export const requestedCapabilities = [
  'accept_card_payments',
  'receive_payouts',
  'accept_ach_debit_payments',
] as const
export type RequestedCapability = (typeof requestedCapabilities)[number]

/** How the merchant is reached. Source: contract, flint-platform 12.3, `profile`. */
export type Profile = {
  email: string | null
  supportEmail: string | null
  supportPhone: string | null
  supportUrl: string | null
  websiteUrl: string | null
}

export type PostalAddress = {
  line1: string | null
  line2: string | null
  city: string | null
  state: string | null
  postalCode: string | null
  country: string | null
}

/** What must be read again by whoever passes it on, but is shown to nobody. */
export type Sealed = { sealed: string; last4: string }

export type Business = {
  legalName: string | null
  type: BusinessType | null
  taxId: Sealed | null
  address: PostalAddress | null
  phone: string | null
  description: string | null
  industry: string | null
  /** Everybody who owns a quarter or more of it is among the people; there may be nobody. */
  ownersProvided: boolean
}

export const businessTypes = ['individual', 'company', 'non_profit', 'government_entity', 'unknown'] as const
export type BusinessType = (typeof businessTypes)[number]

export const roles = ['representative', 'owner'] as const
export type Role = (typeof roles)[number]

export type Person = {
  personId: string
  firstName: string | null
  lastName: string | null
  birthDate: string | null
  email: string | null
  address: PostalAddress | null
  /** The last four digits of the social security number, sealed. */
  ssnLast4: string | null
  roles: readonly Role[]
}

export type BankAccount = {
  routingNumber: string
  last4: string
  fingerprint: string
  holderName: string | null
  /** The whole number. */
  sealed: string
}

export const documentKinds = [
  'identity_document',
  'business_registration_document',
  'bank_account_statement',
] as const
export type DocumentKind = (typeof documentKinds)[number]

export type AccountDocument = {
  documentId: string
  kind: DocumentKind
  fileName: string
  contentType: string
  sizeBytes: number
  uploadedAt: Instant
}

export type AcceptedTerms = { acceptedAt: Instant; acceptedBy: string; ipAddress: string | null }

export type Review = {
  state: 'collecting' | 'in_review' | 'approved' | 'rejected'
  /** What was given and is not accepted yet. */
  fields: readonly FieldName[]
  submittedAt: Instant | null
  /** Of the first approval that still holds. */
  approvedAt: Instant | null
  /** When an automatic reviewer makes up its mind. */
  decideAt: Instant | null
  message: string | null
}

/** Something that is needed beyond what everybody gives, or once more. */
export type Demand = {
  field: FieldName
  axes: readonly Axis[]
  /** It is needed from then on; before, it is only known that it will be. */
  fromAt: Instant
  /** Without it by then, what it is for is blocked. */
  dueAt: Instant | null
  message: string | null
  /** The account's version that it was made in: what was given later meets it. */
  sinceVersion: number
  /** It was met, and a reviewer looks at it. */
  isInReview: boolean
}

/** Source: contract, flint-platform 13.2, in the words of ours that the processor's were mapped to. */
export type ProviderFacts = {
  accountId: string
  observedAt: Instant
  isChargesEnabled: boolean
  isPayoutsEnabled: boolean
  currentlyDue: readonly string[]
  pastDue: readonly string[]
  eventuallyDue: readonly string[]
  pendingVerification: readonly string[]
  deadlineAt: Instant | null
  disabledReason: DisabledReason | null
}

/** Source: contract, flint-platform 13.2. */
export const disabledReasons = [
  'requirements_past_due',
  'requirements_pending_verification',
  'account_attention_required',
  'account_paused',
  'account_rejected',
  'account_requirements_due',
  'account_under_review',
] as const
export type DisabledReason = (typeof disabledReasons)[number]

export const noAddress: PostalAddress = {
  line1: null,
  line2: null,
  city: null,
  state: null,
  postalCode: null,
  country: null,
}

/** A merchant that has not begun. */
export const emptyAccount = (merchantId: string): Account => ({
  merchantId,
  version: 0,
  country: null,
  requestedCapabilities: [],
  profile: { email: null, supportEmail: null, supportPhone: null, supportUrl: null, websiteUrl: null },
  business: {
    legalName: null,
    type: null,
    taxId: null,
    address: null,
    phone: null,
    description: null,
    industry: null,
    ownersProvided: false,
  },
  people: [],
  bankAccount: null,
  documents: [],
  terms: null,
  review: {
    state: 'collecting',
    fields: [],
    submittedAt: null,
    approvedAt: null,
    decideAt: null,
    message: null,
  },
  demands: [],
  givenIn: {},
  pause: null,
  provider: null,
  startedAt: null,
  updatedAt: null,
})
