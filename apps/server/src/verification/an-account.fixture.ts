import type { Instant } from '../platform/clock/clock.ts'
import { type Account, emptyAccount } from './account.ts'

/** Accounts for tests: each name says what is special about it. */

export const now: Instant = '2026-03-01T12:00:00.000Z'

const address = {
  line1: '1 Main Street',
  line2: null,
  city: 'Springfield',
  state: 'IL',
  postalCode: '62701',
  country: 'US',
}

/** Everything is given, nothing handed in. */
export const aWholeAccount = (more: Partial<Account> = {}): Account => ({
  ...emptyAccount('mer_one'),
  version: 1,
  country: 'US',
  requestedCapabilities: ['accept_card_payments', 'receive_payouts'],
  profile: {
    email: 'hello@lamps.example',
    supportEmail: null,
    supportPhone: null,
    supportUrl: null,
    websiteUrl: 'https://lamps.example',
  },
  business: {
    legalName: 'Lamps LLC',
    type: 'company',
    taxId: { sealed: 'sealed', last4: '6789' },
    address,
    phone: '+14155550100',
    description: 'Lamps',
    industry: null,
    ownersProvided: true,
  },
  people: [
    {
      personId: 'mper_one',
      firstName: 'Ada',
      lastName: 'Lovelace',
      birthDate: '1980-12-10',
      email: 'ada@lamps.example',
      address,
      ssnLast4: 'sealed',
      roles: ['representative'],
    },
  ],
  bankAccount: {
    routingNumber: '110000000',
    last4: '6789',
    fingerprint: 'a',
    holderName: null,
    sealed: 'sealed',
  },
  terms: { acceptedAt: now, acceptedBy: 'usr_one', ipAddress: null },
  startedAt: now,
  ...more,
})

export const inReview = (more: Partial<Account> = {}): Account =>
  aWholeAccount({
    ...more,
    review: {
      ...emptyAccount('').review,
      state: 'in_review',
      submittedAt: now,
      fields: ['business_name'],
      ...more.review,
    },
  })

export const approvedAccount = (more: Partial<Account> = {}): Account =>
  aWholeAccount({
    ...more,
    review: { ...emptyAccount('').review, state: 'approved', submittedAt: now, approvedAt: now },
  })

/** What a caller sends for all of it. */
export const advanceBody = (website: string) => ({
  country: 'US',
  profile: { email: 'hello@lamps.example', website_url: website },
  requested_capabilities: ['accept_card_payments', 'receive_payouts'],
})

const sentAddress = {
  line1: '1 Main Street',
  city: 'Springfield',
  state: 'IL',
  postal_code: '62701',
  country: 'US',
}

export const detailsBody = {
  business: {
    legal_name: 'Lamps LLC',
    type: 'company',
    tax_id: '12-3456789',
    address: sentAddress,
    phone: '+14155550100',
    description: 'Lamps for desks',
    owners_provided: true,
  },
  people: [
    {
      first_name: 'Ada',
      last_name: 'Lovelace',
      birth_date: '1980-12-10',
      email: 'ada@lamps.example',
      address: sentAddress,
      ssn_last_4: '4321',
      roles: ['representative'],
    },
  ],
  bank_account: { routing_number: '110000000', account_number: '000987654321' },
  terms: { accepted: true },
}

/** One pixel. */
export const aPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
