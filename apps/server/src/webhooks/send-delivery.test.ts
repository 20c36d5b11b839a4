import assert from 'node:assert/strict'
import http from 'node:http'
import { describe, it } from 'node:test'
import { aRawEndpoint, agentsFor, anEndpoint, listen, send, startedAt } from './a-target.fixture.ts'
import { maxBodyExcerptBytes } from './response-excerpt.ts'

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
