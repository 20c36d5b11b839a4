import { IdLink } from '../../parts/IdLink.tsx'
import { JsonView } from '../../parts/JsonView.tsx'
import { OpenMark } from '../../parts/OpenMark.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import type { StreamedEvent } from './streamed-event.ts'

/** One line of the live tail, opened with its payload. */
export const LiveEvent = ({ event }: { event: StreamedEvent }) => (
  <li>
    <details className="group">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-raised">
        <OpenMark />
        <span className="font-mono text-[13px] font-medium break-all">{event.type}</span>
        {event.isTest && <StatusBadge status="test" words="Test event" />}
        <span className="font-mono text-xs break-all text-ink-soft">{event.resourceId}</span>
        <span className="ml-auto text-[13px] text-ink-soft">
          <When at={event.createdAt} />
        </span>
      </summary>
      <div className="space-y-2 px-4 pb-3">
        <div className="flex flex-wrap gap-x-6 gap-y-1 text-[13px]">
          <IdLink id={event.id} words="Open the event" />
          <IdLink id={event.resourceId} words="Open what it is about" />
        </div>
        {event.isWithheld ? (
          <p className="text-ink-soft">You may not read what this event is about.</p>
        ) : (
          <JsonView value={event.payload} what="payload as JSON" />
        )}
      </div>
    </details>
  </li>
)
