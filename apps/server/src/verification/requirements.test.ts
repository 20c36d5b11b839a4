import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type Account, type Demand, type ProviderFacts, emptyAccount } from './account.ts'
import { aWholeAccount, approvedAccount, inReview, now } from './an-account.fixture.ts'
import type { Axis } from './field-names.ts'
import { type Requirements, type Setting, requirementsOf } from './requirements.ts'
import { rejected } from './review.ts'

const ours: Setting = { hasProcessor: true, isCollectedByProvider: false }
const theirs: Setting = { hasProcessor: true, isCollectedByProvider: true }

const aDemand = (more: Partial<Demand> = {}): Demand => ({
  field: 'identity_document',
  axes: ['payments', 'payouts'],
  fromAt: now,
  dueAt: null,
  message: null,
  sinceVersion: 1,
  isInReview: false,
  ...more,
})

const facts = (more: Partial<ProviderFacts> = {}): ProviderFacts => ({
  accountId: 'acct_1',
  observedAt: now,
  isChargesEnabled: false,
  isPayoutsEnabled: false,
  currentlyDue: [],
  pastDue: [],
  eventuallyDue: [],
  pendingVerification: [],
  deadlineAt: null,
  disabledReason: null,
  ...more,
})

const nothing: Requirements = {
  currentlyDue: [],
  pastDue: [],
  eventuallyDue: [],
  pendingVerification: [],
  currentDeadlineAt: null,
  disabledReason: null,
}

const tomorrow = plusMs(now, dayMs)
const withoutName = (account: Account): Account => ({
  ...account,
  business: { ...account.business, legalName: null },
})

describe('requirementsOf', () => {
  const cases: [what: string, account: Account, expected: Partial<Requirements>, axis?: Axis][] = [
    // Before the review.
    [
      'something is missing',
      withoutName(aWholeAccount()),
      { currentlyDue: ['business_name'], disabledReason: 'account_requirements_due' },
    ],
    [
      'the bank account is missing: payments do not need it',
      aWholeAccount({ bankAccount: null }),
      { disabledReason: 'account_under_review' },
      'payments',
    ],
    [
      'the bank account is missing: payouts do',
      aWholeAccount({ bankAccount: null }),
      { currentlyDue: ['bank_account'], disabledReason: 'account_requirements_due' },
      'payouts',
    ],
    [
      'who trades under their own name has no number of a business and no owners',
      aWholeAccount({
        business: { ...aWholeAccount().business, type: 'individual', taxId: null, ownersProvided: false },
      }),
      { disabledReason: 'account_under_review' },
    ],
    [
      'half an address is none',
      aWholeAccount({
        business: {
          ...aWholeAccount().business,
          address: { ...aWholeAccount().business.address!, city: null },
        },
      }),
      { currentlyDue: ['business_address'], disabledReason: 'account_requirements_due' },
    ],
    // While somebody looks.
    [
      'handed in',
      inReview(),
      { pendingVerification: ['business_name'], disabledReason: 'requirements_pending_verification' },
    ],
    // After it.
    ['approved', approvedAccount(), {}],
    ['rejected', rejected(approvedAccount(), null), { disabledReason: 'account_rejected' }],
    ['paused', approvedAccount({ pause: { at: now, message: null } }), { disabledReason: 'account_paused' }],
    // What is demanded beyond the basics.
    [
      'demanded, from now on, without a deadline',
      approvedAccount({ demands: [aDemand()] }),
      { currentlyDue: ['identity_document'] },
    ],
    [
      'demanded by tomorrow',
      approvedAccount({ demands: [aDemand({ dueAt: tomorrow })] }),
      { currentlyDue: ['identity_document'], currentDeadlineAt: tomorrow },
    ],
    [
      'demanded from tomorrow on',
      approvedAccount({ demands: [aDemand({ fromAt: tomorrow, dueAt: plusMs(tomorrow, dayMs) })] }),
      { eventuallyDue: ['identity_document'] },
    ],
    [
      'the deadline is now',
      approvedAccount({ demands: [aDemand({ dueAt: now })] }),
      { pastDue: ['identity_document'], disabledReason: 'requirements_past_due' },
    ],
    [
      'it was met, and the deadline passes meanwhile',
      approvedAccount({ demands: [aDemand({ dueAt: now, isInReview: true })] }),
      { pendingVerification: ['identity_document'] },
    ],
    [
      'a bank statement that is past due blocks payouts',
      approvedAccount({
        demands: [aDemand({ field: 'bank_account_statement', axes: ['payouts'], dueAt: now })],
      }),
      { pastDue: ['bank_account_statement'], disabledReason: 'requirements_past_due' },
      'payouts',
    ],
    [
      '… and not payments',
      approvedAccount({
        demands: [aDemand({ field: 'bank_account_statement', axes: ['payouts'], dueAt: now })],
      }),
      {},
      'payments',
    ],
    [
      'missing and past due stands in the more pressing list only',
      withoutName(approvedAccount({ demands: [aDemand({ field: 'business_name', dueAt: now })] })),
      { pastDue: ['business_name'], disabledReason: 'requirements_past_due' },
    ],
  ]
  for (const [what, account, expected, axis] of cases)
    it(axis ? `${what} (${axis})` : what, () =>
      assert.deepEqual(requirementsOf(account, now, ours, axis), { ...nothing, ...expected }),
    )

  it('before anything was given, everything is only due eventually', () => {
    const { eventuallyDue, ...rest } = requirementsOf(emptyAccount('mer_one'), now, ours)
    assert.ok(eventuallyDue.includes('country') && eventuallyDue.includes('bank_account'))
    assert.deepEqual(
      { ...rest, eventuallyDue: [] },
      { ...nothing, disabledReason: 'account_requirements_due' },
    )
  })

  const provided: [what: string, facts: ProviderFacts, expected: Partial<Requirements>][] = [
    [
      "a provider's lists are taken as they are",
      facts({ currentlyDue: ['business_tax_id'], eventuallyDue: ['owners'], deadlineAt: tomorrow }),
      {
        currentlyDue: ['business_tax_id'],
        eventuallyDue: ['owners'],
        currentDeadlineAt: tomorrow,
        disabledReason: 'account_requirements_due',
      },
    ],
    [
      'its reason counts while something is not allowed',
      facts({ disabledReason: 'account_under_review' }),
      { disabledReason: 'account_under_review' },
    ],
    ['and not once all is allowed', facts({ isChargesEnabled: true, isPayoutsEnabled: true }), {}],
  ]
  for (const [what, provider, expected] of provided)
    it(what, () =>
      assert.deepEqual(requirementsOf(aWholeAccount({ provider }), now, theirs), { ...nothing, ...expected }),
    )
})
