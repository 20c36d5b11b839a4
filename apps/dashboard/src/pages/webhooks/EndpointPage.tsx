import { useState } from 'react'
import { useParams } from 'react-router'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { EndpointActions } from './EndpointActions.tsx'
import { EndpointBadge } from './EndpointBadge.tsx'
import { EndpointDeliveries } from './EndpointDeliveries.tsx'
import { FailingNotice } from './FailingNotice.tsx'
import { useEndpointDeliveries } from './use-endpoint-deliveries.ts'
import type { DeliveryStatus, WebhookEndpoint } from './webhook.ts'

export const EndpointPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<WebhookEndpoint>(`/v1/webhook-endpoints/${id}`)
  const [status, setStatus] = useState<DeliveryStatus | null>(null)
  const deliveries = useEndpointDeliveries(id, status)
  const reload = async () => {
    await Promise.all([reading.reload(), deliveries.reload()])
  }
  return (
    <DetailPage
      kind="Webhook endpoint"
      id={id}
      up={{ path: 'webhooks', name: 'Webhooks' }}
      reading={reading}
      title={({ url }) => <span className="break-all">{url}</span>}
      badges={(endpoint) => <EndpointBadge endpoint={endpoint} />}
      actions={(endpoint) => <EndpointActions endpoint={endpoint} onChange={reload} />}
      aside={(endpoint) => <EndpointFacts endpoint={endpoint} />}
    >
      {(endpoint) => (
        <>
          <FailingNotice endpoint={endpoint} />
          <EndpointDeliveries deliveries={deliveries} status={status} onStatus={setStatus} />
        </>
      )}
    </DetailPage>
  )
}

const EndpointFacts = ({ endpoint }: { endpoint: WebhookEndpoint }) => (
  <Section title="Details">
    <Facts
      facts={[
        ['Description', endpoint.description],
        ['Events', <SubscribedTypes key="events" types={endpoint.enabled_events} />],
        ['API version', endpoint.api_version === 'default' ? 'That of the merchant' : endpoint.api_version],
        ['When failing', endpoint.disable_when_failing ? 'Disabled after seven days' : 'Kept enabled'],
        ['Created', <When key="created" at={endpoint.created_at} />],
        ['Changed', <When key="updated" at={endpoint.updated_at} />],
      ]}
    />
  </Section>
)

const SubscribedTypes = ({ types }: { types: readonly string[] }) =>
  types.length === 0 ? (
    <>All events</>
  ) : (
    <ul
      className="max-h-60 overflow-y-auto font-mono text-[13px]"
      tabIndex={0}
      aria-label="Subscribed events"
    >
      {types.map((type) => (
        <li key={type} className="break-all">
          {type}
        </li>
      ))}
    </ul>
  )
