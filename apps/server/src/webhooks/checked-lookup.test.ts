import assert from 'node:assert/strict'
import http from 'node:http'
import { describe, it } from 'node:test'
import { agentsFor, anEndpoint, listen, resolvingTo, send } from './a-target.fixture.ts'
import type { ResolveHost } from './checked-lookup.ts'

describe('a blocked target', () => {
  async function aWatchedEndpoint() {
    const seen = { connections: 0 }
    const server = http.createServer((_request, response) => response.end())
    server.on('connection', () => (seen.connections += 1))
    return { port: await listen(server), seen }
  }

  for (const host of ['127.0.0.1', 'localhost', '0x7f.1', '[::ffff:127.0.0.1]', 'shop.test']) {
    it(`is never connected to: ${host}`, async () => {
      const { port, seen } = await aWatchedEndpoint()
      const resolveHost = host === 'shop.test' ? resolvingTo('127.0.0.1', '::1') : undefined
      const outcome = await send(`http://${host}:${port}/`, { allowPrivate: false, resolveHost })
      assert.equal(outcome.failure?.diagnosticCategory, 'blocked_target')
      assert.equal(outcome.failure?.errorCategory, 'webhook_blocked_target')
      assert.equal(outcome.failure?.retryable, false)
      assert.ok(!JSON.stringify(outcome).includes('127.0.0.1'), 'tells no address')
      assert.equal(seen.connections, 0)
    })
  }

  it('stays blocked beyond loopback when loopback is allowed', async () => {
    for (const address of ['10.0.0.1', '169.254.169.254', 'fe80::1', '0.0.0.0']) {
      const outcome = await send('http://shop.test/', { resolveHost: resolvingTo(address) })
      assert.equal(outcome.failure?.diagnosticCategory, 'blocked_target', address)
    }
  })

  it('is left out when a name has allowed addresses too', async () => {
    const { port, seen } = await aWatchedEndpoint()
    const outcome = await send(`http://shop.test:${port}/`, {
      resolveHost: resolvingTo('10.0.0.1', '127.0.0.1'),
    })
    assert.equal(outcome.failure, null)
    assert.equal(seen.connections, 1)
  })

  it('looks the name up once, so a second answer cannot differ', async () => {
    const { port } = await aWatchedEndpoint()
    const answers = ['127.0.0.1', '10.0.0.1']
    let lookups = 0
    const resolveHost: ResolveHost = (_hostname, _options, callback) =>
      callback(null, [{ address: answers[lookups++] ?? '', family: 4 }])
    const outcome = await send(`http://shop.test:${port}/`, { resolveHost })
    assert.equal(outcome.failure, null)
    assert.equal(lookups, 1)
  })

  it('is not reached over a connection that a wider rule opened', async () => {
    let calls = 0
    const port = await anEndpoint((_request, response) => {
      calls += 1
      response.end()
    })
    const agents = agentsFor()
    const resolveHost = resolvingTo('127.0.0.1')
    const url = `http://shop.test:${port}/`
    assert.equal((await send(url, { agents, resolveHost })).failure, null)
    const outcome = await send(url, { agents, resolveHost, allowPrivate: false })
    assert.equal(outcome.failure?.diagnosticCategory, 'blocked_target')
    assert.equal(calls, 1)
  })
})
