import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readGuide } from '../../docs/guides.ts'
import {
  allScopes,
  bootstrapScopes,
  canonicalScope,
  hasScope,
  heldScopes,
  scopeRequirement,
  scopesOfMode,
} from './scopes.ts'

describe('canonicalScope', () => {
  it('knows the catalogue, the wildcard and the older names; nothing else', () => {
    const cases: [string, string | null][] = [
      ...allScopes.map((scope): [string, string] => [scope, scope]),
      ['*', '*'],
      ['settings.settings.read', 'settings.read'],
      ['settings.settings.write', 'settings.write'],
      ['customers.customers.write', 'customers.write'],
      ['accounts.merchants.read', 'merchants.profile.read'],
      // No area, no action, no such older scope, and names that every object has.
      ['orders', null],
      ['', null],
      ['.read', null],
      ['settings.settings', null],
      ['settings.settings.delete', null],
      ['customers.customers.sessions.write', null],
      ['constructor.read', null],
      ['toString', null],
    ]
    for (const [given, expected] of cases) assert.equal(canonicalScope(given), expected, given)
  })
})

describe('heldScopes', () => {
  it('is under the newer names', () =>
    assert.deepEqual(
      [...heldScopes(['settings.settings.read', 'reports.read'])!],
      ['settings.read', 'reports.read'],
    ))
  it('is nothing at all when one is not known', () =>
    assert.equal(heldScopes(['reports.read', 'commerce.carts.read']), null))
  it('is everything with the wildcard', () => {
    const held = heldScopes(['*'])!
    assert.ok(allScopes.every((scope) => hasScope(held, scope)))
  })
})

describe('hasScope', () => {
  it('lets a write scope read, never the other way round', () => {
    assert.ok(hasScope(new Set(['webhooks.write']), 'webhooks.read'))
    assert.ok(!hasScope(new Set(['webhooks.read']), 'webhooks.write'))
    assert.ok(!hasScope(new Set(['commerce.refunds.write']), 'commerce.refunds.tax_overrides.write'))
    assert.ok(!hasScope(new Set(['commerce.refunds.tax_overrides.write']), 'commerce.refunds.read'))
  })
})

describe('scopeRequirement', () => {
  it('names either scope of an area for a read, one scope for all else', () => {
    assert.deepEqual(scopeRequirement('reports.read'), {
      mode: 'any',
      scopes: ['reports.read', 'reports.write'],
    })
    assert.deepEqual(scopeRequirement('risk.read'), { mode: 'any', scopes: ['risk.read'] })
    assert.deepEqual(scopeRequirement('reports.write'), { mode: 'all', scopes: ['reports.write'] })
  })
})

describe('the catalogue', () => {
  it('stands in the guide on API keys', () => {
    const guide = readGuide('api-keys')
    for (const scope of allScopes)
      assert.ok(guide.includes(`\`${scope}\``) || guide.includes(`\`${scope.replace(/\.\w+$/, '')}\``), scope)
  })
  it('names each scope once', () => assert.equal(new Set(allScopes).size, allScopes.length))
  it('holds the scopes of a key that nobody chose for, which both modes may hold', () => {
    for (const scope of bootstrapScopes) assert.ok(scopesOfMode('test').includes(scope), scope)
    assert.equal(new Set(bootstrapScopes).size, bootstrapScopes.length)
  })
  it('gives a live key all of it, a test key all but what needs a live key', () => {
    assert.deepEqual(scopesOfMode('live'), allScopes)
    assert.deepEqual(
      allScopes.filter((scope) => !scopesOfMode('test').includes(scope)),
      ['developer.partner_apps.read', 'developer.partner_apps.write'],
    )
  })
})
