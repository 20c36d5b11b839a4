import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { now } from '../an-account.fixture.ts'
import { factsOf, publicNameOf } from './stripe-words.ts'

describe('publicNameOf', () => {
  const cases: Record<string, string> = {
    'business_profile.url': 'business_website',
    'business_profile.mcc': 'business_description',
    'business_profile.product_description': 'business_description',
    business_type: 'business_type',
    external_account: 'bank_account',
    'tos_acceptance.date': 'terms_acceptance',
    'company.tax_id': 'business_tax_id',
    'company.address.line1': 'business_address',
    'company.phone': 'business_phone',
    'company.owners_provided': 'owners',
    'owners.email': 'owners',
    'individual.first_name': 'representative_name',
    'person_8UayFKIMRJklog.dob.day': 'representative_birth_date',
    'representative.address.city': 'representative_address',
    'individual.ssn_last_4': 'representative_ssn_last_4',
    'individual.verification.document': 'identity_document',
    'company.verification.document': 'identity_document',
    'documents.bank_account_ownership_verification.files': 'business_registration_document',
    'settings.payments.statement_descriptor': 'additional_account_information',
  }
  for (const [theirs, ours] of Object.entries(cases))
    it(`${theirs}: ${ours}`, () => assert.equal(publicNameOf(theirs), ours))
})

describe('factsOf', () => {
  it('has each requirement once, in the most pressing list', () => {
    const facts = factsOf(
      {
        id: 'acct_1',
        charges_enabled: true,
        requirements: {
          currently_due: ['external_account', 'individual.first_name', 'individual.last_name'],
          past_due: ['external_account'],
          eventually_due: ['external_account', 'business_profile.url'],
          current_deadline: 1_790_000_000,
          disabled_reason: null,
        },
      },
      now,
    )
    assert.deepEqual(facts, {
      accountId: 'acct_1',
      observedAt: now,
      isChargesEnabled: true,
      isPayoutsEnabled: false,
      currentlyDue: ['representative_name'],
      pastDue: ['bank_account'],
      eventuallyDue: ['business_website'],
      pendingVerification: [],
      deadlineAt: '2026-09-21T14:13:20.000Z',
      disabledReason: null,
    })
  })

  const reasons: Record<string, string> = {
    'rejected.fraud': 'account_rejected',
    platform_paused: 'account_paused',
    'requirements.past_due': 'requirements_past_due',
    'requirements.pending_verification': 'requirements_pending_verification',
    under_review: 'account_under_review',
    listed: 'account_under_review',
    'action_required.requested_capabilities': 'account_requirements_due',
    other: 'account_attention_required',
  }
  for (const [theirs, ours] of Object.entries(reasons))
    it(`disabled by ${theirs}: ${ours}`, () =>
      assert.equal(factsOf({ id: 'a', requirements: { disabled_reason: theirs } }, now).disabledReason, ours))
})
