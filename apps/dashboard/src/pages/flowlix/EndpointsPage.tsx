import { LinkButton } from '../../parts/Button.tsx'
import type { Column } from '../../parts/DataTable.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { FlowlixDocs } from './FlowlixDocs.tsx'
import { type FlowlixEndpoint, endpointPath, eventsWords } from './notice.ts'

const columns: readonly Column<FlowlixEndpoint>[] = [
  { name: 'URL', show: ({ url }) => <span className="font-medium break-all">{url}</span> },
  { name: 'Status', show: ({ enabled }) => <EndpointStatus isEnabled={enabled} /> },
  { name: 'Events', show: ({ enabled_events }) => eventsWords(enabled_events) },
  { name: 'Description', isExtra: true, show: ({ description }) => description ?? '' },
  { name: 'Created', isExtra: true, show: ({ created_at }) => <When at={created_at} format="day" /> },
]

export const EndpointStatus = ({ isEnabled }: { isEnabled: boolean }) => (
  <StatusBadge status={isEnabled ? 'enabled' : 'disabled'} />
)

/** Where Flowlix's events go; Flint's own events have endpoints of their own under "Webhooks". */
export const EndpointsPage = () => {
  const pathOf = usePathOf()
  const create = (
    <LinkButton needs="webhooks.write" to={pathOf('flowlix/endpoints/new')} look="primary">
      Add endpoint
    </LinkButton>
  )
  return (
    <ListPage<FlowlixEndpoint>
      title="Flowlix webhook endpoints"
      intro="Where Flowlix’s events go, signed with Flowlix-Signature. Flint’s own events have endpoints under Webhooks."
      actions={
        <>
          <FlowlixDocs page="flowlix-webhooks" />
          <LinkButton to={pathOf('flowlix/notices')}>Notices</LinkButton>
          {create}
        </>
      }
      path="/v1/flowlix/webhook-endpoints"
      columns={columns}
      keyOf={({ flowlix_webhook_endpoint_id }) => flowlix_webhook_endpoint_id}
      pathOf={({ flowlix_webhook_endpoint_id }) => endpointPath(flowlix_webhook_endpoint_id)}
      empty={
        <EmptyState title="No endpoint yet" actions={create}>
          <p>
            Add the address of your server, and it hears how every Flowlix payment and refund ends. A callback
            address for a single payment needs no endpoint.
          </p>
        </EmptyState>
      }
    />
  )
}
