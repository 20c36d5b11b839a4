/** What a merchant has given about itself. Source: `GET /v1/merchants/{merchant_id}/verification`. */
export type Verification = {
  merchant_id: string
  business_name: string
  version: number
  verifier: 'automatic' | 'review' | 'stripe'
  status: 'not_started' | 'collecting' | 'in_review' | 'approved' | 'rejected' | 'paused'
  message: string | null
  country: string | null
  requested_capabilities: string[]
  profile: Record<'email' | 'support_email' | 'support_phone' | 'support_url' | 'website_url', string | null>
  business: {
    legal_name: string | null
    type: string | null
    tax_id_last4: string | null
    address: Address | null
    phone: string | null
    description: string | null
    industry: string | null
    owners_provided: boolean
  }
  people: Person[]
  bank_account: { routing_number: string; last4: string; account_holder_name: string | null } | null
  documents: {
    document_id: string
    kind: DocumentKind
    file_name: string
    content_type: string
    size_bytes: number
    uploaded_at: string
  }[]
  terms: { accepted_at: string; accepted_by: string } | null
  requirements: Requirements
  demands: {
    field: string
    from_at: string
    due_at: string | null
    message: string | null
    is_in_review: boolean
  }[]
  payments: Axis
  payouts: Axis
  submitted_at: string | null
  approved_at: string | null
}

export type Address = Record<'line1' | 'line2' | 'city' | 'state' | 'postal_code' | 'country', string | null>
export type Person = {
  person_id: string
  first_name: string | null
  last_name: string | null
  birth_date: string | null
  email: string | null
  address: Address | null
  is_ssn_last_4_provided: boolean
  roles: ('representative' | 'owner')[]
}
export type Axis = { status: string; status_reason: string | null }
export type Requirements = {
  currently_due: string[]
  past_due: string[]
  eventually_due: string[]
  pending_verification: string[]
  current_deadline_at: string | null
  disabled_reason: string | null
}

export const documentKinds = [
  'identity_document',
  'business_registration_document',
  'bank_account_statement',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** The parts of the form, each sent by itself, and the requirements that each meets. */
export const parts = {
  start: ['country', 'requested_capabilities', 'business_email', 'business_website'],
  business: [
    'business_name',
    'business_type',
    'business_tax_id',
    'business_address',
    'business_phone',
    'business_description',
  ],
  representative: [
    'representative_name',
    'representative_birth_date',
    'representative_address',
    'representative_email',
    'representative_ssn_last_4',
  ],
  owners: ['owners'],
  bank: ['bank_account'],
  documents: [...documentKinds],
  terms: ['terms_acceptance'],
} as const
export type Part = keyof typeof parts

export const partTitles: Record<Part, string> = {
  start: 'What you want to do',
  business: 'The business',
  representative: 'Who speaks for it',
  owners: 'Owners',
  bank: 'Bank account',
  documents: 'Documents',
  terms: 'Terms',
}

export type PartState = 'due' | 'past_due' | 'in_review' | 'given' | 'not_asked'

/** How far a part is, by the lists of requirements. */
export const stateOfPart = (part: Part, verification: Verification): PartState => {
  const { past_due, currently_due, eventually_due, pending_verification } = verification.requirements
  const names: readonly string[] = parts[part]
  const isIn = (list: readonly string[]) => list.some((name) => names.includes(name))
  if (isIn(past_due)) return 'past_due'
  if (isIn(currently_due) || isIn(eventually_due)) return 'due'
  if (isIn(pending_verification)) return 'in_review'
  if (part === 'documents') return verification.documents.length > 0 ? 'given' : 'not_asked'
  if (
    part === 'owners' &&
    !verification.business.owners_provided &&
    !verification.people.some(({ roles }) => roles.includes('owner'))
  )
    return 'not_asked'
  return 'given'
}

export const partsInOrder = Object.keys(parts) as Part[]

/** The first part that somebody should fill in; null when nothing is asked. */
export const nextPart = (verification: Verification): Part | null =>
  partsInOrder.find((part) => stateOfPart(part, verification) === 'past_due') ??
  partsInOrder.find((part) => stateOfPart(part, verification) === 'due') ??
  null

/** Names of requirements as people say them. */
export const fieldWords = (name: string): string =>
  ({
    business_name: 'legal name of the business',
    representative_ssn_last_4: 'last four digits of the social security number',
    terms_acceptance: 'acceptance of the terms',
    requested_capabilities: 'what the account shall do',
    additional_account_information: 'further information, asked for in the form of the processor',
  })[name] ?? name.replaceAll('_', ' ')

/** Fields of a form that were filled in; empty ones are left as they are. */
export const filled = (form: FormData, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = String(form.get(name) ?? '').trim()
      return value === '' ? [] : [[name, value]]
    }),
  )

export const addressOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    Object.entries(
      filled(form, [
        'address.line1',
        'address.line2',
        'address.city',
        'address.state',
        'address.postal_code',
        'address.country',
      ]),
    ).map(([name, value]) => [
      name.slice('address.'.length),
      name.endsWith('country') ? value.toUpperCase() : value,
    ]),
  )
