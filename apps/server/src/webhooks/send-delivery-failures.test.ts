import assert from 'node:assert/strict'
import https from 'node:https'
import net from 'node:net'
import { describe, it } from 'node:test'
import { aRawEndpoint, agentsFor, anEndpoint, listen, resolvingTo, send } from './a-target.fixture.ts'
import type { ResolveHost } from './checked-lookup.ts'
import { selfSigned } from './self-signed.fixture.ts'

const resolvingNothing: ResolveHost = (_hostname, _options, callback) =>
  callback(
    Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
    [],
  )

describe('a delivery without an answer', () => {
  const causes: [name: string, talk: (socket: net.Socket) => void][] = [
    ['never answers', () => {}],
    ['stops within the headers', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-')],
    ['sends a byte now and then', (socket) => drip(socket)],
  ]
  for (const [name, talk] of causes) {
    it(`times out when the endpoint ${name}`, async () => {
      const port = await aRawEndpoint(talk)
      const outcome = await send(`http://127.0.0.1:${port}/`, { timeoutMs: 150 })
      assert.equal(outcome.failure?.diagnosticCategory, 'timeout')
      assert.equal(outcome.failure?.errorCategory, 'webhook_timeout')
      assert.equal(outcome.statusCode, null)
    })
  }

  it('times out when only the body never ends, and shows what arrived', async () => {
    const port = await anEndpoint((_request, response) => response.writeHead(200).write('partly'))
    const outcome = await send(`http://127.0.0.1:${port}/`, { timeoutMs: 150 })
    assert.equal(outcome.failure?.diagnosticCategory, 'timeout')
    assert.equal(outcome.statusCode, 200)
    assert.equal(outcome.responseBodyExcerpt, 'partly')
  })

  it('times out when the name lookup hangs', async () => {
    const outcome = await send('https://hooks.example/', { timeoutMs: 50, resolveHost: () => {} })
    assert.equal(outcome.failure?.diagnosticCategory, 'timeout')
    assert.match(outcome.failure?.errorMessage ?? '', /No connection/u)
  })

  it('times out when no connection gets free, without asking the endpoint', async () => {
    let calls = 0
    const port = await aRawEndpoint(() => (calls += 1))
    const agents = agentsFor({ maxSocketsPerHost: 1 })
    const outcomes = await Promise.all([
      send(`http://127.0.0.1:${port}/`, { timeoutMs: 300, agents }),
      send(`http://127.0.0.1:${port}/`, { timeoutMs: 100, agents }),
    ])
    assert.equal(calls, 1)
    assert.match(outcomes[0].failure?.errorMessage ?? '', /No complete answer/u)
    assert.match(outcomes[1].failure?.errorMessage ?? '', /No connection/u)
  })

  const breaks: [name: string, talk: (socket: net.Socket) => void][] = [
    ['resets the connection', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['closes the connection', (socket) => socket.once('data', () => socket.end())],
    ['does not speak HTTP', (socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))],
    [
      'sends endless headers',
      (socket) => socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(99_999)}`)),
    ],
    [
      'breaks off the body',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')),
    ],
    [
      'upgrades the connection',
      (socket) =>
        socket.once('data', () =>
          socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
        ),
    ],
  ]
  for (const [name, talk] of breaks) {
    it(`is a connection error when the endpoint ${name}`, async () => {
      const port = await aRawEndpoint(talk)
      const outcome = await send(`http://127.0.0.1:${port}/`)
      assert.equal(outcome.failure?.diagnosticCategory, 'connection_error')
      assert.equal(outcome.failure?.errorCategory, 'webhook_connection')
      assert.equal(outcome.failure?.retryable, true)
    })
  }

  it('is a connection error when nothing listens', async () => {
    const server = net.createServer()
    const port = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(outcome.failure?.diagnosticCategory, 'connection_error')
    assert.match(outcome.failure?.errorMessage ?? '', /ECONNREFUSED/u)
  })

  it('is a DNS error when the name is unknown', async () => {
    const outcome = await send('https://nowhere.example/', { resolveHost: resolvingNothing })
    assert.equal(outcome.failure?.diagnosticCategory, 'dns_error')
    assert.equal(outcome.failure?.errorCategory, 'webhook_dns')
  })

  const unusable: [name: string, url: string, headers: Record<string, string>][] = [
    ['broken URL', 'not a url', {}],
    ['other scheme', 'ftp://127.0.0.1/', {}],
    ['broken header value', 'http://127.0.0.1:1/', { 'x-a': 'line\nbreak' }],
    ['broken header name', 'http://127.0.0.1:1/', { 'x a': 'b' }],
  ]
  for (const [name, url, headers] of unusable) {
    it(`is a request error with a ${name}`, async () => {
      const outcome = await send(url, { headers })
      assert.equal(outcome.failure?.diagnosticCategory, 'request_error')
      assert.equal(outcome.failure?.errorCategory, 'webhook_request')
      assert.equal(outcome.failure?.retryable, false)
    })
  }
})

describe('TLS', () => {
  const aTlsEndpoint = () =>
    listen(https.createServer(selfSigned, (_request, response) => response.end('safe')))

  it('is a TLS error with a self-signed certificate', async () => {
    const port = await aTlsEndpoint()
    const outcome = await send(`https://127.0.0.1:${port}/`, { agents: agentsFor() })
    assert.equal(outcome.failure?.diagnosticCategory, 'tls_error')
    assert.equal(outcome.failure?.errorCategory, 'webhook_tls')
    assert.match(outcome.failure?.errorMessage ?? '', /self-signed/u)
  })

  it('succeeds with a trusted certificate for the host', async () => {
    const port = await aTlsEndpoint()
    const agents = agentsFor({ ca: selfSigned.cert })
    assert.equal((await send(`https://127.0.0.1:${port}/`, { agents })).failure, null)
    const resolveHost = resolvingTo('127.0.0.1')
    assert.equal((await send(`https://localhost:${port}/`, { agents, resolveHost })).failure, null)
  })

  it('is a TLS error with a trusted certificate for another host', async () => {
    const port = await aTlsEndpoint()
    const agents = agentsFor({ ca: selfSigned.cert })
    const outcome = await send(`https://other.test:${port}/`, {
      agents,
      resolveHost: resolvingTo('127.0.0.1'),
    })
    assert.equal(outcome.failure?.diagnosticCategory, 'tls_error')
  })

  it('is a TLS error when the endpoint speaks plain HTTP', async () => {
    const port = await anEndpoint((_request, response) => response.end())
    const outcome = await send(`https://127.0.0.1:${port}/`)
    assert.equal(outcome.failure?.diagnosticCategory, 'tls_error')
  })
})

function drip(socket: net.Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nX-Slow: ')
  const timer = setInterval(() => socket.write('a'), 10)
  socket.on('close', () => clearInterval(timer))
}
