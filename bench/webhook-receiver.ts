import { type AddressInfo, type Socket, createServer } from 'node:net'
import { serveParent } from './child-process.ts'

/**
 * The merchants' endpoints, each on a port of its own, all in one process. They answer 200 at once, but for the path
 * `/dead`. Written out on sockets, as the load generator is, since it shares the machine with the worker that is measured.
 */
export type ReceiverRun =
  | { endpoints: number }
  /** Resolves when so many have come since the last such call, at all endpoints, the dead one not counted. */
  | { expect: number }
export type Received = {
  ports: number[]
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

const ports: number[] = []

const listen = async () => {
  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ports.push((server.address() as AddressInfo).port)
}

serveParent<ReceiverRun, Received>(async (run) => {
  if ('endpoints' in run) for (let index = 0; index < run.endpoints; index++) await listen()
  else {
    await new Promise<void>((done) => {
      waiting = { expected: run.expect, done }
      if (count >= run.expect) done()
    })
    waiting = null
    count = 0
  }
  return { ports, seconds: (lastAt - firstAt) / 1000 }
})
