import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectError, flowlixCalls, profiles, statusIn } from '../../../../../test/support/flowlix-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

const server = await startTestServer()
const clients = await flowlixCalls(server)
const { a, b, c } = clients

const made: any[] = []
for (let at = 0; at < 5; at++) {
  made.push(at === 2 ? await a.declined() : await a.paid())
  server.clock.advance(10_000)
}
await a.refund(made[4])
await b.pay()
const newestFirst = made.toReversed().map(({ id }) => id)
const ids = ({ json }: { json: any }) => json.data.map((payment: any) => payment.id)
const bad = (param: string) => ({
  status: 400,
  type: 'invalid_request_error',
  code: 'parameter_invalid',
  param,
})

describe('GET /v1/payments', () => {
  it('200 with an envelope in A and B, and a smaller one in C', async () => {
    for (const client of [a, b]) {
      const { status, json } = await client.list()
      assert.equal(status, 200)
      assert.deepEqual(
        [json.object, json.url, json.has_more, json.data.length],
        ['list', '/v1/payments', false, 6],
      )
    }
    assert.deepEqual(Object.keys((await c.list()).json), ['data', 'has_more'])
  })

  it('newest first; each entry as a GET shows it', async () => {
    for (const profile of profiles) {
      const list = await clients[profile].list()
      assert.deepEqual(ids(list).slice(1), newestFirst)
      assert.deepEqual((await clients[profile].read(newestFirst[0])).json, list.json.data[1])
    }
  })

  it('pages after and before a payment, both newest first', async () => {
    const first = await a.list(`limit=2&starting_after=${newestFirst[0]}`)
    assert.deepEqual([ids(first), first.json.has_more], [newestFirst.slice(1, 3), true])
    const last = await a.list(`limit=2&starting_after=${newestFirst[2]}`)
    assert.deepEqual([ids(last), last.json.has_more], [newestFirst.slice(3), false])
    const before = await a.list(`limit=2&ending_before=${newestFirst[4]}`)
    assert.deepEqual([ids(before), before.json.has_more], [newestFirst.slice(2, 4), true])
  })

  it('by status, in the words of the form', async () => {
    const of = async (profile: 'a' | 'b' | 'c', status: string) =>
      (await clients[profile].list(`status=${status}`)).json.data
    assert.deepEqual(
      (await of('a', 'failed')).map(({ id }: any) => id),
      [made[2].id],
    )
    assert.deepEqual(
      (await of('a', 'refunded')).map(({ id }: any) => id),
      [made[4].id],
    )
    assert.equal((await of('a', 'succeeded')).length, 3)
    assert.equal((await of('c', 'SUCCEEDED')).length, 4)
    assert.equal((await of('b', 'pending')).length, 1)
    assert.equal((await of('b', 'expired')).length, 0)
    for (const profile of profiles)
      for (const { status } of await of(profile, statusIn(profile, 'failed')))
        assert.equal(status, statusIn(profile, 'failed'))
  })

  it('by creation: from a second on, and before one', async () => {
    const { created } = made[1]
    const between = await a.list(`created[gte]=${created}&created[lt]=${made[3].created}`)
    assert.deepEqual(ids(between), [made[2].id, made[1].id])
    const aliased = await c.list(`created_at[gte]=${created}&created_at[lt]=${made[3].created}`)
    assert.deepEqual(ids(aliased), ids(between))
  })

  it('no match: 200 without any', async () => {
    const { status, json } = await a.list('created[lt]=1')
    assert.deepEqual([status, json.data, json.has_more], [200, [], false])
  })

  it('400 parameter_invalid for what is out of bounds', async () => {
    for (const limit of ['0', '101', 'many', '1.5']) expectError(await a.list(`limit=${limit}`), bad('limit'))
    expectError(await a.list('status=SUCCEEDED'), bad('status'))
    expectError(await c.list('status=succeeded'), bad('status'), 'c')
    expectError(await a.list('created[gte]=yesterday'), bad('created[gte]'))
  })

  it('400 for a cursor that names no payment, and for two of them', async () => {
    expectError(await a.list('starting_after=pay_000000000000000000000000'), bad('starting_after'))
    expectError(await a.list('ending_before=pay_000000000000000000000000'), bad('ending_before'))
    const both = `starting_after=${newestFirst[0]}&ending_before=${newestFirst[1]}`
    expectError(await a.list(both), bad('ending_before'))
  })
})

describe('GET /v1/payments/{payment_id}', () => {
  it('404 for an id that is not there, of another mode, and of another sandbox', async () => {
    const notFound = { status: 404, type: 'invalid_request_error', code: 'resource_not_found' }
    for (const profile of profiles)
      expectError(await clients[profile].read('pay_000000000000000000000000'), notFound, profile)
  })
})
