import { newPostalAddress } from '../customers/new-customer.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { Instant } from '../platform/clock/clock.ts'
import type { Services } from '../platform/context.ts'
import { webAddressOf } from '../platform/http/web-address.ts'
import type { Account, Business, Person, Role } from './account.ts'
import { verificationErrors } from './errors.ts'
import type { FieldName } from './field-names.ts'
import type { SubmitVerificationBody } from './schemas.ts'

/** What the merge needs beside its arguments: ids for people who are new, and seals. */
export type Seals = Pick<Services, 'secrets' | 'ids'>

type BusinessInput = NonNullable<SubmitVerificationBody['business']>
type PersonInput = NonNullable<SubmitVerificationBody['people']>[number]
type BankAccountInput = NonNullable<SubmitVerificationBody['bank_account']>

/** Each part that is sent replaces what is there; everything else stays. */
export const withDetails = (
  account: Account,
  input: SubmitVerificationBody,
  accepting: { by: string; ipAddress: string | null },
  seals: Seals,
  now: Instant,
): Account => ({
  ...account,
  business: input.business ? withBusiness(account.business, input.business, seals) : account.business,
  profile: {
    ...account.profile,
    websiteUrl:
      input.business?.website === undefined
        ? account.profile.websiteUrl
        : checkWebsite(input.business.website, 'business.website'),
  },
  people: withPeople(account.people, input, seals, now),
  bankAccount: input.bank_account ? newBankAccount(input.bank_account, seals) : account.bankAccount,
  terms: input.terms
    ? { acceptedAt: now, acceptedBy: accepting.by, ipAddress: accepting.ipAddress }
    : account.terms,
})

/** The fields that a body names, whatever it says about them. */
export const fieldsOf = (input: SubmitVerificationBody, after: Account): FieldName[] => {
  const { business = {}, people = [] } = input
  const isOfRepresentative = people.some((_, index) =>
    sentPerson(input, after, index)?.roles.includes('representative'),
  )
  const sent: Partial<Record<FieldName, boolean>> = {
    business_name: business.legal_name !== undefined,
    business_type: business.type !== undefined,
    business_tax_id: business.tax_id !== undefined,
    business_address: business.address !== undefined,
    business_phone: business.phone !== undefined,
    business_website: business.website !== undefined,
    business_description: business.description !== undefined || business.industry !== undefined,
    owners: business.owners_provided !== undefined || people.some(({ roles }) => roles?.includes('owner')),
    bank_account: input.bank_account !== undefined,
    terms_acceptance: input.terms !== undefined,
  }
  if (isOfRepresentative) Object.assign(sent, sentOfPeople(people))
  return (Object.keys(sent) as FieldName[]).filter((name) => sent[name])
}

const sentOfPeople = (people: readonly PersonInput[]): Partial<Record<FieldName, boolean>> => ({
  representative_name: people.some((each) => each.first_name !== undefined || each.last_name !== undefined),
  representative_birth_date: people.some((each) => each.birth_date !== undefined),
  representative_address: people.some((each) => each.address !== undefined),
  representative_email: people.some((each) => each.email !== undefined),
  representative_ssn_last_4: people.some((each) => each.ssn_last_4 !== undefined),
})

/** Those who are new stand last, in the order in which they were sent. */
const sentPerson = ({ people = [] }: SubmitVerificationBody, after: Account, index: number) => {
  const { person_id } = people[index]!
  if (person_id) return after.people.find(({ personId }) => personId === person_id)
  const newOnes = people.filter((each) => !each.person_id)
  return after.people.at(newOnes.indexOf(people[index]!) - newOnes.length)
}

const withBusiness = (before: Business, input: BusinessInput, { secrets }: Seals): Business => ({
  legalName: input.legal_name ?? before.legalName,
  type: input.type ?? before.type,
  taxId: input.tax_id === undefined ? before.taxId : sealedTaxId(input.tax_id.replace('-', ''), secrets),
  address: input.address ? newPostalAddress(input.address) : before.address,
  phone: input.phone ?? before.phone,
  description: input.description ?? before.description,
  industry: input.industry ?? before.industry,
  ownersProvided: input.owners_provided ?? before.ownersProvided,
})

const sealedTaxId = (digits: string, secrets: Seals['secrets']) => ({
  sealed: secrets.seal(digits).toString('base64'),
  last4: digits.slice(-4),
})

const mostPeople = 20

