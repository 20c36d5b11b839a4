import { useState } from 'react'
import type { WebhookDelivery, WebhookEvent } from '../../api/shapes.ts'
import { useList } from '../../api/use-read.ts'
import { Icon } from '../Icon.tsx'
import { IdLink } from '../IdLink.tsx'
import { joinClasses } from '../join-classes.ts'
import { MoreButton } from '../MoreButton.tsx'
import { ProblemNotice, Skeleton } from '../Notice.tsx'
import { StatusBadge } from '../StatusBadge.tsx'
import { useGrowingList } from '../use-growing-list.ts'
import { When } from '../When.tsx'

/** The events of a resource; each opens to show where it was sent. */
export const Deliveries = ({ id }: { id: string }) => {
  const events = useGrowingList<WebhookEvent>('/v1/webhook-events', { resource_id: id, page_size: 25 })
  if (events.problem !== null)
    return (
      <div className="p-4">
        <ProblemNotice problem={events.problem} onRetry={() => void events.reload()} />
      </div>
    )
  if (!events.items) return <Skeleton lines={6} />
  if (events.items.length === 0) return <p className="p-4 text-ink-soft">Nothing was announced of it.</p>
  return (
    <>
      <ul>
        {events.items.map((event) => (
          <EventRow key={event.webhook_event_id} event={event} />
        ))}
      </ul>
      <MoreButton list={events} />
    </>
  )
}

const EventRow = ({ event }: { event: WebhookEvent }) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className="border-b border-line px-4 py-2 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-w-0 flex-1 basis-52 items-center gap-1.5 text-left font-medium"
        >
          <span className={joinClasses('transition-transform', isOpen && 'rotate-90')}>
            <Icon name="right" sizePx={14} />
          </span>
          <span className="min-w-0 break-words">{event.event_type}</span>
        </button>
        <IdLink id={event.webhook_event_id} isShort />
        <span className="text-[13px] text-ink-soft">
          <When at={event.created_at} />
        </span>
      </div>
      {isOpen && <DeliveriesOfEvent eventId={event.webhook_event_id} />}
    </li>
  )
}

const DeliveriesOfEvent = ({ eventId }: { eventId: string }) => {
  const deliveries = useList<WebhookDelivery>(`/v1/webhook-events/${eventId}/deliveries`, { page_size: 100 })
  if (deliveries.problem !== null) return <ProblemNotice problem={deliveries.problem} />
  if (!deliveries.data) return <Skeleton lines={2} />
  if (deliveries.data.data.length === 0)
    return (
      <p className="py-1 pl-5 text-[13px] text-ink-soft">
        No endpoint listens for it, so it was sent nowhere.
      </p>
    )
  return (
    <ul className="py-1 pl-5">
      {deliveries.data.data.map((delivery) => (
        <li
          key={delivery.webhook_delivery_id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1 text-[13px]"
        >
          <StatusBadge status={delivery.status} />
          <IdLink id={delivery.webhook_delivery_id} isShort />
          <span className="text-ink-soft">to</span>
          <IdLink id={delivery.webhook_endpoint_id} isShort />
          {delivery.last_error !== null && <span className="text-problem">{delivery.last_error}</span>}
        </li>
      ))}
    </ul>
  )
}
