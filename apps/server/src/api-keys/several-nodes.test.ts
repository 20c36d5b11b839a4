import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type TestNode, startTestServer } from '../../../../test/support/server.ts'

/*
 * A key that was revoked or changed on one node: that node knows at once, every other within a second.
 * Source: contract, flint-platform 9.2 rule 8.
 */
const server = await startTestServer()
let other: TestNode

before(async () => {
  other = await server.anotherNode()
})

const read = (node: Pick<TestNode, 'call'>, key: string) => node.call('GET', '/v1/webhook-endpoints', { key })
const codesOf = async (key: string) => {
  const answers = [await read(server, key), await read(other, key)]
  return answers.map(({ status, error }) => error?.code ?? status)
}

const aKey = async (body: object = {}) => {
  const { data } = await server.call('POST', '/v1/api-keys', {
    body: { name: 'On two nodes', scopes: ['webhooks.read'], ...body },
  })
  assert.deepEqual(await codesOf(data.secret_key), [200, 200])
  return { key: data.secret_key as string, place: `/v1/api-keys/${data.api_key_id}` }
}

describe('on two nodes', () => {
  it('a revoked key is refused at once by the node that was told, within a second by the other', async () => {
    const { key, place } = await aKey()
    await server.call('POST', `${place}/revoke`)
    assert.equal((await read(server, key)).error.code, 'API_KEY_REVOKED')
    server.clock.advance(1000)
    assert.deepEqual(await codesOf(key), ['API_KEY_REVOKED', 'API_KEY_REVOKED'])
  })

  it('scopes that were taken away are gone', async () => {
    const { key, place } = await aKey()
    await other.call('PATCH', place, { body: { scopes: ['reports.read'] } })
    assert.equal((await read(other, key)).error.code, 'INSUFFICIENT_SCOPE')
    server.clock.advance(1000)
    assert.deepEqual(await codesOf(key), ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'])
  })

  it('an expiry that was set holds from its instant on, one that was taken away no longer', async () => {
    const { key, place } = await aKey()
    const expires_at = new Date(server.clock.nowMs() + 5000).toISOString()
    await server.call('PATCH', place, { body: { expires_at } })
    server.clock.advance(6000)
    assert.deepEqual(await codesOf(key), ['API_KEY_EXPIRED', 'API_KEY_EXPIRED'])
    await server.call('PATCH', place, { body: { expires_at: null } })
    assert.equal((await read(server, key)).status, 200)
    server.clock.advance(1000)
    assert.deepEqual(await codesOf(key), [200, 200])
  })

  it('a new key is known to both at once', async () => void (await aKey()))
})
