import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { brandRuleOf } from './card-brands.ts'
import { formatSecurityCode, securityCodeProblem } from './card-security-code.ts'

const visa = brandRuleOf('4')
const amex = brandRuleOf('37')
const unknown = brandRuleOf('')

describe('formatSecurityCode', () => {
  it('keeps as many digits as the network has', () => {
    assert.equal(formatSecurityCode('12a34', visa), '123')
    assert.equal(formatSecurityCode('12345', amex), '1234')
    assert.equal(formatSecurityCode('12345', unknown), '1234')
  })
})

describe('securityCodeProblem', () => {
  it('asks for the length of the network', () => {
    assert.equal(securityCodeProblem('123', visa), null)
    assert.equal(securityCodeProblem('1234', amex), null)
    assert.equal(securityCodeProblem('123', amex), 'The security code has 4 digits.')
    assert.equal(securityCodeProblem('12', visa), 'The security code has 3 digits.')
    assert.equal(securityCodeProblem('12', unknown), 'The security code has 3 or 4 digits.')
    assert.equal(securityCodeProblem('', visa), 'Enter the security code.')
  })
})
