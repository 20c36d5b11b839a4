import { type Socket, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { serveParent } from './child-process.ts'

/**
 * The merchants' endpoints, in a process of their own: `/0`, `/1` and so on answer 200 at once, `/dead` never does. Written
 * out on sockets, as the load generator is, since it shares the machine with the worker that is measured.
 */
export type ReceiverRun =
  | { listen: true }
  /** Resolves when so many have come since the last such call, over all paths but the dead one. */
  | { expect: number }
export type Received = {
  port: number
  /** From the first to the last of them. */
  seconds: number
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok'
const headEnd = Buffer.from('\r\n\r\n')

let count = 0
let firstAt = 0
let lastAt = 0
let waiting: { expected: number; done: () => void } | null = null

const onRequest = () => {
  lastAt = performance.now()
  if (count++ === 0) firstAt = lastAt
  if (waiting && count >= waiting.expected) waiting.done()
}

const serve = (socket: Socket) => {
  let rest: Buffer = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const end = rest.indexOf(headEnd)
      if (end < 0) return
      const head = rest.toString('latin1', 0, end)
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
      const next = end + headEnd.length + length
      if (rest.length < next) return
      rest = rest.subarray(next)
      if (head.startsWith('POST /dead ')) continue
      onRequest()
      socket.write(ok)
    }
  })
}

const server = createServer(serve)

serveParent<ReceiverRun, Received>(async (run) => {
  if ('listen' in run) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  else {
    await new Promise<void>((done) => {
      waiting = { expected: run.expect, done }
      if (count >= run.expect) done()
    })
    waiting = null
    count = 0
  }
  return { port: (server.address() as AddressInfo).port, seconds: (lastAt - firstAt) / 1000 }
})
