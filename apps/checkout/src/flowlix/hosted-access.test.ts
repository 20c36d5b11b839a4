import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readHostedAccess, rightHostedAddress } from './hosted-access.ts'

const tab = (): Storage => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}
const at = (pathname: string, hash = '') => ({ pathname, hash })
const access = { paymentId: 'pay_1', sessionId: 'cs_1', secret: 'ckat_abc-_' }

describe('readHostedAccess', () => {
  it('takes the payment from the path and the credential from the fragment', () => {
    for (const path of ['/hpp/pay_1', '/hpp/pay_1/', '/hpp/live/pay_1'])
      assert.deepEqual(readHostedAccess(at(path, '#cs_1.ckat_abc-_'), null), access)
  })

  it('remembers the credential for a tab whose fragment is gone, for this payment only', () => {
    const storage = tab()
    readHostedAccess(at('/hpp/pay_1', '#cs_1.ckat_abc-_'), storage)
    assert.deepEqual(readHostedAccess(at('/hpp/pay_1'), storage), access)
    assert.equal(readHostedAccess(at('/hpp/pay_2'), storage), null)
  })

  it('knows nothing without a whole link, even where it knew one before', () => {
    const storage = tab()
    readHostedAccess(at('/hpp/pay_1', '#cs_1.ckat_abc-_'), storage)
    for (const hash of ['#', '#cs_1', '#cs_1.', '#.ckat_a', '#cs_1.ckat a', '#%E0%A4%A'])
      assert.equal(readHostedAccess(at('/hpp/pay_1', hash), hash === '#' ? null : storage), null, hash)
    for (const path of ['/hpp/', '/hpp', '/checkout/pay_1', '/hpp/live/a/b'])
      assert.equal(readHostedAccess(at(path, '#cs_1.ckat_abc'), null), null, path)
  })
})

describe('rightHostedAddress', () => {
  it('leads a page of the other mode to its own address, and leaves the right one alone', () => {
    assert.equal(rightHostedAddress(at('/hpp/pay_1'), access, true), null)
    assert.equal(rightHostedAddress(at('/hpp/live/pay_1'), access, false), null)
    assert.equal(rightHostedAddress(at('/hpp/pay_1'), access, null), null)
    assert.equal(rightHostedAddress(at('/hpp/pay_1'), access, false), '/hpp/live/pay_1#cs_1.ckat_abc-_')
    assert.equal(rightHostedAddress(at('/hpp/live/pay_1'), access, true), '/hpp/pay_1#cs_1.ckat_abc-_')
  })
})
