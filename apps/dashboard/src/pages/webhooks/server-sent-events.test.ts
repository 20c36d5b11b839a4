import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { serverSentEvents } from './server-sent-events.ts'

const text =
  ': keep-alive\n\nevent: ready\ndata: {"cursor":null}\n\nid: whev_1\nevent: webhook.event\ndata: {"a":"b: c"}\n\n'
const messages = [
  { event: 'ready', data: '{"cursor":null}', id: null },
  { event: 'webhook.event', data: '{"a":"b: c"}', id: 'whev_1' },
]

describe('server-sent events', () => {
  it('are the same wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const read = serverSentEvents()
        const ends = [...cuts.toSorted((a, b) => a - b), text.length]
        const found = ends.flatMap((end, index) => read(text.slice(ends[index - 1] ?? 0, end)))
        assert.deepEqual(found, messages)
      }),
    )
  })

  it('wait for the blank line that ends them, and join lines of data', () => {
    const read = serverSentEvents()
    assert.deepEqual(read('data: one\ndata: two\n'), [])
    assert.deepEqual(read('\n'), [{ event: 'message', data: 'one\ntwo', id: null }])
  })
})
