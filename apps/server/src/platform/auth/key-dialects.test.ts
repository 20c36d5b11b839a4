import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { dialectOfKey, keyDialects, modeOfKey, newKeyText, shownPrefixOf } from './key-dialects.ts'

describe('the text of a key', () => {
  for (const dialect of keyDialects)
    for (const mode of ['test', 'live'] as const)
      it(`${dialect}, ${mode}: says what it is, and never twice the same`, () => {
        const texts = Array.from({ length: 20 }, () => newKeyText(dialect, mode, randomBytes))
        assert.equal(new Set(texts).size, 20)
        for (const text of texts) {
          assert.deepEqual([dialectOfKey(text), modeOfKey(text)], [dialect, mode])
          assert.ok(text.startsWith(shownPrefixOf(text)))
          assert.ok(text.length - shownPrefixOf(text).length >= 28)
        }
      })

  it('is none when its beginning or its length is another', () => {
    const secret = 'a'.repeat(32)
    for (const text of [
      `fl_${secret}`,
      `fl_test_${secret}`,
      `fl_sandbox_sk_${secret}`,
      `fl_test_sk_${secret}-`,
      'fl_test_sk_abc',
      `flint_test_sk_${secret}`,
      ` fl_test_sk_${secret}`,
    ])
      assert.equal(dialectOfKey(text), null, text)
  })
})
