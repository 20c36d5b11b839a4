import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Logger } from '../log/logger.ts'
import type { WakeupTopic, Wakeups } from './wakeups.ts'

/** What the other processes would else find by looking four times a second, or know for a second too long. */
const topics: readonly WakeupTopic[] = ['events', 'deliveries', 'timers', 'environments']
const channel = 'flint_wakeups'
/** What is to be told within this time is told at once. */
const gatherMs = 5
const reconnectAfterMs = 1000

type Message = { from: string; topics: WakeupTopic[] }

/**
 * Passes wake-ups on between the processes of one database, over a connection of its own and after the commits that they
 * tell of: inside a transaction a notification would cost every commit. Nothing depends on them: whoever is not told,
 * as behind a pooler that hands connections around, finds the work by looking.
 */
export const wakeOthers = (wakeups: Wakeups, url: string, log: Logger): { close(): Promise<void> } => {
  const self = randomUUID()
  const waiting = new Set<WakeupTopic>()
  let client: pg.Client | null = null
  let gathering: NodeJS.Timeout | null = null
  let reconnecting: NodeJS.Timeout | null = null
  let isHearing = false
  let isClosed = false

  const tell = () => {
    gathering = null
    const message: Message = { from: self, topics: [...waiting] }
    waiting.clear()
    client?.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify(message)]).catch(() => {})
  }

  const hear = (text: string) => {
    const message = JSON.parse(text) as Message
    if (message.from === self) return
    isHearing = true
    for (const topic of message.topics) if (topics.includes(topic)) wakeups.wake(topic)
    isHearing = false
  }

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: 'flint wake-ups' })
    const lose = () => {
      if (client === next) client = null
      next.removeAllListeners('end')
      next.end().catch(() => {})
      if (!isClosed && !reconnecting) reconnecting = setTimeout(reconnect, reconnectAfterMs)
    }
    next.on('error', lose)
    next.on('end', lose)
    next.on('notification', ({ payload }) => payload && hear(payload))
    try {
      await next.connect()
      await next.query(`LISTEN ${channel}`)
      client = next
    } catch (error) {
      log.warn('Other processes cannot be told of work; they find it by looking', { error })
      lose()
    }
  }
  const reconnect = () => {
    reconnecting = null
    void connect()
  }

  const unsubscribe = topics.map((topic) =>
    wakeups.on(topic, () => {
      if (isHearing) return
      waiting.add(topic)
      gathering ??= setTimeout(tell, gatherMs)
    }),
  )
  const connecting = connect()

  return {
    close: async () => {
      isClosed = true
      for (const stop of unsubscribe) stop()
      if (gathering) clearTimeout(gathering)
      if (reconnecting) clearTimeout(reconnecting)
      await connecting
      client?.removeAllListeners('end')
      await client?.end().catch(() => {})
    },
  }
}
