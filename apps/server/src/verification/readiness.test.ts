import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type Account, emptyAccount } from './account.ts'
import { aWholeAccount, approvedAccount, inReview, now } from './an-account.fixture.ts'
import { axesOf } from './readiness.ts'
import { paused, rejected, withDemands } from './review.ts'

const setting = { hasProcessor: true, isCollectedByProvider: false }
const wanted = (
  account: Account,
  fields: Parameters<typeof withDemands>[1]['fields'],
  dueAt: string | null,
) => withDemands(account, { fields, fromAt: now, dueAt, message: null })

/** Both axes, as `status reason`. */
const shown = (account: Account, from = setting): [string, string] => {
  const { payments, payouts } = axesOf(account, now, from)
  const text = ({ status, reason }: typeof payments) => (reason ? `${status} ${reason}` : status)
  return [text(payments), text(payouts)]
}

describe('axesOf', () => {
  const cases: [what: string, account: Account, payments: string, payouts?: string][] = [
    ['nothing was given', emptyAccount('mer_one'), 'blocked onboarding_not_started'],
    ['something is missing', aWholeAccount({ terms: null }), 'blocked requirements_due'],
    [
      'only the bank account is missing: somebody could look at the rest',
      aWholeAccount({ bankAccount: null }),
      'pending pending_verification',
      'blocked requirements_due',
    ],
    ['in review', inReview(), 'pending pending_verification'],
    ['approved', approvedAccount(), 'ready'],
    [
      'approved, and something is due by tomorrow',
      wanted(approvedAccount(), ['identity_document'], plusMs(now, dayMs)),
      'ready',
    ],
    [
      'approved, and it is past due',
      wanted(approvedAccount(), ['identity_document'], now),
      'blocked requirements_past_due',
    ],
    [
      'only payouts need a bank statement',
      wanted(approvedAccount(), ['bank_account_statement'], now),
      'ready',
      'blocked requirements_past_due',
    ],
    ['rejected', rejected(inReview(), 'No.'), 'blocked disabled_by_platform_policy'],
    ['paused', paused(approvedAccount(), now, null), 'blocked disabled_by_platform_policy'],
    [
      'paused, and past due: the contract names the requirement first',
      paused(wanted(approvedAccount(), ['identity_document'], now), now, null),
      'blocked requirements_past_due',
    ],
    ['a country that is not served', approvedAccount({ country: 'FR' }), 'not_available service_unavailable'],
  ]
  for (const [what, account, payments, payouts = payments] of cases)
    it(`${what}: ${payments}${payouts === payments ? '' : `, ${payouts}`}`, () =>
      assert.deepEqual(shown(account), [payments, payouts]))

  it('without a processor nothing is available, whatever the account', () => {
    for (const account of [emptyAccount('mer_one'), approvedAccount(), rejected(inReview(), null)])
      assert.deepEqual(shown(account, { ...setting, hasProcessor: false }), [
        'not_available service_unavailable',
        'not_available service_unavailable',
      ])
  })

  it("follows a provider's word for each axis", () => {
    const provider = {
      accountId: 'acct_1',
      observedAt: now,
      isChargesEnabled: true,
      isPayoutsEnabled: false,
      currentlyDue: ['bank_account'],
      pastDue: [],
      eventuallyDue: [],
      pendingVerification: [],
      deadlineAt: null,
      disabledReason: null,
    }
    const by = { hasProcessor: true, isCollectedByProvider: true }
    assert.deepEqual(shown(aWholeAccount({ provider }), by), ['ready', 'blocked requirements_due'])
    const silent = { ...provider, isChargesEnabled: false, currentlyDue: [] }
    assert.deepEqual(shown(aWholeAccount({ provider: silent }), by), [
      'pending pending_verification',
      'pending pending_verification',
    ])
  })
})
