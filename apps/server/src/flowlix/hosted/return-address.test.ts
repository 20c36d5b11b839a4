import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { returnAddress } from './return-address.ts'

const added = 'payment_id=pay_1&status=failed'

describe('returnAddress', () => {
  const cases = [
    ['https://shop.example', `https://shop.example?${added}`],
    ['https://shop.example/done', `https://shop.example/done?${added}`],
    ['https://shop.example/done?', `https://shop.example/done?${added}`],
    ['https://shop.example/done?cart=7', `https://shop.example/done?cart=7&${added}`],
    ['https://shop.example/done?cart=7&', `https://shop.example/done?cart=7&${added}`],
    ['https://shop.example/done#thanks', `https://shop.example/done?${added}#thanks`],
    ['https://shop.example/done?a=1#x?y=2', `https://shop.example/done?a=1&${added}#x?y=2`],
    // What the shop has written is not written anew: its signature over the query would no longer hold.
    ['https://shop.example/?a=%7E&b=c%20d+e', `https://shop.example/?a=%7E&b=c%20d+e&${added}`],
  ] as const
  for (const [from, to] of cases)
    it(`${from} becomes ${to}`, () => assert.equal(returnAddress(from, 'pay_1', 'failed'), to))

  it('keeps every parameter and the fragment, and adds two', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (from) => {
        const before = new URL(from)
        const after = new URL(returnAddress(from, 'pay_1', 'failed'))
        assert.equal(after.hash, before.hash)
        assert.equal(after.origin + after.pathname, before.origin + before.pathname)
        assert.equal(after.searchParams.getAll('payment_id').at(-1), 'pay_1')
        assert.equal(after.searchParams.getAll('status').at(-1), 'failed')
        const kept = [...after.searchParams].slice(0, [...before.searchParams].length)
        assert.deepEqual(kept, [...before.searchParams])
      }),
    )
  })
})
