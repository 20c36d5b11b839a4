import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf, linkHrefOf, linkIdOf, rightLinkPath } from './link-address.ts'

describe('the address of a link', () => {
  it('names the link, in test and live mode', () => {
    assert.equal(linkIdOf({ pathname: '/l/pl_1' }), 'pl_1')
    assert.equal(linkIdOf({ pathname: '/l/live/pl_1/' }), 'pl_1')
    for (const pathname of ['/l/', '/l/live/', '/l/pl_1/x', '/checkout/cs_1', '/l/pl%201'])
      assert.equal(linkIdOf({ pathname }), null, pathname)
  })
  it('may name a copy of a sandbox', () => {
    assert.equal(environmentOf({ search: '?environment=menv_2' }), 'menv_2')
    assert.equal(environmentOf({ search: '' }), null)
  })
  it('is another one for the other mode', () => {
    const at = (pathname: string) => ({ pathname, search: '?environment=menv_2' })
    assert.equal(rightLinkPath(at('/l/pl_1'), 'pl_1', true), null)
    assert.equal(rightLinkPath(at('/l/live/pl_1'), 'pl_1', false), null)
    assert.equal(rightLinkPath(at('/l/pl_1'), 'pl_1', null), null)
    assert.equal(rightLinkPath(at('/l/pl_1'), 'pl_1', false), '/l/live/pl_1?environment=menv_2')
    assert.equal(rightLinkPath(at('/l/live/pl_1'), 'pl_1', true), '/l/pl_1?environment=menv_2')
  })
  it('is what a checkout that was made by it leads back to', () => {
    assert.equal(linkHrefOf('pl_1', true), '/l/pl_1')
    assert.equal(linkHrefOf('pl_1', false), '/l/live/pl_1')
    assert.equal(linkHrefOf(null, true), null)
  })
})
