import { useRead } from '../../api/use-read.ts'
import { LinkButton } from '../../parts/Button.tsx'
import type { Column } from '../../parts/DataTable.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import type { EventType } from './event-type-groups.ts'
import type { WebhookEvent } from './webhook.ts'

const columns: readonly Column<WebhookEvent>[] = [
  {
    name: 'Event',
    show: ({ event_type }) => (
      <span className="font-mono text-[13px] font-medium break-all">{event_type}</span>
    ),
  },
  {
    name: 'Made by',
    show: ({ test }) => (test ? <StatusBadge status="test" words="Test event" /> : 'Business'),
  },
  { name: 'About', show: ({ resource_id }) => <IdLink id={resource_id} isShort /> },
  { name: 'Id', isExtra: true, show: ({ webhook_event_id }) => <IdLink id={webhook_event_id} isShort /> },
  { name: 'At', show: ({ created_at }) => <When at={created_at} /> },
]

const filtersWith = (types: readonly EventType[]): readonly Filter[] => [
  {
    kind: 'choice',
    name: 'event_type',
    label: 'Type',
    choices: types.map(({ event_type }) => ({ value: event_type, words: event_type })),
  },
  {
    kind: 'choice',
    name: 'delivery_status',
    label: 'With a delivery',
    choices: [
      { value: 'delivered', words: 'Delivered' },
      { value: 'pending', words: 'Pending' },
      { value: 'failed', words: 'Failed' },
      { value: 'suppressed', words: 'Suppressed' },
    ],
  },
  {
    kind: 'choice',
    name: 'include',
    label: 'Test events',
    choices: [{ value: 'test_events', words: 'Shown, too' }],
  },
  { kind: 'text', name: 'resource_id', label: 'About', placeholder: 'ord_…' },
  ...createdFilters,
]

export const EventsPage = () => {
  const pathOf = usePathOf()
  const types = useRead<EventType[]>('/v1/webhook-event-types')
  const live = <LinkButton to={pathOf('live-events')}>Live tail</LinkButton>
  return (
    <ListPage<WebhookEvent>
      title="Events"
      intro="What happened in this environment, whether or not somebody was told."
      actions={live}
      path="/v1/webhook-events"
      filters={filtersWith(types.data ?? [])}
      columns={columns}
      keyOf={({ webhook_event_id }) => webhook_event_id}
      pathOf={({ webhook_event_id }) => `events/${webhook_event_id}`}
      empty={
        <EmptyState title="Nothing has happened yet" actions={live}>
          <p>Make an order, or pay one: each change is an event here.</p>
        </EmptyState>
      }
    />
  )
}
