import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readConfig } from '../config/config.ts'
import { type Bucket, type RateLimitRefusal, buckets, rateLimitReasons } from './bucket.ts'
import { refusalOfLimit } from './rate-limits.ts'
import { tokenBuckets } from './token-buckets.ts'

const aClock = () => {
  let nowMs = Date.parse('2026-10-05T09:00:00Z')
  return {
    nowMs: () => nowMs,
    now: () => new Date(nowMs).toISOString(),
    advance: (milliseconds: number) => (nowMs += milliseconds),
  }
}

const limits = readConfig({}).rateLimits
/** One of each kind, as the default configuration has them. */
const everyKind: Bucket[] = [
  buckets.ofAddress(limits, '192.0.2.1'),
  buckets.ofKey(limits, 'key_1'),
  buckets.ofMerchant(limits, 'mer_1', 'test'),
  buckets.ofSetUp(limits, 'ada@shop.example'),
  buckets.ofDemo(limits, '192.0.2.1'),
  buckets.ofCheckoutSession(limits, 'cs_1'),
  buckets.ofFeedback(limits, 'key_1'),
]

const untilRefused = (take: () => RateLimitRefusal | null) => {
  for (let served = 0; ; served++) {
    const refused = take()
    if (refused) return { served, refused }
  }
}

describe('the budgets of the default configuration', () => {
  it('are one for each reason that the contract names', () => {
    assert.deepEqual(
      everyKind.map(({ reason }) => reason),
      [...rateLimitReasons],
    )
  })

  for (const bucket of everyKind)
    it(`${bucket.reason}: ${bucket.burst} at once, then so many as come back; whoever waits is served`, () => {
      const clock = aClock()
      const { take } = tokenBuckets(clock)
      const { served, refused } = untilRefused(() => take([bucket]))
      assert.equal(served, bucket.burst)
      assert.equal(refused.reason, bucket.reason)
      clock.advance(refused.retryAfterSeconds * 1000)
      assert.equal(take([bucket]), null)
    })

  it('count an IPv6 network as one address, and an IPv4 address as itself', () => {
    const name = (address: string) => buckets.ofAddress(limits, address).name
    assert.equal(name('2001:db8:0:7::1'), name('2001:0DB8:0000:0007:ffff:ffff:ffff:ffff'))
    assert.equal(name('fe80::1%eth0'), name('fe80:0:0:0::2'))
    assert.notEqual(name('2001:db8:0:7::1'), name('2001:db8:0:8::1'))
    assert.equal(name('::1'), name('::2'))
    assert.equal(name('192.0.2.1'), '192.0.2.1')
    assert.equal(name('::ffff:192.0.2.1'), '::ffff:192.0.2.1')
  })

  it('count live requests apart from those of sandboxes', () => {
    const { take } = tokenBuckets(aClock())
    untilRefused(() => take([buckets.ofMerchant(limits, 'mer_1', 'test')]))
    assert.equal(take([buckets.ofMerchant(limits, 'mer_1', 'live')]), null)
  })

  it('count one e-mail address as one, however it is written', () => {
    assert.deepEqual(
      buckets.ofSetUp(limits, ' Ada@Shop.example '),
      buckets.ofSetUp(limits, 'ada@shop.example'),
    )
  })

  it('can be switched off one by one', () => {
    const { take } = tokenBuckets(aClock())
    const unlimited = buckets.ofKey({ ...limits, perKey: 0 }, 'key_1')
    for (let sent = 0; sent < 2000; sent++) assert.equal(take([unlimited]), null)
  })
})

describe('take', () => {
  const bucket = (name: string, perSecond: number): Bucket => ({
    reason: 'api-key',
    name,
    perSecond,
    burst: perSecond * 5,
  })

  it('takes nothing from the others when one refuses', () => {
    const { take } = tokenBuckets(aClock())
    const [small, large] = [bucket('small', 1), bucket('large', 2)]
    assert.equal(untilRefused(() => take([large, small])).served, 5)
    for (let more = 0; more < 100; more++) assert.ok(take([large, small]))
    assert.equal(untilRefused(() => take([large])).served, 5)
  })

  it('names the bucket that takes longest', () => {
    const { take } = tokenBuckets(aClock())
    const slow: Bucket = { reason: 'merchant', name: 'slow', perSecond: 1 / 60, burst: 1 }
    const quick: Bucket = { reason: 'api-key', name: 'quick', perSecond: 1, burst: 1 }
    assert.equal(take([quick, slow]), null)
    assert.deepEqual(take([quick, slow]), { reason: 'merchant', retryAfterSeconds: 60 })
  })

  it('serves whoever waits for as long as it said, at any rate and any time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(1, 60, 3600),
        fc.array(fc.nat({ max: 2500 }), { maxLength: 30 }),
        (count, seconds, pauses) => {
          const clock = aClock()
          const { take } = tokenBuckets(clock)
          const limited: Bucket = { reason: 'resource', name: 'a', perSecond: count / seconds, burst: count }
          for (const pause of pauses) {
            clock.advance(pause)
            const { refused } = untilRefused(() => take([limited]))
            clock.advance(refused.retryAfterSeconds * 1000)
            assert.equal(take([limited]), null)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the refusal', () => {
  for (const reason of rateLimitReasons)
    it(`${reason} is a retryable 429 with whole seconds`, () => {
      const { definition, context, message } = refusalOfLimit({ reason, retryAfterSeconds: 3 })
      assert.deepEqual(
        [definition.code, definition.status, definition.isRetryable],
        ['RATE_LIMIT_EXCEEDED', 429, true],
      )
      assert.deepEqual(context.headers, { 'Retry-After': '3', 'Flint-Rate-Limited-Reason': reason })
      assert.match(message, /^Too many requests \S.*\.$/)
    })
})

describe('who is refused by their address', () => {
  it('cannot push out what others are counted by', () => {
    const { take } = tokenBuckets(aClock())
    const ada = buckets.ofSignIn(limits, 'ada@shop.example')
    untilRefused(() => take([ada]))
    const address = buckets.ofTries(limits, 'sign-in', '192.0.2.1')
    for (let at = 0; at < 60_000; at++) take([address, buckets.ofSignIn(limits, `nobody${at}@shop.example`)])
    assert.notEqual(take([ada]), null)
    assert.notEqual(take([address]), null)
  })
})
