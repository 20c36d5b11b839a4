import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { phoneProblem } from './phone-number.ts'

describe('phoneProblem', () => {
  const cases: readonly (readonly [string, boolean, boolean])[] = [
    // text, required, accepted
    ['', false, true],
    ['', true, false],
    ['   ', true, false],
    ['+1 415 555 0100', true, true],
    ['(0 30) 901 820-0', true, true],
    ['123', true, false],
    ['call me', true, false],
    ['1'.repeat(40), true, false],
  ]
  for (const [text, isRequired, isFine] of cases)
    it(`${JSON.stringify(text)} ${isRequired ? 'required' : 'optional'}`, () =>
      assert.equal(phoneProblem(text, isRequired) === null, isFine))
})
