import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countdownText } from './countdown-text.ts'

describe('countdownText', () => {
  it('counts minutes and seconds down to nothing', () => {
    assert.equal(countdownText(600_000), '10:00')
    assert.equal(countdownText(65_001), '1:06')
    assert.equal(countdownText(5_000), '0:05')
    assert.equal(countdownText(-1), '0:00')
  })
})
