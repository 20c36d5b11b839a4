import assert from 'node:assert/strict'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import type { ResolveHost } from './checked-lookup.ts'
import { maxBodyExcerptBytes } from './response-excerpt.ts'
import { selfSigned } from './self-signed.fixture.ts'
import { createDeliveryAgents, sendDelivery } from './send-delivery.ts'
import type { DeliveryAgents, DeliveryRequest } from './send-delivery.ts'

const startedAt = '2026-10-05T09:00:00.000Z'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Starts an endpoint on loopback that is closed after the test, with every connection it still has. */
async function listen(server: net.Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  closers.push(
    () => sockets.forEach((socket) => socket.destroy()),
    () => new Promise((resolve) => server.close(resolve)),
  )
  return (server.address() as AddressInfo).port
}

const anEndpoint = (answer: http.RequestListener) => listen(http.createServer(answer))
const aRawEndpoint = (talk: (socket: net.Socket) => void) => listen(net.createServer(talk))

function agentsFor(options: Partial<Parameters<typeof createDeliveryAgents>[0]> = {}): DeliveryAgents {
  const agents = createDeliveryAgents({ maxSocketsPerHost: 2, idleTimeoutMs: 5000, ...options })
  closers.unshift(() => {
    agents.http.destroy()
    agents.https.destroy()
  })
  return agents
}

function send(url: string, special: Partial<DeliveryRequest> = {}) {
  let ms = 0
  const clock = { now: () => startedAt, monotonicMs: () => (ms += 25) }
  const delivery = { headers: { 'webhook-id': 'whev_1' }, body: '{"note":"ü"}', timeoutMs: 5000 }
  return sendDelivery({ url, ...delivery, allowPrivate: 'loopback', clock, ...special })
}

const resolvingTo =
  (...addresses: string[]): ResolveHost =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: net.isIP(address) })),
    )

const resolvingNothing: ResolveHost = (_hostname, _options, callback) =>
  callback(
    Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
    [],
  )

