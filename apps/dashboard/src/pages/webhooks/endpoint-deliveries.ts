import type { Api, Page } from '../../api/api.ts'
import type { DeliveryStatus, WebhookDelivery, WebhookEvent } from './webhook.ts'

/** An event and what became of it at one endpoint. */
export type EndpointDelivery = { readonly event: WebhookEvent; readonly delivery: WebhookDelivery }

export type DeliveryQuery = { readonly status: DeliveryStatus | null; readonly pageToken: string | null }

const pageSize = 20

/**
 * One page of an endpoint's deliveries, newest event first. The API lists deliveries by event, so each event of the page
 * is asked for its own.
 */
export const readEndpointDeliveries = async (
  api: Pick<Api, 'list'>,
  endpointId: string,
  { status, pageToken }: DeliveryQuery,
): Promise<Page<EndpointDelivery>> => {
  const events = await api.list<WebhookEvent>('/v1/webhook-events', {
    webhook_endpoint_id: endpointId,
    delivery_status: status,
    include: 'test_events',
    page_size: pageSize,
    page_token: pageToken,
  })
  const found = await Promise.all(
    events.data.map(async (event) => {
      const { data } = await api.list<WebhookDelivery>(
        `/v1/webhook-events/${event.webhook_event_id}/deliveries`,
        {
          page_size: 100,
        },
      )
      const delivery = data.find(({ webhook_endpoint_id }) => webhook_endpoint_id === endpointId)
      return delivery ? [{ event, delivery }] : []
    }),
  )
  return { data: found.flat(), next_page_token: events.next_page_token }
}
