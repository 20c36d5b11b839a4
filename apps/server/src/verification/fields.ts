import type { Account, DocumentKind, Person, PostalAddress } from './account.ts'
import { type Axis, type FieldName, axes, fieldNames } from './field-names.ts'

/** Which call takes a field. */
export type Place = 'advance' | 'details' | 'documents'

export type Field = {
  /** What is blocked without it. */
  axes: readonly Axis[]
  /** Everybody gives it; without this it is asked for only when a reviewer wants it. */
  isBasic?: (account: Account) => boolean
  /** What was given; null while that is nothing, or not enough. */
  valueOf: (account: Account) => unknown
  place: Place
  /** Its dotted names in that call. */
  submittedAs: readonly string[]
}

const always = () => true
const whole = (address: PostalAddress | null): PostalAddress | null =>
  address?.line1 && address.city && address.postalCode && address.country ? address : null
const isCompany = ({ business }: Account): boolean =>
  business.type === 'company' || business.type === 'non_profit' || business.type === 'unknown'
const ofRepresentative =
  (valueOf: (person: Person) => unknown) =>
  (account: Account): unknown => {
    const found = representativeOf(account)
    return found && valueOf(found)
  }

export const representativeOf = ({ people }: Account): Person | null =>
  people.find(({ roles }) => roles.includes('representative')) ?? null

const basic = (
  submittedAs: string | readonly string[],
  valueOf: Field['valueOf'],
  more: Partial<Field> = {},
): Field => ({
  axes,
  isBasic: always,
  valueOf,
  place: 'details',
  submittedAs: [submittedAs].flat(),
  ...more,
})
const byAdvance = { place: 'advance' } as const
const document = (kind: DocumentKind, gated: readonly Axis[] = axes): Field => ({
  axes: gated,
  valueOf: ({ documents }) => documents.findLast((each) => each.kind === kind)?.documentId ?? null,
  place: 'documents',
  submittedAs: [kind],
})

/** The one table of what can be asked: for what, what of it is there, where it goes. */
export const fields: Record<FieldName, Field> = {
  country: basic('country', ({ country }) => country, byAdvance),
  requested_capabilities: basic(
    'requested_capabilities',
    ({ requestedCapabilities: asked }) => (asked.length > 0 ? asked : null),
    byAdvance,
  ),
  business_email: basic('profile.email', ({ profile }) => profile.email, byAdvance),
  business_website: basic('profile.website_url', ({ profile }) => profile.websiteUrl, byAdvance),
  business_name: basic('business.legal_name', ({ business }) => business.legalName),
  business_type: basic('business.type', ({ business }) => business.type),
  business_tax_id: basic('business.tax_id', ({ business }) => business.taxId, {
    // Who trades under their own name has no other number than the one of the person.
    isBasic: ({ business }) => business.type !== 'individual',
  }),
  business_address: basic('business.address', ({ business }) => whole(business.address)),
  business_phone: basic('business.phone', ({ business }) => business.phone),
  business_description: basic(
    'business.description',
    ({ business }) => business.description ?? business.industry,
  ),
  representative_name: basic(
    ['people.roles', 'people.first_name', 'people.last_name'],
    ofRepresentative(({ firstName, lastName }) => (firstName && lastName ? [firstName, lastName] : null)),
  ),
  representative_birth_date: basic(
    'people.birth_date',
    ofRepresentative(({ birthDate }) => birthDate),
  ),
  representative_address: basic(
    'people.address',
    ofRepresentative(({ address }) => whole(address)),
  ),
  representative_email: basic(
    'people.email',
    ofRepresentative(({ email }) => email),
  ),
  representative_ssn_last_4: basic(
    'people.ssn_last_4',
    ofRepresentative(({ ssnLast4 }) => ssnLast4),
  ),
  owners: basic('business.owners_provided', ownersOf, { isBasic: isCompany }),
  bank_account: basic('bank_account', ({ bankAccount }) => bankAccount, { axes: ['payouts'] }),
  terms_acceptance: basic('terms.accepted', ({ terms }) => terms),
  identity_document: document('identity_document'),
  business_registration_document: document('business_registration_document'),
  bank_account_statement: document('bank_account_statement', ['payouts']),
}

function ownersOf({ business, people }: Account): unknown {
  const owners = people.filter(({ roles }) => roles.includes('owner'))
  return business.ownersProvided || owners.length > 0 ? owners : null
}

export const isGiven = (account: Account, name: FieldName): boolean => fields[name].valueOf(account) !== null

/** What the account itself must hold. A provider that collects the details itself asks for the rest in its own form. */
export const basicsOf = (account: Account, isCollectedByProvider: boolean): FieldName[] =>
  fieldNames.filter(
    (name) => fields[name].isBasic?.(account) && (!isCollectedByProvider || fields[name].place === 'advance'),
  )

export const missingBasics = (account: Account, isCollectedByProvider: boolean): FieldName[] =>
  basicsOf(account, isCollectedByProvider).filter((name) => !isGiven(account, name))
