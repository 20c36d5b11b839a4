import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from '../../api/api.ts'
import type { Query } from '../../api/query.ts'
import { readEndpointDeliveries } from './endpoint-deliveries.ts'

const answers: Record<string, Page<unknown>> = {
  '/v1/webhook-events': {
    data: [{ webhook_event_id: 'whev_2' }, { webhook_event_id: 'whev_1' }],
    next_page_token: 'more',
  },
  '/v1/webhook-events/whev_2/deliveries': {
    data: [
      { webhook_delivery_id: 'wdel_3', webhook_endpoint_id: 'whep_other' },
      { webhook_delivery_id: 'wdel_2', webhook_endpoint_id: 'whep_own' },
    ],
  },
  '/v1/webhook-events/whev_1/deliveries': { data: [] },
}

describe('the deliveries of one endpoint', () => {
  it('are its own among those of its events, with the events', async () => {
    const asked: [string, Query | undefined][] = []
    const api = {
      list: async <Item>(path: string, query?: Query) => {
        asked.push([path, query])
        return answers[path] as Page<Item>
      },
    }
    const page = await readEndpointDeliveries(api, 'whep_own', { status: 'failed', pageToken: null })
    assert.deepEqual(
      page.data.map(({ event, delivery }) => [event.webhook_event_id, delivery.webhook_delivery_id]),
      [['whev_2', 'wdel_2']],
    )
    assert.equal(page.next_page_token, 'more')
    assert.equal(asked[0]![1]?.['delivery_status'], 'failed')
  })
})
