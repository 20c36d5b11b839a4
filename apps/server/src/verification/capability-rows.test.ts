import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Account } from './account.ts'
import { aWholeAccount, approvedAccount, inReview, now } from './an-account.fixture.ts'
import { type Capability, capabilityRowsOf, sandboxCapabilityRows } from './capability-rows.ts'
import { axesOf } from './readiness.ts'

const setting = { hasProcessor: true, isCollectedByProvider: false }

const shown = (account: Account, by = setting): Record<Capability, string> =>
  Object.fromEntries(
    capabilityRowsOf(account, axesOf(account, now, by), now, by).map(({ capability, status, blockedBy }) => [
      capability,
      blockedBy ? `${status} ${blockedBy}` : status,
    ]),
  ) as Record<Capability, string>

const all = (payments: string, payouts: string) => ({
  accept_card_payments: payments,
  accept_affirm_payments: 'not_available not_offered',
  accept_ach_debit_payments: 'not_available not_requested',
  save_payment_methods: payments,
  receive_payouts: payouts,
  create_standard_payouts: payouts,
  manage_payout_destinations: payouts,
  manage_payout_settings: payouts,
})

describe('capabilityRowsOf', () => {
  const blocked = 'blocked requirements_due'
  const pending = 'pending pending_verification'
  it('approved', () => assert.deepEqual(shown(approvedAccount()), all('ready', 'ready')))
  it('in review', () => assert.deepEqual(shown(inReview()), all(pending, pending)))
  it('each follows the axis that gates it', () =>
    assert.deepEqual(shown(aWholeAccount({ bankAccount: null })), all(pending, blocked)))
  it('bank debits are there once they were asked for', () => {
    const requestedCapabilities = [
      'accept_card_payments',
      'accept_ach_debit_payments',
      'receive_payouts',
    ] as const
    assert.equal(shown(approvedAccount({ requestedCapabilities }))['accept_ach_debit_payments'], 'ready')
  })
  it('without a processor none is', () => {
    const rows = Object.values(shown(approvedAccount(), { ...setting, hasProcessor: false }))
    assert.deepEqual([...new Set(rows)].toSorted(), [
      'not_available not_offered',
      'not_available service_unavailable',
    ])
  })
  it('a row names the requirements of its axis only', () => {
    const account = aWholeAccount({ bankAccount: null })
    const rows = capabilityRowsOf(account, axesOf(account, now, setting), now, setting)
    const dueOf = (name: Capability) =>
      rows.find(({ capability }) => capability === name)!.requirements.currentlyDue
    assert.deepEqual([dueOf('accept_card_payments'), dueOf('receive_payouts')], [[], ['bank_account']])
  })
})

describe('sandboxCapabilityRows', () => {
  it('has everything that the simulator takes', () =>
    assert.deepEqual(
      sandboxCapabilityRows().flatMap(({ capability, status }) => (status === 'ready' ? [] : [capability])),
      ['accept_affirm_payments'],
    ))
})
