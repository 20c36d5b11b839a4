import { randomUUID } from 'node:crypto'
import { openConnection } from './http-connection.ts'

/** One call after the other over one connection, for measurements of single calls. */
export type Caller = {
  /** A call that must succeed: its JSON. */
  (key: string, method: string, path: string, body?: unknown): Promise<any>
  /** The same, with the milliseconds until the whole answer was there; nothing is parsed. */
  timed(key: string, method: string, path: string, body?: unknown): Promise<number>
  close(): void
}

export const callerTo = (port: number): Caller => {
  const connection = openConnection(port)
  const ask = async (key: string, method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await connection.send(
      method,
      path,
      key,
      method === 'GET' ? null : randomUUID(),
      body === undefined ? null : JSON.stringify(body),
    )
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`)
    return answer.body
  }
  const call: Caller = async (...asked) => JSON.parse(await ask(...asked))
  call.timed = async (...asked) => {
    const startedAt = performance.now()
    await ask(...asked)
    return performance.now() - startedAt
  }
  call.close = connection.close
  return call
}
