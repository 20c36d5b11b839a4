import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { cardNumberProblem, digitsOf, formatCardNumber, passesLuhn } from './card-number.ts'

describe('formatCardNumber', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['36227206271667', '3622 720627 1667'],
    ['6200000000000000003', '6200 0000 0000 0000 003'],
    // Pasted in other shapes.
    ['4242-4242-4242-4242', '4242 4242 4242 4242'],
    [' 4242 4242 ', '4242 4242'],
    ['４２４２ ４', '4242 4'],
    ['card 4242', '4242'],
    // What no card of the network has is cut off.
    ['55555555555544441', '5555 5555 5555 4444'],
    ['3782822463100051', '3782 822463 10005'],
    ['', ''],
  ]
  for (const [typed, shown] of cases)
    it(`${typed} reads ${shown}`, () => assert.equal(formatCardNumber(typed), shown))

  it('leaves what it formatted as it is, and never loses or adds a digit within the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,14}$/), (digits) => {
        const shown = formatCardNumber(digits)
        assert.equal(formatCardNumber(shown), shown)
        assert.equal(digitsOf(shown), digits)
      }),
    )
  })
})

describe('passesLuhn', () => {
  it('knows real numbers', () => {
    for (const number of ['4242424242424242', '378282246310005', '6011111111111117', '0', '18']) {
      assert.ok(passesLuhn(number), number)
    }
  })
  it('refuses an empty text', () => assert.equal(passesLuhn(''), false))

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const digits = [...'4242424242424242']
        digits[place] = String((Number(digits[place]) + step) % 10)
        assert.equal(passesLuhn(digits.join('')), false)
      }),
    )
  })
})

describe('cardNumberProblem', () => {
  it('accepts complete numbers', () => {
    for (const number of [
      '4242 4242 4242 4242',
      '3782 822463 10005',
      '3056 930009 0200 04',
      '3622 720627 1667',
    ]) {
      assert.equal(cardNumberProblem(number), null, number)
    }
  })
  it('tells what is wrong', () => {
    assert.equal(cardNumberProblem(''), 'Enter the card number.')
    assert.equal(cardNumberProblem('4242'), 'This card number is too short.')
    assert.equal(cardNumberProblem('4242 4242 4242 4241'), 'This card number is not valid. Check the digits.')
    // 15 digits are no Visa, whatever the check digit says.
    assert.equal(cardNumberProblem('424242424242424'), 'This card number is not valid. Check the digits.')
  })
})
