import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { safeLink } from './safe-link.ts'

describe('safeLink', () => {
  it('lets web addresses through and nothing that could run here', () => {
    assert.equal(safeLink('https://shop.example/thanks?a=1'), 'https://shop.example/thanks?a=1')
    assert.equal(safeLink('http://localhost:3000/'), 'http://localhost:3000/')
    for (const address of ['javascript:alert(1)', 'data:text/html,x', '/thanks', '', null, undefined]) {
      assert.equal(safeLink(address), null, String(address))
    }
  })
})
