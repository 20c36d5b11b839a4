import { connect } from 'node:net'

/**
 * One keep-alive connection that sends one POST at a time. Written out on a socket because the load generator shares
 * the machine with what it measures: Node's own clients cost several times more CPU a request than this does, and all of
 * that would be taken from the product. It understands what Flint answers: a status line, headers, Content-Length.
 */
export type HttpConnection = {
  post(path: string, key: string, idempotencyKey: string, body: string): Promise<HttpAnswer>
  close(): void
}
export type HttpAnswer = { status: number; body: string }

const headEnd = Buffer.from('\r\n\r\n')

export const openConnection = (port: number): HttpConnection => {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  let received = Buffer.alloc(0)
  let waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | null = null
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The server closed the connection.')))
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = answerIn(received)
    if (!answer) return
    received = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  return {
    post: (path, key, idempotencyKey, body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n` +
            `Content-Type: application/json\r\nIdempotency-Key: ${idempotencyKey}\r\n` +
            `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      }),
    close: () => {
      waiting = null
      socket.destroy()
    },
  }
}

const answerIn = (bytes: Buffer): HttpAnswer | null => {
  const end = bytes.indexOf(headEnd)
  if (end < 0) return null
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without Content-Length: ${head}`)
  const bodyAt = end + headEnd.length
  if (bytes.length < bodyAt + Number(length)) return null
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', bodyAt) }
}
