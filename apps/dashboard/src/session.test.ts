import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allScopes } from '../../server/src/platform/auth/scopes.ts'
import { scopesOfRole } from '../../server/src/users/role-scopes.ts'
import {
  type Session,
  findEnvironment,
  firstEnvironment,
  returnPathOf,
  signInPath,
  whyRoleForbids,
} from './session.ts'

const environment = (id: string, mode: 'live' | 'test', isDefault = false) => ({
  merchant_environment_id: id,
  mode,
  sandbox_id: mode === 'test' ? `test_${id}` : null,
  name: id,
  is_default: isDefault,
  status: 'active',
})
const session: Session = {
  user: { user_id: 'usr_1', email: 'ada@example.com', first_name: 'Ada', last_name: null },
  merchants: [
    {
      merchant_id: 'mer_1',
      business_name: 'Lamps',
      role: 'owner',
      environments: [
        environment('menv_l', 'live'),
        environment('menv_a', 'test'),
        environment('menv_d', 'test', true),
      ],
    },
  ],
}

describe('the environment', () => {
  it('is the one named, with whose it is', () => {
    const found = findEnvironment(session, 'menv_a')
    assert.deepEqual([found?.merchant.merchant_id, found?.base], ['mer_1', '/dashboard/menv_a'])
    assert.equal(findEnvironment(session, 'menv_x'), null)
  })
  it('is the last one, else the default sandbox, never live by itself', () => {
    assert.equal(firstEnvironment(session, 'menv_l')?.merchant_environment_id, 'menv_l')
    assert.equal(firstEnvironment(session, null)?.merchant_environment_id, 'menv_d')
    assert.equal(firstEnvironment(session, 'menv_gone')?.merchant_environment_id, 'menv_d')
    assert.equal(firstEnvironment({ ...session, merchants: [] }, null), null)
  })
})

describe('the way back after signing in', () => {
  it('stays within the dashboard', () => {
    const path = '/dashboard/menv_a/orders?status=open'
    assert.equal(returnPathOf(new URL(signInPath(path), 'https://pay.example').search), path)
    for (const other of [
      'https://evil.example/',
      '//evil.example',
      '/dashboard//evil.example',
      '/docs',
      '/dashboard/sign-in',
    ])
      assert.equal(returnPathOf(`?return_to=${encodeURIComponent(other)}`), '/dashboard', other)
  })
  it('is not a sign-in page itself', () => {
    assert.equal(signInPath('/dashboard/sign-in?x=1'), '/dashboard/sign-in')
  })
})

describe('whyRoleForbids', () => {
  it('says no exactly where the server does', () => {
    for (const role of ['owner', 'admin', 'operator', 'viewer'] as const)
      for (const scope of allScopes)
        assert.equal(
          whyRoleForbids(role, scope) === null,
          scopesOfRole(role, 'live').has(scope),
          `${role} ${scope}`,
        )
  })
})
