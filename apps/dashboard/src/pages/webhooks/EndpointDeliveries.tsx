import { Button } from '../../parts/Button.tsx'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { lastAnswerWords } from './delivery-words.ts'
import type { EndpointDelivery } from './endpoint-deliveries.ts'
import { successRate } from './success-rate.ts'
import type { useEndpointDeliveries } from './use-endpoint-deliveries.ts'
import type { DeliveryStatus } from './webhook.ts'

const columns: readonly Column<EndpointDelivery>[] = [
  {
    name: 'Event',
    show: ({ event }) => <span className="font-mono text-[13px] break-all">{event.event_type}</span>,
  },
  { name: 'Status', show: ({ delivery }) => <StatusBadge status={delivery.status} /> },
  {
    name: 'Last answer',
    show: ({ delivery }) => <span className="text-[13px]">{lastAnswerWords(delivery) ?? '–'}</span>,
  },
  {
    name: 'Attempts',
    isNumber: true,
    isExtra: true,
    show: ({ delivery }) => `${delivery.automatic_attempt_count} of ${delivery.max_attempts}`,
  },
  { name: 'Next try', isExtra: true, show: ({ delivery }) => <When at={delivery.next_retry_at} /> },
  { name: 'Event at', show: ({ event }) => <When at={event.created_at} /> },
]

const choices: readonly { status: DeliveryStatus | null; words: string }[] = [
  { status: null, words: 'All' },
  { status: 'delivered', words: 'Delivered' },
  { status: 'pending', words: 'Pending' },
  { status: 'failed', words: 'Failed' },
  { status: 'suppressed', words: 'Suppressed' },
]

export type DeliveriesReading = ReturnType<typeof useEndpointDeliveries>

/** What an endpoint got and missed, newest first. */
export const EndpointDeliveries = ({
  deliveries: { found, problem, isReading, nextToken, reload, more },
  status,
  onStatus,
}: {
  deliveries: DeliveriesReading
  status: DeliveryStatus | null
  onStatus: (status: DeliveryStatus | null) => void
}) => (
  <Section
    title="Deliveries"
    isFlush
    actions={
      <Button isSmall isBusy={isReading} onClick={() => void reload()}>
        Reload
      </Button>
    }
  >
    <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
      <StatusChoice status={status} onStatus={onStatus} />
      {status === null && found && <Rate statuses={found.map(({ delivery }) => delivery.status)} />}
    </div>
    {problem !== null && (
      <div className="p-4">
        <ProblemNotice problem={problem} onRetry={() => void reload()} />
      </div>
    )}
    {!found && problem === null && <Skeleton />}
    {found && found.length > 0 && (
      <DataTable
        label="Deliveries"
        columns={columns}
        rows={found}
        keyOf={({ delivery }) => delivery.webhook_delivery_id}
        pathOf={({ delivery }) => `deliveries/${delivery.webhook_delivery_id}`}
        isBusy={isReading}
      />
    )}
    {found?.length === 0 && (
      <p className="px-4 py-6 text-ink-soft">
        {status === null
          ? 'Nothing was sent here yet. Send a test event, or make an order, to see what happens.'
          : 'No delivery is in this state.'}
      </p>
    )}
    {nextToken !== null && (
      <div className="border-t border-line px-4 py-2">
        <Button isSmall isBusy={isReading} onClick={() => void more()}>
          Show more
        </Button>
      </div>
    )}
  </Section>
)

const StatusChoice = ({
  status,
  onStatus,
}: {
  status: DeliveryStatus | null
  onStatus: (status: DeliveryStatus | null) => void
}) => (
  <div role="group" aria-label="Show" className="flex flex-wrap gap-1">
    {choices.map(({ status: each, words }) => (
      <button
        key={words}
        type="button"
        aria-pressed={each === status}
        onClick={() => onStatus(each)}
        className="min-h-7 rounded-full border border-line px-2.5 text-[13px] text-ink-soft hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
      >
        {words}
      </button>
    ))}
  </div>
)

const Rate = ({ statuses }: { statuses: readonly DeliveryStatus[] }) => {
  const { delivered, failed, percent } = successRate(statuses)
  if (percent === null) return null
  return (
    <p className="text-[13px] text-ink-soft">
      <strong className={failed > 0 ? 'text-problem' : 'text-good'}>{percent} %</strong> of the last{' '}
      {delivered + failed} got through
    </p>
  )
}
