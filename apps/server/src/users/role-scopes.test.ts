import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allScopes, scopesOfMode } from '../platform/auth/scopes.ts'
import { scopesOfRole } from './role-scopes.ts'

describe('scopesOfRole', () => {
  it('owner and admin: everything that a key of the mode may hold', () => {
    for (const role of ['owner', 'admin'] as const)
      for (const mode of ['test', 'live'] as const)
        assert.deepEqual([...scopesOfRole(role, mode)], scopesOfMode(mode))
  })

  it('operator: all but access, the merchant, settings and where its money goes', () => {
    const held = scopesOfRole('operator', 'live')
    assert.deepEqual(
      allScopes.filter((scope) => !held.has(scope)),
      [
        'accounts.api_keys.write',
        'developer.sandboxes.write',
        'merchants.locations.write',
        'merchants.onboarding.write',
        'merchants.profile.write',
        'money_movement.payout_settings.write',
        'money_movement.payouts.write',
        'settings.write',
        'merchants.account_sessions.write',
      ],
    )
  })

  it('viewer: reads only', () => {
    const held = [...scopesOfRole('viewer', 'live')]
    assert.ok(held.length > 20 && held.every((scope) => scope.endsWith('.read')))
  })
})
