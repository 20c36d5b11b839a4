import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './answer.ts'
import { httpErrors, refuse } from './errors.ts'

/** What a route sends or takes that is not one JSON text. */
export type RouteStream = {
  /** The content type of its answer: `show` gives a `streamAnswer`. */
  answers?: string
  /** What its body is: `run` reads it as `bytes`, piece by piece. Over the limit it ends with REQUEST_BODY_TOO_LARGE. */
  takes?: { contentType: string; limitBytes: number }
  /** The header that proves who sent the body, which `run` checks. */
  signedBy?: string
}

export type Chunks = AsyncIterable<string | Buffer>

/**
 * An answer that is sent as it is made. What is thrown before its first chunk is answered as for any route; what is
 * thrown later cuts the connection, so that a reader can tell a part from the whole.
 */
export const streamAnswer = (chunks: Chunks): Answer => ({ status: 200, body: '', chunks })

/** What Node sends at the reader's pace, once its first chunk is there: until then nothing has gone out. */
export const whenFirstIsMade = async (chunks: Chunks): Promise<Readable> => {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  const stream = Readable.from(continued(first, iterator), { objectMode: false })
  // A reader that goes before it has read anything leaves a generator that never began, and so never ends this one.
  stream.once('close', () => void iterator.return?.())
  // Its reader is gone, or it was cut in the middle: the connection is closed, and nobody is left to be told.
  stream.on('error', () => {})
  return stream
}

async function* continued(first: IteratorResult<string | Buffer>, rest: AsyncIterator<string | Buffer>) {
  for (let next = first; !next.done; next = await rest.next()) yield next.value
}

/** The body, not more of it than the limit. */
export async function* limitedBytes(
  body: unknown,
  { contentType, limitBytes }: Required<RouteStream>['takes'],
) {
  if (!(body instanceof Readable))
    throw refuse(httpErrors.INVALID_REQUEST_BODY, { message: `This request needs a body of ${contentType}.` })
  let sizeBytes = 0
  try {
    // Who stops reading in the middle still answers, over the same connection.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes)
        throw refuse(httpErrors.REQUEST_BODY_TOO_LARGE, {
          message: `The body is larger than ${limitBytes / 1024 / 1024} MiB.`,
          extra: { limit: limitBytes },
        })
      yield chunk as Buffer
    }
  } finally {
    body.resume()
  }
}

/** In a scope of its own: here the route's content type is the only one that is taken. */
export const takeOnly = (scope: FastifyInstance, contentType: string): void => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(contentType, (_request, payload, done) => done(null, payload))
  scope.addContentTypeParser('*', (_request: FastifyRequest, _payload, done) =>
    done(
      refuse(httpErrors.UNSUPPORTED_CONTENT_TYPE, {
        message: `The body must be ${contentType}.`,
      }),
    ),
  )
}

/** Calls of stream routes that are under way, which a server that closes asks to end. */
export type OpenStreams = { begin(reply: FastifyReply): AbortSignal; endAll(): void }

export const openStreams = (): OpenStreams => {
  const open = new Map<AbortController, FastifyReply>()
  return {
    begin: (reply) => {
      const controller = new AbortController()
      open.set(controller, reply)
      reply.raw.setTimeout(stallMs, () => reply.raw.destroy())
      reply.raw.once('close', () => {
        open.delete(controller)
        controller.abort()
      })
      return controller.signal
    },
    endAll: () => {
      for (const controller of open.keys()) controller.abort()
      setTimeout(() => {
        for (const reply of open.values()) reply.raw.destroy()
      }, farewellMs).unref()
    },
  }
}

/** A connection on which nothing moves is given up: its other side has stopped reading or sending. */
const stallMs = 120_000
/** What a closing server still waits for until those who read have read it. */
const farewellMs = 2000

async function* nothing(): AsyncGenerator<Buffer> {}

/** For calls that are one piece in and one piece out. */
export const noStream = {
  bytes: nothing(),
  signal: new AbortController().signal,
  lastEventId: null,
  signature: null,
}