describe('an answered delivery', () => {
  it('succeeds with 200 and shows the answer', async () => {
    let received = { method: '', url: '', body: '', headers: {} as http.IncomingHttpHeaders }
    const port = await anEndpoint((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        received = { method: request.method ?? '', url: request.url ?? '', body, headers: request.headers }
        response.writeHead(200, { 'Content-Type': 'text/plain', 'Set-Cookie': 'a=b', 'X-Trace': '7' })
        response.end('thanks')
      })
    })
    const outcome = await send(`http://127.0.0.1:${port}/hooks?a=1`)
    const { responseHeaders, ...rest } = outcome
    assert.deepEqual(rest, {
      startedAt,
      completedAt: '2026-10-05T09:00:00.025Z',
      durationMilliseconds: 25,
      statusCode: 200,
      responseContentType: 'text/plain',
      responseBodyExcerpt: 'thanks',
      failure: null,
    })
    assert.equal(responseHeaders?.['x-trace'], '7')
    assert.ok(!('set-cookie' in (responseHeaders ?? {})))
    assert.equal(received.method, 'POST')
    assert.equal(received.url, '/hooks?a=1')
    assert.equal(received.body, '{"note":"ü"}')
    assert.equal(received.headers['content-length'], '13')
    assert.equal(received.headers['webhook-id'], 'whev_1')
    assert.equal(received.headers.host, `127.0.0.1:${port}`)
  })

  it('succeeds with 204 and no body', async () => {
    const port = await anEndpoint((_request, response) => response.writeHead(204).end())
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(outcome.failure, null)
    assert.equal(outcome.responseBodyExcerpt, '')
  })

  it('fails with 500 and still shows the answer', async () => {
    const port = await anEndpoint((_request, response) => response.writeHead(500).end('boom'))
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(outcome.statusCode, 500)
    assert.equal(outcome.responseBodyExcerpt, 'boom')
    assert.equal(outcome.failure?.errorCategory, 'webhook_http_5xx')
    assert.equal(outcome.failure?.retryable, true)
  })

  it('fails with 302 and does not follow it', async () => {
    let calls = 0
    const port = await anEndpoint((_request, response) => {
      calls += 1
      response.writeHead(302, { Location: '/elsewhere' }).end()
    })
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(calls, 1)
    assert.equal(outcome.statusCode, 302)
    assert.equal(outcome.failure?.diagnosticCategory, 'http_error')
    assert.equal(outcome.failure?.errorCategory, 'webhook_delivery')
  })

  it('succeeds when the answer is slow but in time', async () => {
    const port = await anEndpoint((_request, response) => {
      response.writeHead(200).write('a')
      setTimeout(() => response.end('b'), 50)
    })
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(outcome.responseBodyExcerpt, 'ab')
    assert.equal(outcome.failure, null)
  })

  it('succeeds when the end of the connection is the end of the body', async () => {
    const port = await aRawEndpoint((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello')),
    )
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(outcome.responseBodyExcerpt, 'hello')
    assert.equal(outcome.failure, null)
  })

  it('reads no more than it needs of a body without end', async () => {
    const closed = Promise.withResolvers<void>()
    const port = await anEndpoint((_request, response) => {
      response.on('close', closed.resolve)
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
        if (!response.destroyed) response.once('drain', pour)
      }
      pour()
    })
    const outcome = await send(`http://127.0.0.1:${port}/`, { agents: agentsFor() })
    assert.equal(outcome.failure, null)
    assert.equal(outcome.responseBodyExcerpt, 'x'.repeat(maxBodyExcerptBytes))
    await closed.promise
  })

  it('cuts the excerpt between characters and replaces what text columns cannot hold', async () => {
    const port = await anEndpoint((_request, response) =>
      response.end(Buffer.concat([Buffer.from([0, 0xff]), Buffer.from('€'.repeat(2000))])),
    )
    const outcome = await send(`http://127.0.0.1:${port}/`)
    assert.equal(outcome.responseBodyExcerpt, `\u{fffd}\u{fffd}${'€'.repeat(1364)}`)
  })

  it('bounds the headers it shows', async () => {
    const port = await anEndpoint((_request, response) => {
      for (let at = 0; at < 100; at += 1) response.setHeader(`x-${at}`, 'v'.repeat(at === 0 ? 2000 : 1))
      response.end()
    })
    const { responseHeaders } = await send(`http://127.0.0.1:${port}/`)
    assert.equal(Object.keys(responseHeaders ?? {}).length, 40)
    assert.equal(responseHeaders?.['x-0']?.length, 512)
  })
})

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

describe('kept connections', () => {
  it('are used again, and bounded for each host', async () => {
    let connections = 0
    const server = http.createServer((_request, response) => setTimeout(() => response.end('ok'), 10))
    server.on('connection', () => (connections += 1))
    const port = await listen(server)
    const agents = agentsFor({ maxSocketsPerHost: 2 })
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => send(`http://127.0.0.1:${port}/`, { agents })),
    )
    assert.ok(outcomes.every(({ failure }) => failure === null))
    assert.equal(connections, 2)
  })

  it('that the endpoint closed meanwhile do not fail a delivery', async () => {
    let connections = 0
    const port = await aRawEndpoint((socket) => {
      connections += 1
      let calls = 0
      // Answers once, then resets when the same connection is used again.
      socket.on('data', () => {
        calls += 1
        if (calls === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        else socket.resetAndDestroy()
      })
    })
    const agents = agentsFor()
    assert.equal((await send(`http://127.0.0.1:${port}/`, { agents })).failure, null)
    const outcome = await send(`http://127.0.0.1:${port}/`, { agents })
    assert.equal(outcome.failure, null)
    assert.equal(outcome.responseBodyExcerpt, 'ok')
    assert.equal(connections, 2)
  })
})

function drip(socket: net.Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nX-Slow: ')
  const timer = setInterval(() => socket.write('a'), 10)
  socket.on('close', () => clearInterval(timer))
}
