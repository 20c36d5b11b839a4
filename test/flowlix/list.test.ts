import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  cards,
  directBody,
  expectBadField,
  flowlixCalls,
  hostedBody,
  profiles,
  statusIn,
  withCard,
} from '../support/flowlix-calls.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 3.6 and 5: the list's query and its numbered rules. */
const server = await startTestServer()
const clients = await flowlixCalls(server)

/** Newest first; made two seconds apart, but for two that share their second. */
let ids: string[] = []
const createdAt = new Map<string, number>()
const newestFirst: { id: string; created: number }[] = []

before(async () => {
  const { a } = clients
  for (let made = 0; made < 12; made++) {
    if (made % 4 === 3) await a.pay(withCard('a', cards.declined))
    else if (made % 4 === 2) await a.open(hostedBody('a'))
    else await a.pay(directBody('a'))
    const payment = await a.newest()
    newestFirst.unshift({ id: payment.id, created: payment.created })
    createdAt.set(payment.id, payment.created)
    if (made !== 5) server.clock.advance(2000)
  }
  ids = newestFirst.map(({ id }) => id)
})

for (const profile of profiles) {
  const client = clients[profile]
  const idsOf = async (query: string): Promise<string[]> => {
    const { status, json, text } = await client.list(query)
    assert.equal(status, 200, `${query}: ${text}`)
    return json.data.map((payment: any) => payment.id)
  }

  describe(`${profile.toUpperCase()}: GET /v1/payments`, () => {
    it('is an envelope', async () => {
      const { json } = await client.list('limit=1')
      const { data, has_more: hasMore, ...rest } = json
      assert.deepEqual(rest, profile === 'c' ? {} : { object: 'list', url: '/v1/payments' })
      assert.equal(data.length, 1)
      assert.equal(hasMore, true)
    })

    it('has payments of every form, newest first, each as a GET shows it', async () => {
      const { json } = await client.list('limit=100')
      assert.deepEqual(
        json.data.map((payment: any) => payment.id),
        ids,
      )
      assert.equal(json.has_more, false)
      for (const payment of json.data.slice(0, 4))
        assert.deepEqual(payment, (await client.read(payment.id)).json)
    })

    it('has ten to a page unless limit says otherwise, from 1 to 100', async () => {
      assert.deepEqual(await idsOf(''), ids.slice(0, 10))
      assert.deepEqual(await idsOf('limit=1'), ids.slice(0, 1))
      assert.deepEqual(await idsOf('limit=100'), ids)
      for (const bad of ['0', '101', '-1', 'ten', '1.5', ''])
        expectBadField(await client.list(`limit=${bad}`), profile, 'limit')
    })

    it('goes on after the last id: every payment once', async () => {
      const seen: string[] = []
      let query = 'limit=5'
      for (;;) {
        const { json } = await client.list(query)
        const page = json.data.map((payment: any) => payment.id)
        seen.push(...page)
        if (!json.has_more) break
        query = `limit=5&starting_after=${page.at(-1)}`
      }
      assert.deepEqual(seen, ids)
    })

    if (profile === 'b')
      it('has no ending_before, which it may ignore or refuse', async () => {
        const { status } = await client.list(`ending_before=${ids[5]}`)
        assert.ok([200, 400].includes(status))
      })
    else
      it('goes back before an id: the page next to it, still newest first', async () => {
        assert.deepEqual(await idsOf(`limit=3&ending_before=${ids[6]}`), ids.slice(3, 6))
        assert.deepEqual(await idsOf(`limit=10&ending_before=${ids[2]}`), ids.slice(0, 2))
        assert.deepEqual(await idsOf(`ending_before=${ids[0]}`), [])
        const { json } = await client.list(`limit=3&ending_before=${ids[6]}`)
        assert.equal(json.has_more, true)
      })

    it('400 for both cursors', async () => {
      if (profile === 'b') return
      const { status, error } = await client.list(`starting_after=${ids[5]}&ending_before=${ids[1]}`)
      assert.deepEqual([status, error.code], [400, 'parameter_invalid'])
    })

    it('400 for a cursor that names no payment', async () => {
      for (const name of profile === 'b' ? ['starting_after'] : ['starting_after', 'ending_before'])
        for (const bad of ['pay_000000000000000000000000', 'x', ''])
          expectBadField(await client.list(`${name}=${bad}`), profile, name)
    })

    it('filters by status, in its own words, before it makes pages', async () => {
      const expected = (status: string) =>
        ids.filter((_, at) => {
          const made = 11 - at
          return status === (made % 4 === 3 ? 'failed' : made % 4 === 2 ? 'pending' : 'succeeded')
        })
      for (const status of ['succeeded', 'failed'])
        assert.deepEqual(await idsOf(`limit=100&status=${statusIn(profile, status)}`), expected(status))
      // An open page waits for its buyer: C says so in another word.
      const open = profile === 'c' ? 'REQUIRES_ACTION' : 'pending'
      assert.deepEqual(await idsOf(`limit=100&status=${open}`), expected('pending'))
      const paged = await client.list(`limit=2&status=${statusIn(profile, 'succeeded')}`)
      assert.deepEqual(
        [paged.json.data.map((payment: any) => payment.id), paged.json.has_more],
        [expected('succeeded').slice(0, 2), true],
      )
    })

    it('400 for a status that the form does not have', async () => {
      const foreign = {
        a: ['requires_action', 'canceled', 'expired', 'SUCCEEDED', 'x', ''],
        b: ['processing', 'SUCCEEDED', 'x', ''],
        c: ['succeeded', 'REFUNDED', 'x', ''],
      }
      for (const status of foreign[profile])
        expectBadField(await client.list(`status=${status}`), profile, 'status')
    })

    it('takes every status of the form', async () => {
      const own = {
        a: ['pending', 'succeeded', 'failed', 'refunded'],
        // Source: contract, flowlix 18 Q9.
        b: ['pending', 'requires_action', 'succeeded', 'failed', 'expired', 'canceled', 'refunded'],
        c: ['PENDING', 'REQUIRES_ACTION', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'EXPIRED'],
      }
      for (const status of own[profile])
        assert.equal((await client.list(`status=${status}`)).status, 200, status)
    })

    it('bounds the time of creation: from, inclusive; to, exclusive', async () => {
      const { created } = newestFirst[4]!
      const names = profile === 'c' ? ['created', 'created_at'] : ['created']
      for (const name of names) {
        const from = ids.filter((id) => createdAt.get(id)! >= created)
        const to = ids.filter((id) => createdAt.get(id)! < created)
        assert.deepEqual(await idsOf(`limit=100&${name}[gte]=${created}`), from)
        assert.deepEqual(await idsOf(`limit=100&${name}[lt]=${created}`), to)
        const both = `${name}%5Bgte%5D=${created - 4}&${name}%5Blt%5D=${created + 1}`
        assert.deepEqual(
          await idsOf(`limit=100&${both}`),
          ids.filter((id) => createdAt.get(id)! >= created - 4 && createdAt.get(id)! <= created),
        )
      }
      for (const bad of ['yesterday', '1.5', '2026-01-01', '']) {
        const { status, error } = await client.list(`created[gte]=${bad}`)
        assert.deepEqual([status, error.code], [400, 'parameter_invalid'], bad)
      }
    })

    it('is empty where nothing fits: 200', async () => {
      const { status, json } = await client.list('created[lt]=1')
      assert.deepEqual([status, json.data, json.has_more], [200, [], false])
    })

    it('keeps to its filter between pages', async () => {
      const status = statusIn(profile, 'succeeded')
      const first = await client.list(`limit=2&status=${status}`)
      const next = await client.list(`limit=100&status=${status}&starting_after=${first.json.data[1].id}`)
      assert.deepEqual([first.json.data.length, next.json.data.length, next.json.has_more], [2, 4, false])
    })
  })
}

describe('what a list leaves out', () => {
  it('payments of the other mode and of other sandboxes, and Flint’s own orders', async () => {
    await server.call('POST', '/v1/orders', {
      body: { line_items: [{ name: 'Thing', unit_price_money: { amount: 100, currency: 'EUR' } }] },
    })
    const { json } = await clients.a.list('limit=100')
    assert.equal(json.data.length, ids.length)
    assert.ok(json.data.every((payment: any) => ids.includes(payment.id)))
  })
})
