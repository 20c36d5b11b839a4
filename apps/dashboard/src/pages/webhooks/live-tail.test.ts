import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { announcement, cleared, emptyTail, ofType, paused, resumed, withEvent } from './live-tail.ts'
import type { StreamedEvent } from './streamed-event.ts'

const event = (id: string, type = 'order.paid'): StreamedEvent => ({
  id,
  type,
  resourceType: 'order',
  resourceId: 'ord_1',
  createdAt: null,
  isTest: false,
  isWithheld: false,
  payload: null,
})
const ids = (events: readonly StreamedEvent[]) => events.map(({ id }) => id)

describe('the live tail', () => {
  it('shows the newest first, each once', () => {
    const tail = ['1', '2', '2', '1', '3'].map((id) => event(id)).reduce(withEvent, emptyTail)
    assert.deepEqual(ids(tail.shown), ['3', '2', '1'])
  })

  it('holds back what comes while it stands still, and shows it afterwards', () => {
    const standing = withEvent(withEvent(paused(withEvent(emptyTail, event('1'))), event('2')), event('3'))
    assert.deepEqual([ids(standing.shown), ids(standing.held)], [['1'], ['3', '2']])
    const running = resumed(standing)
    assert.deepEqual([ids(running.shown), running.held, running.isPaused], [['3', '2', '1'], [], false])
  })

  it('does not grow without end', () => {
    const many = Array.from({ length: 400 }, (_, index) => event(String(index)))
    assert.equal(many.reduce(withEvent, emptyTail).shown.length, 300)
    assert.equal(resumed(many.reduce(withEvent, paused(emptyTail))).shown[0]!.id, '399')
    assert.deepEqual(cleared(many.reduce(withEvent, paused(emptyTail))), paused(emptyTail))
  })

  it('is narrowed to a part of the type', () => {
    const events = [event('1'), event('2', 'refund.created')]
    assert.deepEqual([ids(ofType(events, ' Refund ')), ids(ofType(events, ' '))], [['2'], ['1', '2']])
  })

  it('is told in one sentence, however much came', () => {
    assert.equal(announcement([]), null)
    assert.equal(announcement([event('1')]), 'New event: order.paid')
    assert.equal(announcement([event('2'), event('1', 'x.y')]), '2 new events, the last is order.paid')
  })
})
