import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FollowStatus, followEvents } from './follow-events.ts'
import type { StreamMessage } from './streamed-event.ts'

const event = (id: string) =>
  `id: ${id}\nevent: webhook.event\ndata: ${JSON.stringify({ webhook_event_id: id, event_type: 'order.paid' })}\n\n`
const disconnect = (reason: string) => `event: disconnect\ndata: ${JSON.stringify({ reason })}\n\n`

/** Follows a server that gives these answers in turn, and ends after the last one. */
const follow = async (answers: (Response | Error)[]) => {
  const ending = new AbortController()
  const [asked, statuses, waits]: [(string | null)[], FollowStatus[], number[]] = [[], [], []]
  const messages: StreamMessage[] = []
  await followEvents({
    signal: ending.signal,
    open: async (after) => {
      asked.push(after)
      const answer = answers.shift()
      if (!answer) {
        ending.abort()
        throw new Error('ended')
      }
      if (answer instanceof Error) throw answer
      return answer
    },
    onMessage: (message) => messages.push(message),
    onStatus: (status) => statuses.push(status),
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
  })
  const ids = messages.map((message) => (message.kind === 'event' ? message.event.id : message.kind))
  return { asked, statuses, waits, ids }
}

describe('following the event stream', () => {
  it('reads on after the last event when the connection ends', async () => {
    const { asked, statuses, ids, waits } = await follow([
      new Response(`event: ready\ndata: {"cursor":null}\n\n${event('whev_1')}${event('whev_2')}`),
      new Response(event('whev_3')),
    ])
    assert.deepEqual(asked, [null, 'whev_2', 'whev_3'])
    assert.deepEqual(ids, ['ready', 'whev_1', 'whev_2', 'whev_3'])
    assert.deepEqual(statuses, [
      'connecting',
      'open',
      'waiting',
      'connecting',
      'open',
      'waiting',
      'connecting',
    ])
    assert.deepEqual(waits, [1000, 1000])
  })

  it('comes back at once when the time of a stream is up', async () => {
    const { waits, asked } = await follow([new Response(event('whev_1') + disconnect('ttl'))])
    assert.deepEqual([waits, asked], [[], [null, 'whev_1']])
  })

  it('waits longer and longer while nobody answers', async () => {
    const down = () => new Error('connection refused')
    const { waits } = await follow([
      down(),
      new Response('', { status: 503 }),
      down(),
      down(),
      down(),
      down(),
    ])
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 15_000, 15_000])
  })

  it('gives up where it may not read', async () => {
    const { statuses, asked } = await follow([
      new Response('{}', { status: 403 }),
      new Response(event('whev_1')),
    ])
    assert.deepEqual([statuses, asked], [['connecting', 'refused'], [null]])
  })
})
