import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { handleFrom, handlePattern, maxHandleLength } from './handle.ts'

describe('handleFrom', () => {
  const cases: [name: string, handle: string | null][] = [
    ['Hot drinks', 'hot-drinks'],
    ['  Crème & Café!  ', 'creme-cafe'],
    ['100% cotton', '100-cotton'],
    ['ＷＩＤＥ letters', 'wide-letters'],
    // Nothing is left that a handle may have.
    ['寿司', null],
    ['---', null],
  ]
  for (const [name, handle] of cases)
    it(`${JSON.stringify(name)} gives ${handle}`, () => assert.equal(handleFrom(name), handle))

  it('always gives a handle or null', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const handle = handleFrom(name)
        assert.ok(
          handle === null || (new RegExp(handlePattern).test(handle) && handle.length <= maxHandleLength),
        )
      }),
    )
  })
})
