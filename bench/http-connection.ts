import { type Socket, connect } from 'node:net'

/**
 * One keep-alive connection that sends one request at a time. Written out on a socket because the load generator shares
 * the machine with what it measures: Node's own clients cost several times more CPU a request than this does, and all of
 * that would be taken from the product. It understands what Flint answers: a status line, headers, Content-Length.
 */
export type HttpConnection = {
  post(path: string, key: string, idempotencyKey: string, body: string): Promise<HttpAnswer>
  /** Any request; without a body and a key of its own where they are null. */
  send(
    method: string,
    path: string,
    key: string,
    idempotencyKey: string | null,
    body: string | null,
  ): Promise<HttpAnswer>
  close(): void
}
export type HttpAnswer = { status: number; body: string }

const headEnd = Buffer.from('\r\n\r\n')

export const openConnection = (port: number): HttpConnection => {
  let received: Buffer[] = []
  let waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | null = null
  const open = (): Socket => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    const fail = (error: Error) => waiting?.reject(error)
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('The server closed the connection.')))
    socket.on('data', (chunk) => {
      received.push(chunk)
      const answer = answerIn(received)
      if (!answer) return
      received = []
      const answered = waiting
      waiting = null
      answered?.resolve(answer)
    })
    return socket
  }
  let socket = open()
  const send: HttpConnection['send'] = (method, path, key, idempotencyKey, body) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      // A server hangs up on who says nothing for a while.
      if (socket.destroyed) socket = open()
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n` +
          (idempotencyKey === null ? '' : `Idempotency-Key: ${idempotencyKey}\r\n`) +
          (body === null
            ? '\r\n'
            : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
      )
    })
  return {
    post: (path, key, idempotencyKey, body) => send('POST', path, key, idempotencyKey, body),
    send,
    close: () => {
      waiting = null
      socket.destroy()
    },
  }
}

const answerIn = (pieces: Buffer[]): HttpAnswer | null => {
  let [first] = pieces
  let end = first!.indexOf(headEnd)
  if (end < 0) {
    first = Buffer.concat(pieces)
    pieces.splice(0, pieces.length, first)
    end = first.indexOf(headEnd)
    if (end < 0) return null
  }
  const head = first!.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without Content-Length: ${head}`)
  const bodyAt = end + headEnd.length
  const there = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (there < bodyAt + Number(length)) return null
  const bytes = pieces.length === 1 ? first! : Buffer.concat(pieces)
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', bodyAt) }
}
