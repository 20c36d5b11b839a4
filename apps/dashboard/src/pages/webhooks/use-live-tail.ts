import { useCallback, useEffect, useRef, useState } from 'react'
import { useEnvironment } from '../../session-context.ts'
import { type FollowStatus, followEvents } from './follow-events.ts'
import { type LiveTail, announcement, cleared, emptyTail, paused, resumed, withEvent } from './live-tail.ts'
import { openEventStream } from './open-event-stream.ts'
import type { StreamedEvent } from './streamed-event.ts'

/** Often enough to be told, and seldom enough to be listened to. */
const announceEveryMs = 5000

const wait = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })

/** The environment's events from now on, for as long as the page is open. */
export const useLiveTail = () => {
  const { merchant_environment_id: environmentId } = useEnvironment()
  const [tail, setTail] = useState<LiveTail>(emptyTail)
  const [status, setStatus] = useState<FollowStatus>('connecting')
  const [gap, setGap] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const unsaid = useRef<StreamedEvent[]>([])

  useEffect(() => {
    const ending = new AbortController()
    setTail(emptyTail)
    setGap(null)
    void followEvents({
      signal: ending.signal,
      open: (after, signal) => openEventStream(environmentId, after, signal),
      wait,
      onStatus: (next) => !ending.signal.aborted && setStatus(next),
      onMessage: (message) => {
        if (message.kind === 'gap') setGap(message.reason)
        if (message.kind !== 'event') return
        unsaid.current = [message.event, ...unsaid.current]
        setTail((before) => withEvent(before, message.event))
      },
    })
    const speaking = setInterval(() => {
      const words = announcement(unsaid.current)
      unsaid.current = []
      if (words !== null) setSaid(words)
    }, announceEveryMs)
    return () => {
      ending.abort()
      clearInterval(speaking)
    }
  }, [environmentId])

  return {
    ...tail,
    status,
    gap,
    said,
    pause: useCallback(() => setTail(paused), []),
    resume: useCallback(() => setTail(resumed), []),
    clear: useCallback(() => setTail(cleared), []),
  }
}
