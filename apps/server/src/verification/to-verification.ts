import { toPostalAddress } from '../customers/to-customer.ts'
import type { Account, BankAccount, Person, Profile } from './account.ts'
import type { Decision } from './decide.ts'
import { fields } from './fields.ts'
import type { ReviewerName } from './reviewers/reviewer.ts'
import type { Standing } from './standing.ts'
import { toAxis, toRequirements } from './wire.ts'

/** Nothing sealed is shown, to nobody. */
export const toVerification = (
  { merchant, account, axes, requirements }: Standing,
  verifier: ReviewerName,
) => ({
  merchant_id: merchant.merchantId,
  business_name: merchant.businessName,
  version: account.version,
  verifier,
  status: statusOf(account),
  message: account.pause ? account.pause.message : account.review.message,
  country: account.country,
  requested_capabilities: account.requestedCapabilities,
  profile: toProfile(account.profile),
  business: toBusiness(account.business),
  people: account.people.map(toPerson),
  bank_account: account.bankAccount && toBankAccount(account.bankAccount),
  documents: account.documents.map((document) => ({
    document_id: document.documentId,
    kind: document.kind,
    file_name: document.fileName,
    content_type: document.contentType,
    size_bytes: document.sizeBytes,
    uploaded_at: document.uploadedAt,
  })),
  terms: account.terms && {
    accepted_at: account.terms.acceptedAt,
    accepted_by: account.terms.acceptedBy,
    ip_address: account.terms.ipAddress,
  },
  requirements: toRequirements(requirements),
  demands: account.demands.map(({ field, fromAt, dueAt, message, isInReview }) => ({
    field,
    submitted_as: fields[field].submittedAs,
    from_at: fromAt,
    due_at: dueAt,
    message,
    is_in_review: isInReview,
  })),
  payments: toAxis(axes.payments, merchant.merchantId),
  payouts: toAxis(axes.payouts, merchant.merchantId),
  submitted_at: account.review.submittedAt,
  approved_at: account.review.approvedAt,
  started_at: account.startedAt,
  updated_at: account.updatedAt,
})

/** In one word. */
export const statusOf = ({ pause, startedAt, review }: Account) => {
  if (pause) return 'paused' as const
  return startedAt === null ? ('not_started' as const) : review.state
}

export const toProfile = (profile: Profile) => ({
  email: profile.email,
  support_email: profile.supportEmail,
  support_phone: profile.supportPhone,
  support_url: profile.supportUrl,
  website_url: profile.websiteUrl,
})

const toBusiness = (business: Account['business']) => ({
  legal_name: business.legalName,
  type: business.type,
  tax_id_last4: business.taxId?.last4 ?? null,
  address: business.address && toPostalAddress(business.address),
  phone: business.phone,
  description: business.description,
  industry: business.industry,
  owners_provided: business.ownersProvided,
})

const toPerson = (person: Person) => ({
  person_id: person.personId,
  first_name: person.firstName,
  last_name: person.lastName,
  birth_date: person.birthDate,
  email: person.email,
  address: person.address && toPostalAddress(person.address),
  is_ssn_last_4_provided: person.ssnLast4 !== null,
  roles: person.roles,
})

const toBankAccount = (account: BankAccount) => ({
  routing_number: account.routingNumber,
  last4: account.last4,
  fingerprint: account.fingerprint,
  account_holder_name: account.holderName,
})

export const toDecision = (decision: Decision) => ({
  decision_id: decision.decisionId,
  decision: decision.decision,
  decided_by: decision.decidedBy,
  message: decision.message,
  fields: decision.fields,
  created_at: decision.createdAt,
})
