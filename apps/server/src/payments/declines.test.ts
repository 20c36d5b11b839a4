import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { declineCodeOf, declines } from './declines.ts'

describe('declines', () => {
  it('are the eighteen codes of the contract', () => assert.equal(Object.keys(declines).length, 18))

  it('say in sentences what happened and what to do', () => {
    for (const decline of Object.values(declines)) {
      assert.match(decline.message, /^[A-Z].*\.$/)
      assert.match(decline.nextSteps, /^[A-Z].*\.$/)
      // What may work with the same card may work at all.
      assert.ok(decline.isRetryable || !decline.mayRetrySameSource)
    }
  })

  it('every unknown code is payment_failed', () => {
    assert.equal(declineCodeOf('expired_card'), 'expired_card')
    for (const code of ['do_not_honor', '', 'constructor', 'toString']) {
      assert.equal(declineCodeOf(code), 'payment_failed')
    }
  })
})
