import { serverSentEvents } from './server-sent-events.ts'
import { type StreamMessage, streamMessage } from './streamed-event.ts'

export type FollowStatus = 'connecting' | 'open' | 'waiting' | 'refused'

export type FollowOptions = {
  /** Opens the stream after this event; with null it begins with what happens next. */
  readonly open: (after: string | null, signal: AbortSignal) => Promise<Response>
  readonly onMessage: (message: StreamMessage) => void
  readonly onStatus: (status: FollowStatus) => void
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

const delaysMs = [1000, 2000, 4000, 8000, 15_000]

/**
 * Follows the event stream until the signal ends it, and reads on after the last event when the connection breaks.
 *
 *   connecting --2xx--> open --the connection ends--> waiting --a while--> connecting
 *   connecting --no answer, 429, 5xx--> waiting          connecting --another 4xx--> refused (final)
 *
 * A stream that the server ends because its time is up is opened again at once. Source: contract, flint-platform 17.6.
 */
export const followEvents = async ({
  open,
  onMessage,
  onStatus,
  wait,
  signal,
}: FollowOptions): Promise<void> => {
  let after: string | null = null
  let failures = 0
  while (!signal.aborted) {
    onStatus('connecting')
    const response = await open(after, signal).catch(() => null)
    if (signal.aborted) return
    if (response && isFinal(response.status)) return onStatus('refused')
    if (response?.ok && response.body) {
      onStatus('open')
      failures = 0
      const ended = await readStream(response.body, (id) => (after = id), onMessage)
      if (ended === 'ttl') continue
    }
    if (signal.aborted) return
    onStatus('waiting')
    await wait(delaysMs[Math.min(failures++, delaysMs.length - 1)]!, signal)
  }
}

const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 429 && status !== 408

/** Reads until the connection ends; says why, when the server did. */
const readStream = async (
  body: ReadableStream<Uint8Array>,
  onPlace: (id: string) => void,
  onMessage: (message: StreamMessage) => void,
): Promise<string | null> => {
  const read = serverSentEvents()
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      for (const sent of read(decoder.decode(piece.value, { stream: true }))) {
        if (sent.id !== null) onPlace(sent.id)
        const message = streamMessage(sent)
        if (message?.kind === 'disconnect') return message.reason
        if (message) onMessage(message)
      }
    }
  } catch {
    // A connection that breaks is one that ends.
  } finally {
    await reader.cancel().catch(() => undefined)
  }
  return null
}
