import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { freshDatabase } from '../../../../../test/support/database.ts'
import type { Clock } from '../clock/clock.ts'
import { type Database, openDatabase } from '../db/database.ts'
import type { Statement } from '../db/statement.ts'
import { jsonLogger } from '../log/logger.ts'
import type { Bucket, RateLimitRefusal, RateLimits } from './bucket.ts'
import { deleteFullBuckets } from './queries.ts'
import { sharedBuckets } from './shared-buckets.ts'

const { url } = await freshDatabase()
const log = jsonLogger('silent')
const [first, second] = [openDatabase({ url, log, poolSize: 2 }), openDatabase({ url, log, poolSize: 2 })]
after(() => Promise.all([first.close(), second.close()]))
const startMs = Date.parse('2026-10-05T09:00:00Z')

/** Stands still unless it is moved, so that the budget of a test is exact. */
const aClock = () => {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    now: () => new Date(nowMs).toISOString(),
    advance: (milliseconds: number) => (nowMs += milliseconds),
  }
}

type Node = RateLimits & { roundTrips: () => number; breakDatabase: () => void; mendDatabase: () => void }

const aNode = (clock: Clock, db: Database): Node => {
  let roundTrips = 0
  let isBroken = false
  const run = <T>(statement: Statement<T>) => {
    roundTrips++
    return isBroken ? Promise.reject(new Error('Connection terminated')) : db.run(statement)
  }
  const limits = sharedBuckets({ db: { ...db, run }, systemClock: clock, log })
  return {
    ...limits,
    roundTrips: () => roundTrips,
    breakDatabase: () => (isBroken = true),
    mendDatabase: () => (isBroken = false),
  }
}

const perSecond = (name: string, rate: number): Bucket => ({
  reason: 'api-key',
  name,
  perSecond: rate,
  burst: rate * 5,
})
const perHour = (name: string, count: number): Bucket => ({
  reason: 'feedback-intake',
  name,
  perSecond: count / 3600,
  burst: count,
})

let clock: ReturnType<typeof aClock>
let nodes: [Node, Node]
let names = 0
const aName = () => `key_${++names}`

beforeEach(() => {
  clock = aClock()
  nodes = [aNode(clock, first), aNode(clock, second)]
})

/** Sends to both nodes in turn, several at once, and counts who is served. */
const send = async (count: number, buckets: readonly Bucket[], atOnce = 8): Promise<number> => {
  let served = 0
  for (let sent = 0; sent < count; sent += atOnce) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(atOnce, count - sent) }, (_, index) =>
        nodes[(sent + index) % 2]!.take(buckets),
      ),
    )
    served += answers.filter((answer) => answer === null).length
  }
  return served
}

const refusedBy = async (node: RateLimits, buckets: readonly Bucket[]): Promise<RateLimitRefusal> => {
  for (;;) {
    const answer = await node.take(buckets)
    if (answer) return answer
  }
}

describe('two nodes on one database', () => {
  for (const rate of [1, 5, 20, 100])
    it(`never serve more than one bucket of ${rate} a second would, and nearly as many`, async () => {
      const bucket = perSecond(aName(), rate)
      let served = await send(rate * 6, [bucket])
      assert.ok(served <= bucket.burst, `${served} at once`)
      assert.ok(served >= rate * 3 - 20, `${served} at once`)
      for (let second = 1; second <= 4; second++) {
        for (let tenth = 0; tenth < 10; tenth++) {
          clock.advance(100)
          served += await send(Math.ceil(rate / 5), [bucket])
        }
        assert.ok(served <= bucket.burst + rate * second, `${served} after ${second} s`)
      }
      assert.ok(served >= rate * 6 - 20, `${served} in all`)
    })

  it('share small budgets to the last token', async () => {
    const bucket = perHour(aName(), 5)
    assert.equal(await send(20, [bucket]), 5)
    clock.advance(720_000)
    assert.equal(await send(20, [bucket]), 1)
  })

  it('never serve a lump twice, however long it lies about', async () => {
    const bucket = perSecond(aName(), 20)
    assert.equal(await nodes[0].take([bucket]), null)
    clock.advance(60_000)
    assert.ok((await send(300, [bucket])) <= bucket.burst)
  })

  it('ask the database for one request in ten at most', async () => {
    const bucket = perSecond(aName(), 100)
    await send(280, [bucket], 1)
    const asked = nodes[0].roundTrips() + nodes[1].roundTrips()
    assert.ok(asked <= 28, `${asked} round trips`)
    await send(1000, [bucket], 1)
    assert.ok(nodes[0].roundTrips() + nodes[1].roundTrips() <= asked + 6, 'nor for refused ones')
  })

  it('ask once for all that wait', async () => {
    const buckets = [perSecond(aName(), 5), perSecond(aName(), 20)]
    const answers = await Promise.all(Array.from({ length: 20 }, () => nodes[0].take(buckets)))
    assert.equal(answers.filter((answer) => answer === null).length, 20)
    assert.ok(nodes[0].roundTrips() <= 2, `${nodes[0].roundTrips()}`)
  })

  it('take nothing from the other budgets of a refused request', async () => {
    const [empty, other] = [perHour(aName(), 1), perHour(aName(), 3)]
    assert.equal(await send(10, [empty, other]), 1)
    // A node that saw the other budget empty while the first one held it looks again a second later.
    clock.advance(1000)
    assert.equal(await send(10, [other]), 2)
  })

  it('say honestly when to come back', async () => {
    for (const bucket of [perSecond(aName(), 1), perSecond(aName(), 100), perHour(aName(), 5)])
      for (const node of nodes) {
        const { reason, retryAfterSeconds } = await refusedBy(node, [bucket])
        assert.equal(reason, bucket.reason)
        clock.advance(retryAfterSeconds * 1000)
        assert.equal(await node.take([bucket]), null)
      }
  })

  it('follow a changed budget at once', async () => {
    const name = aName()
    assert.equal(await send(20, [perSecond(name, 1)]), 5)
    assert.ok((await send(20, [perSecond(name, 0)])) === 20)
    clock.advance(1000)
    assert.ok((await send(20, [perSecond(name, 20)])) >= 10)
  })
})

describe('without a database', () => {
  it('each node counts alone, and asks again a second later', async () => {
    const bucket = perSecond(aName(), 2)
    const [node] = nodes
    node.breakDatabase()
    const answers = await Promise.all(Array.from({ length: 15 }, () => node.take([bucket])))
    assert.equal(answers.filter((answer) => answer === null).length, 10)
    assert.equal(node.roundTrips(), 1)
    node.mendDatabase()
    assert.ok(node.take([bucket]), 'refused, without waiting')
    clock.advance(1000)
    assert.equal(await node.take([bucket]), null)
    assert.equal(node.roundTrips(), 2)
  })
})

describe('the clean-up', () => {
  it('forgets buckets that are full by now, and only those', async () => {
    await first.query('DELETE FROM rate_limit_buckets')
    const [old, young] = [perHour(aName(), 5), perHour(aName(), 5)]
    await nodes[0].take([old])
    clock.advance(1_800_000)
    await nodes[0].take([young])
    clock.advance(1_800_001)
    assert.equal(await first.run(deleteFullBuckets(clock.now(), 100)), 1)
    const { rows } = await first.query('SELECT bucket FROM rate_limit_buckets')
    assert.deepEqual(rows, [{ bucket: `feedback-intake:${young.name}` }])
  })
})
