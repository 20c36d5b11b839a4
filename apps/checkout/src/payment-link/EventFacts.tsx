import { ClockIcon } from '../icons.tsx'
import { eventTime, placesWords } from './event-words.ts'
import { PlaceIcon, TicketIcon } from './link-icons.tsx'
import type { EventConfig } from './link-shapes.ts'

interface EventFactsProps {
  readonly event: EventConfig
  /** Null where places are not counted. */
  readonly placesLeft: number | null
}

/** When, where, and whether there is room. */
export const EventFacts = ({ event, placesLeft }: EventFactsProps) => {
  const time = eventTime(event, typeof navigator === 'undefined' ? undefined : navigator.language)
  const places = placesLeft === 0 ? null : placesWords(placesLeft)
  const icon = 'mt-0.5 size-5 shrink-0 text-ink-soft'
  return (
    <dl className="space-y-3">
      {time !== null && (
        <div className="flex gap-3">
          <ClockIcon className={icon} />
          <dt className="sr-only">When</dt>
          <dd className="min-w-0">
            <time dateTime={event.event_at ?? undefined}>
              <span className="block font-medium">{time.date}</span>
              <span className="block text-[15px] text-ink-soft">{time.time}</span>
            </time>
          </dd>
        </div>
      )}
      {event.venue && (
        <div className="flex gap-3">
          <PlaceIcon className={icon} />
          <dt className="sr-only">Where</dt>
          <dd className="min-w-0 whitespace-pre-line wrap-anywhere">{event.venue}</dd>
        </div>
      )}
      {places !== null && (
        <div className="flex gap-3">
          <TicketIcon className={icon} />
          <dt className="sr-only">Places</dt>
          <dd>{places}</dd>
        </div>
      )}
    </dl>
  )
}
