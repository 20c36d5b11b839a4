import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readSessionAccess, rightAddress } from './session-access.ts'

const aStorage = () => {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

describe('readSessionAccess', () => {
  it('takes the id from the path and the secret from the fragment', () => {
    assert.deepEqual(readSessionAccess({ pathname: '/checkout/cs_1', hash: '#s3cret' }, aStorage()), {
      sessionId: 'cs_1',
      secret: 's3cret',
    })
  })
  it('remembers the secret for the way back, for this session only', () => {
    const storage = aStorage()
    readSessionAccess({ pathname: '/checkout/cs_1', hash: '#s3cret' }, storage)
    assert.equal(readSessionAccess({ pathname: '/checkout/cs_1', hash: '' }, storage)?.secret, 's3cret')
    assert.equal(readSessionAccess({ pathname: '/checkout/cs_2', hash: '' }, storage), null)
  })
  it('does not fall back on the remembered secret when another one is given', () => {
    const storage = aStorage()
    readSessionAccess({ pathname: '/checkout/cs_1', hash: '#s3cret' }, storage)
    assert.equal(readSessionAccess({ pathname: '/checkout/cs_1', hash: '#%E0%A4%A' }, storage), null)
  })
  it('works without storage', () => {
    const broken = {
      getItem: () => {
        throw new Error('denied')
      },
      setItem: () => {
        throw new Error('denied')
      },
      removeItem: () => {},
    }
    for (const storage of [null, broken]) {
      assert.equal(readSessionAccess({ pathname: '/checkout/cs_1', hash: '#s' }, storage)?.secret, 's')
      assert.equal(readSessionAccess({ pathname: '/checkout/cs_1', hash: '' }, storage), null)
    }
  })
  it('refuses other paths and secrets that are no header value', () => {
    assert.equal(readSessionAccess({ pathname: '/other/cs_1', hash: '#s' }, null), null)
    assert.equal(readSessionAccess({ pathname: '/checkout/cs_1/x', hash: '#s' }, null), null)
    assert.equal(readSessionAccess({ pathname: '/checkout/cs_1', hash: '#a%0Ab' }, null), null)
  })
})

describe('the page of a live session', () => {
  const live = { pathname: '/checkout/live/cs_1', hash: '#s' }
  const test = { pathname: '/checkout/cs_1', hash: '#s' }

  it('is known by its id, too', () =>
    assert.deepEqual(readSessionAccess(live, null), { sessionId: 'cs_1', secret: 's' }))

  it('stands at an address of its own, to which the buyer is led', () => {
    const access = { sessionId: 'cs_1', secret: 's' }
    assert.equal(rightAddress(live, access, false), null)
    assert.equal(rightAddress(test, access, true), null)
    assert.equal(rightAddress(test, access, null), null)
    assert.equal(rightAddress(test, access, false), '/checkout/live/cs_1#s')
    assert.equal(rightAddress(live, access, true), '/checkout/cs_1#s')
  })
})
