import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { toneOf, wordsOf } from './status-tones.ts'

describe('a status', () => {
  it('looks as it is meant, and calm when it is not known', () => {
    assert.deepEqual(['succeeded', 'failed', 'requires_capture', 'something_new'].map(toneOf), [
      'good',
      'problem',
      'attention',
      'calm',
    ])
  })
  it('is read as words', () => {
    assert.deepEqual(['requires_capture', 'api', 'order.paid'].map(wordsOf), [
      'Requires capture',
      'API',
      'Order paid',
    ])
  })
})
