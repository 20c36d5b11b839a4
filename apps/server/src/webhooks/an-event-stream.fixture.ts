import http from 'node:http'
import { waitFor } from '../../../../test/support/wait-for.ts'

/** One server-sent event. */
export type Said = { event: string; id: string | null; data: any }

/** A client of the event stream, over a socket of its own. */
export type EventStreamClient = {
  status: number
  headers: http.IncomingHttpHeaders
  /** Everything that was said so far, without comments. */
  said: Said[]
  /** The body of a refusal. */
  refusal: any
  isClosed(): boolean
  /** The first that fits, once it has come. */
  next(what: string, fits: (said: Said) => boolean): Promise<Said>
  ofEvent(event: string): Said[]
  /** Stops and starts taking what comes. */
  pause(): void
  resume(): void
  /** As when the client is killed. */
  cut(): void
}

export type StreamOptions = {
  key: string
  query?: string
  lastEventId?: string | null
  /** Of a person, who has no key. */
  dashboard?: Record<string, string>
}

/** Resolves when the server has answered. */
export const openEventStream = (
  url: string,
  { key, query = '', lastEventId = null, dashboard }: StreamOptions,
): Promise<EventStreamClient> =>
  new Promise((resolve, reject) => {
    const request = http.get(
      `${url}/v1/webhook-events/stream${query}`,
      {
        agent: false,
        headers: {
          ...(dashboard ?? { Authorization: `Bearer ${key}` }),
          Accept: 'text/event-stream',
          ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }),
        },
      },
      (response) => {
        let text = ''
        let isClosed = false
        response.setEncoding('utf8')
        const client: EventStreamClient = {
          status: response.statusCode!,
          headers: response.headers,
          said: [],
          refusal: null,
          isClosed: () => isClosed,
          next: (what, fits) => waitFor(what, () => client.said.find(fits)),
          ofEvent: (event) => client.said.filter((said) => said.event === event),
          pause: () => void response.pause(),
          resume: () => void response.resume(),
          cut: () => void request.destroy(),
        }
        response.on('data', (chunk: string) => {
          text += chunk
          if (client.status !== 200) return
          const ends = text.split('\n\n')
          text = ends.pop()!
          for (const block of ends) {
            const said = toSaid(block)
            if (said) client.said.push(said)
          }
        })
        response.on('error', () => {})
        response.on('close', () => {
          isClosed = true
          if (client.status !== 200) resolve({ ...client, refusal: JSON.parse(text).error })
        })
        if (client.status === 200) resolve(client)
      },
    )
    request.on('error', reject)
  })

const toSaid = (block: string): Said | null => {
  const field = (name: string): string | null =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null
  const event = field('event')
  return event === null ? null : { event, id: field('id'), data: JSON.parse(field('data')!) }
}
