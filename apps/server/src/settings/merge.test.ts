import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { groups } from './fields.ts'
import { merged, over } from './merge.ts'

type Plain = Record<string, unknown>
const change = (before: Plain, patch: Plain) => merged(groups.checkout, before, patch)

describe('merged', () => {
  const cases: readonly (readonly [what: string, before: Plain, patch: Plain, after: Plain])[] = [
    ['a value comes', {}, { require_email: true }, { require_email: true }],
    ['a value replaces', { require_email: true }, { require_email: false }, { require_email: false }],
    [
      'null takes away',
      { require_email: true, require_phone: true },
      { require_email: null },
      { require_phone: true },
    ],
    ['null for what is not there', {}, { require_email: null }, {}],
    [
      'inside, field by field',
      { recovery_email: { enabled: true } },
      { recovery_email: { delay_seconds: 900 } },
      { recovery_email: { enabled: true, delay_seconds: 900 } },
    ],
    [
      'what is left empty goes',
      { recovery_email: { enabled: true } },
      { recovery_email: { enabled: null } },
      {},
    ],
    [
      'an empty object changes nothing',
      { recovery_email: { enabled: true } },
      { recovery_email: {} },
      { recovery_email: { enabled: true } },
    ],
    [
      'a list is replaced',
      { enabled_payment_options: ['card'] },
      { enabled_payment_options: ['ach_debit'] },
      { enabled_payment_options: ['ach_debit'] },
    ],
  ]
  for (const [what, before, patch, after] of cases)
    it(what, () => {
      const kept = structuredClone(before)
      assert.deepEqual(change(before, patch), after)
      assert.deepEqual(before, kept)
    })

  it('a map goes key by key, money and addresses as a whole', () => {
    const limits = merged(
      groups.payment_limits,
      { max_amounts: { USD: 1, EUR: 2 } },
      { max_amounts: { USD: null, JPY: 3 } },
    )
    assert.deepEqual(limits, { max_amounts: { EUR: 2, JPY: 3 } })
    const usd = { amount: 100, currency: 'USD' }
    assert.deepEqual(
      merged(
        groups.tipping,
        { default_smart_tip_money: { amount: 1, currency: 'EUR' } },
        { default_smart_tip_money: usd },
      ),
      { default_smart_tip_money: usd },
    )
    assert.deepEqual(
      merged(
        groups.tax_identity,
        { registered_address: { line1: 'a', line2: 'b' } },
        { registered_address: { line1: 'c' } },
      ),
      { registered_address: { line1: 'c' } },
    )
  })

  it('the same change twice is the change once', () => {
    const flag = fc.option(fc.boolean())
    const patch = fc.record(
      {
        require_email: flag,
        require_phone: flag,
        recovery_email: fc.record({ enabled: flag }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(patch, patch, (first, second) => {
        const before = change({}, first as Plain)
        const once = change(before, second as Plain)
        assert.deepEqual(change(once, second as Plain), once)
      }),
    )
  })
})

describe('over', () => {
  it('what is set stands before the default, as deep as both go', () =>
    assert.deepEqual(over({ a: 1, b: { c: 2, d: [3] }, e: null }, { b: { d: [4] }, e: { f: 5 } }), {
      a: 1,
      b: { c: 2, d: [4] },
      e: { f: 5 },
    }))

  it('nothing set leaves the defaults', () =>
    assert.deepEqual(over({ a: { b: 1 } }, undefined), { a: { b: 1 } }))
})
