import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import Fastify, { type FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { Refusal } from './errors.ts'
import { limitedBytes, openStreams, takeOnly, whenFirstIsMade } from './stream.ts'

const takes = { contentType: 'application/x-lines', limitBytes: 1024 * 1024 }

const textOf = async (bytes: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('a streamed answer', () => {
  it('is what was made, in order', async () => {
    const stream = await whenFirstIsMade(
      (async function* () {
        yield 'a'
        await pause(5)
        yield Buffer.from('b')
      })(),
    )
    assert.equal(await textOf(stream), 'ab')
  })

  it('may be nothing', async () => {
    assert.equal(await textOf(await whenFirstIsMade((async function* () {})())), '')
  })

  it('that fails before its first piece fails as any answer does', async () => {
    // oxlint-disable-next-line require-yield
    const failing = (async function* (): AsyncGenerator<string> {
      throw new Error('not allowed')
    })()
    await assert.rejects(whenFirstIsMade(failing), /not allowed/)
  })

  it('that fails later is cut', async () => {
    const stream = await whenFirstIsMade(
      (async function* () {
        yield 'a'
        throw new Error('the database is gone')
      })(),
    )
    await assert.rejects(textOf(stream), /gone/)
  })

  it('whose reader goes is told so', async () => {
    let isEnded = false
    const stream = await whenFirstIsMade(
      (async function* () {
        try {
          for (;;) yield 'a'.repeat(100_000)
        } finally {
          isEnded = true
        }
      })(),
    )
    stream.destroy()
    await pause(20)
    assert.ok(isEnded)
  })
})

describe('calls of stream routes', () => {
  it('end when their connection is closed, and when the server is', () => {
    const streams = openStreams()
    const closing: (() => void)[] = []
    const once = (_: string, listener: () => void) => closing.push(listener)
    const reply = { raw: { once, setTimeout: () => {}, destroy: () => {} } }
    const [first, second] = [0, 1].map(() => streams.begin(reply as unknown as FastifyReply))
    closing[0]!()
    assert.deepEqual([first!.aborted, second!.aborted], [true, false])
    streams.endAll()
    assert.ok(second!.aborted)
  })
})

describe('a streamed body', () => {
  it('is read piece by piece, up to its limit', async () => {
    const pieces = Array.from({ length: 16 }, () => Buffer.alloc(64 * 1024, 'x'))
    assert.equal((await textOf(limitedBytes(Readable.from(pieces), takes))).length, 1024 * 1024)
    await assert.rejects(
      textOf(limitedBytes(Readable.from([...pieces, Buffer.from('x')]), takes)),
      (error: Refusal) => error.definition.code === 'REQUEST_BODY_TOO_LARGE',
    )
  })

  it('that is not there is refused', async () => {
    await assert.rejects(
      textOf(limitedBytes(undefined, takes)),
      (error: Refusal) => error.definition.code === 'INVALID_REQUEST_BODY',
    )
  })

  it('of another kind is refused, and so is ours elsewhere; who stops reading still answers', async () => {
    const app = Fastify()
    after(() => app.close())
    app.setErrorHandler((error, _request, reply) =>
      reply
        .code(error instanceof Refusal ? error.definition.status : ((error as any).statusCode ?? 500))
        .send(''),
    )
    app.post('/other', async () => 'json')
    app.register(async (scope) => {
      takeOnly(scope, takes.contentType)
      scope.post('/lines', async (request) => {
        for await (const chunk of limitedBytes(request.body, takes)) return `began with ${chunk.length > 0}`
        return 'nothing'
      })
    })
    const url = await app.listen({ port: 0 })
    const send = async (path: string, type: string, body: string) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': type },
      })
      return `${response.status} ${await response.text()}`
    }
    assert.equal(await send('/lines', takes.contentType, 'x'.repeat(900_000)), '200 began with true')
    assert.equal(await send('/lines', 'application/json', '{}'), '415 ')
    assert.equal(await send('/other', takes.contentType, 'x'), '415 ')
  })
})
