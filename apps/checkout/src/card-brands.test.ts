import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { brandName, brandRuleOf } from './card-brands.ts'

describe('brandRuleOf', () => {
  const cases: readonly (readonly [string, string])[] = [
    // The processor's public test numbers.
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['2223003122003222', 'mastercard'],
    ['378282246310005', 'amex'],
    ['6011111111111117', 'discover'],
    ['3056930009020004', 'diners'],
    ['36227206271667', 'diners'],
    ['3566002020360505', 'jcb'],
    ['6200000000000005', 'unionpay'],
    // Edges of the ranges.
    ['2220999999999999', 'unknown'],
    ['2221', 'mastercard'],
    ['2720', 'mastercard'],
    ['2721', 'unknown'],
    ['3527', 'unknown'],
    ['3528', 'jcb'],
    ['3589', 'jcb'],
    ['3590', 'unknown'],
    ['643', 'unknown'],
    ['644', 'discover'],
    ['50', 'unknown'],
    ['51', 'mastercard'],
    ['56', 'unknown'],
    // Too few digits to tell.
    ['', 'unknown'],
    ['2', 'unknown'],
    ['3', 'unknown'],
    ['4', 'visa'],
  ]
  for (const [digits, brand] of cases) {
    it(`${digits || 'nothing'} is ${brand}`, () => assert.equal(brandRuleOf(digits).brand, brand))
  }

  it('asks four digits of security code of American Express alone', () => {
    assert.equal(brandRuleOf('37').securityCodeLength, 4)
    assert.equal(brandRuleOf('42').securityCodeLength, 3)
  })
})

describe('brandName', () => {
  it('reads the API’s spellings', () => {
    assert.equal(brandName('amex'), 'American Express')
    assert.equal(brandName('Visa'), 'Visa')
    assert.equal(brandName('something_new'), 'Card')
  })
})
