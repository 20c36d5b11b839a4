import { request } from 'node:http'
import { checkResponse } from './response-check.ts'

export type RawAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  json: any
  error: any
}

/** A request as it is: any header text, any bytes, none of fetch's corrections. The answer is checked as callApi's is. */
export const rawRequest = (
  url: string,
  method: string,
  path: string,
  headers: Record<string, string | string[]> = {},
  body?: Buffer | string,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      // An event stream never ends: that it began is its answer.
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        sent.destroy()
        return resolve({ status: response.statusCode!, headers: response.headers, json: null, error: null })
      }
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const json = text && response.headers['content-type']?.includes('json') ? JSON.parse(text) : null
        const status = response.statusCode!
        try {
          // Answers of the Flowlix API are not this document's.
          if (!response.headers['flowlix-request-id']) checkResponse(method, path, { status, json })
        } catch (error) {
          return reject(error)
        }
        resolve({ status, headers: response.headers, json, error: json?.error })
      })
    })
    // A server that refuses a body early may close the connection while it is still being sent.
    sent.on('error', reject)
    sent.end(body)
  })
