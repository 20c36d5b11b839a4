import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accessChoices, accessTo, withAccess } from './scope-access.ts'
import { scopeAreas } from './scope-areas.ts'
import { scopeCatalogue } from './scope-catalogue.ts'
import { presetOf, scopesOfPreset } from './scope-presets.ts'

const operation = (summary: string, ...scopes: string[]) => ({ summary, 'x-flint-required-scopes': scopes })

const catalogue = scopeCatalogue({
  paths: {
    '/v1/orders': {
      get: operation('List orders', 'commerce.orders.read'),
      post: operation('Create an order', 'commerce.orders.write'),
    },
    '/v1/orders/{order_id}': { get: operation('Read an order', 'commerce.orders.read') },
    '/v1/settings': { get: operation('Read settings', 'settings.read') },
    '/v1/developer/request-logs': { get: operation('List calls', 'developer.request_logs.self.read') },
    '/v1/checkout': { get: operation('Without a scope') },
    '/v1/things': { get: operation('List things', 'novelties.things.read') },
  },
})
const areas = scopeAreas(catalogue)
const subject = (key: string) => areas.flatMap(({ subjects }) => subjects).find((each) => each.key === key)!

describe('the scopes that a form asks for', () => {
  it('are those of the routes, with what they are good for', () => {
    assert.deepEqual(
      catalogue.map(({ scope }) => scope),
      [
        'commerce.orders.read',
        'commerce.orders.write',
        'developer.request_logs.self.read',
        'novelties.things.read',
        'settings.read',
      ],
    )
    assert.deepEqual(catalogue[0]!.uses, ['List orders', 'Read an order'])
  })

  it('stand in areas, reading and changing of one subject on one line, unknown areas last', () => {
    assert.deepEqual(
      areas.map(({ label, subjects }) => [label, subjects.map((each) => each.label)]),
      [
        ['Commerce', ['Orders']],
        ['Developers', ['Request logs']],
        ['Account', ['Settings']],
        ['Other', ['Things']],
      ],
    )
  })
})

describe('what is chosen on a line', () => {
  it('is one scope, because changing includes reading', () => {
    const orders = subject('commerce.orders')
    const written = withAccess(['settings.read', 'commerce.orders.read'], orders, 'write')
    assert.deepEqual(written, ['settings.read', 'commerce.orders.write'])
    assert.equal(accessTo(orders, written), 'write')
    assert.deepEqual(withAccess(written, orders, 'none'), ['settings.read'])
    assert.equal(accessTo(orders, ['settings.read']), 'none')
  })

  it('is among what there is', () => {
    assert.deepEqual(accessChoices(subject('commerce.orders')), ['none', 'read', 'write'])
    assert.deepEqual(accessChoices(subject('settings')), ['none', 'read'])
  })
})

describe('presets', () => {
  it('hold what their names say', () => {
    assert.deepEqual(scopesOfPreset('checkout', catalogue), ['commerce.orders.write', 'settings.read'])
    assert.deepEqual(
      scopesOfPreset('read_only', catalogue),
      catalogue.map(({ scope }) => scope).filter((scope) => scope.endsWith('.read')),
    )
    assert.deepEqual(
      scopesOfPreset('everything', catalogue),
      catalogue.map(({ scope }) => scope).filter((scope) => scope !== 'commerce.orders.read'),
    )
  })

  it('are recognised in whatever order the scopes stand', () => {
    assert.equal(presetOf(['settings.read', 'commerce.orders.write'], catalogue), 'checkout')
    assert.equal(presetOf(['settings.read'], catalogue), null)
  })
})
