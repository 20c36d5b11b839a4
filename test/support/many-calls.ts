import { Agent, type IncomingMessage, request } from 'node:http'
import type { FastifyInstance } from 'fastify'

export type QuickAnswer = { status: number; text: string; error: any }
export type QuickCall = { key?: string | null; headers?: Record<string, string>; body?: string }
export type Caller = (method: string, path: string, options?: QuickCall) => Promise<QuickAnswer>

/**
 * For suites of thousands of calls: a few connections that stay open, and nothing checked but what the caller looks at. A
 * stream that begins is hung up on: that it began is its answer.
 */
export const keptConnections = (url: string, connections = 16): { call: Caller; close(): void } => {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const call: Caller = (method, path, options = {}) =>
    new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, agent, headers: headersOf(options) })
      sent.on('error', reject)
      sent.on('response', (response) => {
        if (isEndless(response)) {
          resolve(answerOf(response.statusCode!, ''))
          response.on('error', () => {})
          sent.destroy()
        } else void textOf(response).then((text) => resolve(answerOf(response.statusCode!, text)), reject)
      })
      sent.end(options.body)
    })
  return { call, close: () => agent.destroy() }
}

/** The same way through the app without a connection, for tens of thousands of calls: half the work. Not for streams. */
export const inProcess =
  (app: FastifyInstance): Caller =>
  async (method, url, options = {}) => {
    const { statusCode, payload } = await app.inject({
      method: method as 'GET',
      url,
      headers: headersOf(options),
      ...(options.body === undefined ? {} : { payload: options.body }),
    })
    return answerOf(statusCode, payload)
  }

const headersOf = ({ key = null, headers = {}, body }: QuickCall): Record<string, string> => ({
  ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
  ...(body === undefined
    ? {}
    : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
  ...headers,
})

const isEndless = ({ headers }: IncomingMessage) =>
  headers['content-type']?.startsWith('text/event-stream') ?? false

const textOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const answerOf = (status: number, text: string): QuickAnswer => ({
  status,
  text,
  error: status >= 400 ? JSON.parse(text).error : null,
})
