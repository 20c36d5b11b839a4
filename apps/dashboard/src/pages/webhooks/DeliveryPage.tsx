import { useParams } from 'react-router'
import { useList, useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Notice, ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { AttemptView } from './AttemptView.tsx'
import { EventPayload } from './EventPayload.tsx'
import { ResendButton } from './ResendButton.tsx'
import type { WebhookAttempt, WebhookDelivery, WebhookEvent } from './webhook.ts'

export const DeliveryPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<WebhookDelivery>(`/v1/webhook-deliveries/${id}`)
  const attempts = useList<WebhookAttempt>(`/v1/webhook-deliveries/${id}/attempts`, { page_size: 100 })
  const event = useRead<WebhookEvent>(reading.data && `/v1/webhook-events/${reading.data.webhook_event_id}`)
  const reload = async () => {
    await Promise.all([reading.reload(), attempts.reload()])
  }
  return (
    <DetailPage
      kind="Delivery"
      id={id}
      up={
        reading.data
          ? { path: `webhooks/${reading.data.webhook_endpoint_id}`, name: 'The endpoint' }
          : { path: 'webhooks', name: 'Webhooks' }
      }
      reading={reading}
      title={() => (event.data ? <span className="break-all">{event.data.event_type}</span> : 'Delivery')}
      badges={({ status }) => <StatusBadge status={status} />}
      actions={(delivery) => <ResendButton delivery={delivery} onSent={reload} />}
      aside={(delivery) => <DeliveryFacts delivery={delivery} />}
    >
      {(delivery) => (
        <>
          <FailureNotice delivery={delivery} />
          <Section title="Attempts" isFlush>
            {attempts.problem !== null && (
              <div className="p-4">
                <ProblemNotice problem={attempts.problem} onRetry={() => void attempts.reload()} />
              </div>
            )}
            {!attempts.data && attempts.problem === null && <Skeleton lines={3} />}
            {attempts.data?.data.length === 0 && (
              <p className="px-4 py-6 text-ink-soft">No attempt was made yet.</p>
            )}
            <ol className="divide-y divide-line">
              {attempts.data?.data.map((attempt, index) => (
                <AttemptView
                  key={attempt.webhook_delivery_attempt_id}
                  attempt={attempt}
                  delivery={delivery}
                  eventType={event.data?.event_type ?? null}
                  isOpen={index === 0}
                />
              ))}
            </ol>
          </Section>
          {event.data && <EventPayload event={event.data} />}
        </>
      )}
    </DetailPage>
  )
}

const DeliveryFacts = ({ delivery }: { delivery: WebhookDelivery }) => (
  <Section title="Details">
    <Facts
      facts={[
        ['Event', <IdLink key="event" id={delivery.webhook_event_id} isShort />],
        ['Endpoint', <IdLink key="endpoint" id={delivery.webhook_endpoint_id} isShort />],
        ['Automatic attempts', `${delivery.automatic_attempt_count} of ${delivery.max_attempts}`],
        ['Next try', <When key="next" at={delivery.next_retry_at} />],
        ['Delivered', <When key="delivered" at={delivery.delivered_at} />],
        ['Created', <When key="created" at={delivery.created_at} />],
      ]}
    />
  </Section>
)

const FailureNotice = ({ delivery }: { delivery: WebhookDelivery }) =>
  delivery.status === 'delivered' || delivery.error_summary === null ? null : (
    <Notice tone="attention" title={delivery.error_summary}>
      {delivery.error_message !== delivery.error_summary && <p>{delivery.error_message}</p>}
      {delivery.recommended_action !== null && <p>{delivery.recommended_action}</p>}
    </Notice>
  )
