import type { Advanced } from './advance-clock.ts'
import type { SandboxClock } from './clock.ts'
import type { DoneAt } from './move-clock.ts'
import type { RecordedEvent } from './queries.ts'

export const toSandboxClock = (clock: SandboxClock) => ({
  sandbox_id: clock.sandboxId,
  status: clock.status,
  now: clock.now,
  advancing_to: clock.advancingTo,
  system_now: clock.systemNow,
})

const toHappening = (done: DoneAt) =>
  done.type === 'timer'
    ? { occurred_at: done.at, type: done.type, timer: done.timer.kind, resource_id: done.timer.subjectId }
    : {
        occurred_at: done.at,
        ...(done.type === 'attempt'
          ? { type: 'webhook_delivery_attempt', webhook_delivery_id: done.webhookDeliveryId }
          : { type: 'flowlix_notice_attempt', flowlix_notice_id: done.noticeId }),
        attempt_number: done.attemptNumber,
        attempt_status: done.isDelivered ? 'delivered' : 'failed',
      }

const toEventHappening = (event: RecordedEvent) => ({
  occurred_at: event.createdAt,
  type: 'webhook_event',
  event_type: event.eventType,
  webhook_event_id: event.eventId,
  resource_type: event.resourceType,
  resource_id: event.resourceId,
})

/** At one instant: what fell due, then the events of it, then their deliveries. */
const order = ['timer', 'webhook_event', 'webhook_delivery_attempt', 'flowlix_notice_attempt']

export const toSandboxClockAdvance = (advanced: Advanced) => ({
  clock: toSandboxClock(advanced.clock),
  status: advanced.isCompleted ? 'completed' : 'advancing',
  advanced_from: advanced.from,
  advanced_to: advanced.to,
  happened: [...advanced.done.map(toHappening), ...advanced.events.map(toEventHappening)].toSorted((a, b) =>
    a.occurred_at === b.occurred_at
      ? order.indexOf(a.type) - order.indexOf(b.type)
      : a.occurred_at < b.occurred_at
        ? -1
        : 1,
  ),
  has_more: advanced.hasMore,
})
