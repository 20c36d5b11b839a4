import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pageOfId } from './id-pages.ts'

describe('pageOfId', () => {
  it('finds the page by the prefix', () => {
    assert.equal(pageOfId(' ord_01M80ABTP3QX2S83HH3REHK4BX '), 'orders/ord_01M80ABTP3QX2S83HH3REHK4BX')
    assert.equal(pageOfId('pi_01M80ABTP3'), 'payments/pi_01M80ABTP3')
  })
  it('takes nothing else for an id', () => {
    for (const text of ['li_01M80ABTP3', 'ord_', 'ada@example.com', 'ord_01/../../x', '1042'])
      assert.equal(pageOfId(text), null, text)
  })
})
