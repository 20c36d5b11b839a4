import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { cardBrandOf, cardDigitsOf, isValidCardNumber, securityCodeLengthOf } from './card-number.ts'

describe('cardBrandOf', () => {
  for (const [number, brand] of [
    ['4', 'visa'],
    ['4242424242424242', 'visa'],
    ['51', 'mastercard'],
    ['55', 'mastercard'],
    ['50', null],
    ['56', null],
    ['2221', 'mastercard'],
    ['2720', 'mastercard'],
    ['2220', null],
    ['2721', null],
    ['34', 'amex'],
    ['37', 'amex'],
    ['35', null],
    ['3528', 'jcb'],
    ['3589', 'jcb'],
    ['3527', null],
    ['300', 'diners'],
    ['306', null],
    ['3095', 'diners'],
    ['36', 'diners'],
    ['39', 'diners'],
    ['6011', 'discover'],
    ['644', 'discover'],
    ['643', null],
    ['65', 'discover'],
    ['62', 'unionpay'],
    ['81', 'unionpay'],
    ['1', null],
    ['', null],
    ['4a', 'visa'],
    ['visa', null],
  ] as const) {
    it(`${number || 'nothing'} is ${brand}`, () => assert.equal(cardBrandOf(number), brand))
  }
})

describe('isValidCardNumber', () => {
  it('takes good numbers of every length in use', () => {
    for (const number of ['4242424242424242', '378282246310005', '36227206271667', '6205500000000000004']) {
      assert.ok(isValidCardNumber(number))
    }
  })
  it('refuses bad check digits, bad lengths and anything but digits', () => {
    for (const number of [
      '4242424242424241',
      '42424242424242',
      '3782822463100052',
      '0',
      '',
      '4242 4242 4242 4242',
      '４２４２４２４２４２４２４２４２',
      '42424242424242424242',
    ]) {
      assert.equal(isValidCardNumber(number), false, number)
    }
  })
  it('sees every single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const digits = '4242424242424242'.split('')
        digits[at] = String((Number(digits[at]) + step) % 10)
        assert.equal(isValidCardNumber(digits.join('')), false)
      }),
    )
  })
})

it('cardDigitsOf takes out spaces and dashes', () =>
  assert.equal(cardDigitsOf(' 4242 4242-4242\t4242 '), '4242424242424242'))

it('securityCodeLengthOf', () => {
  assert.equal(securityCodeLengthOf('amex'), 4)
  assert.equal(securityCodeLengthOf('visa'), 3)
})
