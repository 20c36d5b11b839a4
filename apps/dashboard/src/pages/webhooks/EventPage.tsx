import { useParams } from 'react-router'
import { useList, useRead } from '../../api/use-read.ts'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { ExactTime } from '../../parts/ExactTime.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { lastAnswerWords } from './delivery-words.ts'
import { EventPayload } from './EventPayload.tsx'
import type { WebhookDelivery, WebhookEvent } from './webhook.ts'

export const EventPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<WebhookEvent>(`/v1/webhook-events/${id}`)
  return (
    <DetailPage
      kind="Event"
      id={id}
      up={{ path: 'events', name: 'Events' }}
      reading={reading}
      title={({ event_type }) => <span className="break-all">{event_type}</span>}
      badges={({ test }) => test && <StatusBadge status="test" words="Test event" />}
      aside={(event) => <EventFacts event={event} />}
    >
      {(event) => (
        <>
          <Deliveries eventId={id} />
          <EventPayload event={event} />
        </>
      )}
    </DetailPage>
  )
}

const EventFacts = ({ event }: { event: WebhookEvent }) => (
  <Section title="Details">
    <Facts
      facts={[
        ['About', <IdLink key="about" id={event.resource_id} isShort />],
        ['Its version', event.resource_version],
        ['At', <ExactTime key="at" at={event.created_at} />],
        [
          'Caused by',
          event.api_request_log_id ? (
            <IdLink key="log" id={event.api_request_log_id} words="An API call" />
          ) : null,
        ],
        ['Request id', event.request_id && <span className="font-mono text-[13px]">{event.request_id}</span>],
      ]}
    />
  </Section>
)

const columns: readonly Column<WebhookDelivery>[] = [
  {
    name: 'Delivery',
    show: ({ webhook_delivery_id }) => (
      <span className="font-mono text-[13px] break-all">{webhook_delivery_id}</span>
    ),
  },
  { name: 'Status', show: ({ status }) => <StatusBadge status={status} /> },
  { name: 'Endpoint', show: ({ webhook_endpoint_id }) => <IdLink id={webhook_endpoint_id} isShort /> },
  {
    name: 'Last answer',
    show: (delivery) => lastAnswerWords(delivery) ?? '–',
  },
  { name: 'Next try', isExtra: true, show: ({ next_retry_at }) => <When at={next_retry_at} /> },
]

const Deliveries = ({ eventId }: { eventId: string }) => {
  const list = useList<WebhookDelivery>(`/v1/webhook-events/${eventId}/deliveries`, { page_size: 100 })
  return (
    <Section title="Deliveries" isFlush>
      {list.problem !== null && (
        <div className="p-4">
          <ProblemNotice problem={list.problem} onRetry={() => void list.reload()} />
        </div>
      )}
      {!list.data && list.problem === null && <Skeleton lines={2} />}
      {list.data?.data.length === 0 && (
        <p className="px-4 py-4 text-ink-soft">No endpoint wanted this event.</p>
      )}
      {list.data && list.data.data.length > 0 && (
        <DataTable
          label="Deliveries"
          columns={columns}
          rows={list.data.data}
          keyOf={({ webhook_delivery_id }) => webhook_delivery_id}
          pathOf={({ webhook_delivery_id }) => `deliveries/${webhook_delivery_id}`}
        />
      )}
    </Section>
  )
}
