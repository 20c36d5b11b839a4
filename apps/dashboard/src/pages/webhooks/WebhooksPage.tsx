import { LinkButton } from '../../parts/Button.tsx'
import type { Column } from '../../parts/DataTable.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { EndpointBadge } from './EndpointBadge.tsx'
import { subscriptionWords } from './event-type-groups.ts'
import type { WebhookEndpoint } from './webhook.ts'

const columns: readonly Column<WebhookEndpoint>[] = [
  { name: 'URL', show: ({ url }) => <span className="font-medium break-all">{url}</span> },
  { name: 'Status', show: (endpoint) => <EndpointBadge endpoint={endpoint} /> },
  {
    name: 'Events',
    show: ({ enabled_events }) => <span className="text-[13px]">{subscriptionWords(enabled_events)}</span>,
  },
  { name: 'Description', isExtra: true, show: ({ description }) => description ?? '' },
  { name: 'Created', isExtra: true, show: ({ created_at }) => <When at={created_at} format="day" /> },
]

export const WebhooksPage = () => {
  const pathOf = usePathOf()
  const create = (
    <LinkButton needs="webhooks.write" to={pathOf('webhooks/new')} look="primary">
      Add endpoint
    </LinkButton>
  )
  return (
    <ListPage<WebhookEndpoint>
      title="Webhooks"
      intro="Where Flint tells your programs what happened."
      actions={
        <>
          <LinkButton to={pathOf('events')}>Events</LinkButton>
          <LinkButton to={pathOf('live-events')}>Live tail</LinkButton>
          {create}
        </>
      }
      path="/v1/webhook-endpoints"
      columns={columns}
      keyOf={({ webhook_endpoint_id }) => webhook_endpoint_id}
      pathOf={({ webhook_endpoint_id }) => `webhooks/${webhook_endpoint_id}`}
      empty={
        <EmptyState title="No endpoint yet" actions={create}>
          <p>
            Add the address of your server, and Flint posts each event there, signed, until your server
            answers with a 2xx. Without a server at hand, watch events in the live tail.
          </p>
        </EmptyState>
      }
    />
  )
}
