import { randomUUID } from 'node:crypto'

export type CallAnswer = { status: number; text: string }

/** One call after the other over HTTP, for measurements where the caller's own cost hardly counts. */
export type Caller = {
  /** A call that must succeed: its JSON. */
  (key: string, method: string, path: string, body?: unknown): Promise<any>
  /** The same, with the milliseconds until the whole answer was there; nothing is parsed. */
  timed(key: string, method: string, path: string, body?: unknown): Promise<number>
}

export const callerTo = (port: number): Caller => {
  const ask = async (key: string, method: string, path: string, body?: unknown): Promise<CallAnswer> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return { status: answer.status, text }
  }
  const call: Caller = async (...asked) => JSON.parse((await ask(...asked)).text)
  call.timed = async (...asked) => {
    const startedAt = performance.now()
    await ask(...asked)
    return performance.now() - startedAt
  }
  return call
}