const withPeople = (
  before: readonly Person[],
  { people = [], removed_person_ids: removed = [] }: SubmitVerificationBody,
  seals: Seals,
  now: Instant,
): Person[] => {
  const named = [
    ...people.flatMap(({ person_id: personId }, at) =>
      personId ? [{ personId, param: `people[${at}].person_id` }] : [],
    ),
    ...removed.map((personId, at) => ({ personId, param: `removed_person_ids[${at}]` })),
  ]
  for (const { personId, param } of named)
    if (!before.some((each) => each.personId === personId))
      throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param })
  const kept = before
    .filter(({ personId }) => !removed.includes(personId))
    .map((person) => {
      const at = people.findLastIndex((each) => each.person_id === person.personId)
      return at === -1 ? person : withPerson(person, people[at]!, `people[${at}]`, seals, now)
    })
  const added = people.flatMap((input, at) =>
    input.person_id ? [] : [withPerson(nobody(seals.ids.newId('mper')), input, `people[${at}]`, seals, now)],
  )
  const all = [...kept, ...added]
  if (all.length > mostPeople)
    throw refuse(httpErrors.RESOURCE_LIMIT_EXCEEDED, { param: 'people', extra: { limit: mostPeople } })
  return withOneRepresentative(all, people, added)
}

const nobody = (personId: string): Person => ({
  personId,
  firstName: null,
  lastName: null,
  birthDate: null,
  email: null,
  address: null,
  ssnLast4: null,
  roles: [],
})

const withPerson = (
  before: Person,
  input: PersonInput,
  param: string,
  { secrets }: Seals,
  now: Instant,
): Person => ({
  personId: before.personId,
  firstName: input.first_name ?? before.firstName,
  lastName: input.last_name ?? before.lastName,
  birthDate: input.birth_date
    ? checkBirthDate(input.birth_date, `${param}.birth_date`, now)
    : before.birthDate,
  email: input.email ?? before.email,
  address: input.address ? newPostalAddress(input.address) : before.address,
  ssnLast4: input.ssn_last_4 ? secrets.seal(input.ssn_last_4).toString('base64') : before.ssnLast4,
  roles: input.roles ? [...new Set(input.roles)] : before.roles,
})

/** Only one speaks for the merchant: who was named for it last. */
const withOneRepresentative = (
  all: readonly Person[],
  sent: readonly PersonInput[],
  added: readonly Person[],
): Person[] => {
  const speaks = ({ roles }: { roles: readonly Role[] }) => roles.includes('representative')
  const newly =
    added.findLast(speaks)?.personId ??
    sent.findLast((each) => each.person_id && each.roles?.includes('representative'))?.person_id
  const one = newly ?? all.find(speaks)?.personId
  return all.map((person) =>
    person.personId === one
      ? person
      : { ...person, roles: person.roles.filter((role) => role !== 'representative') },
  )
}

const adultYears = 18

const checkBirthDate = (date: string, param: string, now: Instant): string => {
  const youngest = `${Number(now.slice(0, 4)) - adultYears}${now.slice(4, 10)}`
  if (!isDay(date) || date > youngest || date < '1900-01-01')
    throw refuse(httpErrors.INVALID_REQUEST, {
      param,
      message: `"${param}" must be the birth date of somebody who is at least ${adultYears} years old.`,
    })
  return date
}

/** There is no 30 February. */
const isDay = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date)
}

const newBankAccount = (input: BankAccountInput, { secrets }: Seals): Account['bankAccount'] => {
  const { routing_number: routingNumber, account_number: number } = input
  if (!hasGoodRoutingDigit(routingNumber))
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: 'bank_account.routing_number',
      message: '"bank_account.routing_number" is not the number of a bank: its check digit is wrong.',
    })
  return {
    routingNumber,
    last4: number.slice(-4),
    fingerprint: secrets.digest('bank-account', `${routingNumber}:${number}`).toString('hex').slice(0, 32),
    holderName: input.account_holder_name ?? null,
    sealed: secrets.seal(number).toString('base64'),
  }
}

/** The ABA check: digits weighted 3, 7, 1 add up to a multiple of ten. */
const hasGoodRoutingDigit = (number: string): boolean => {
  const weights = [3, 7, 1]
  const sum = [...number].reduce((total, digit, at) => total + Number(digit) * weights[at % 3]!, 0)
  return sum % 10 === 0 && sum > 0
}

export const checkWebsite = (text: string, param: string): string => {
  if (!webAddressOf(text)) throw refuse(verificationErrors.INVALID_WEBSITE_URL, { param })
  return text
}
