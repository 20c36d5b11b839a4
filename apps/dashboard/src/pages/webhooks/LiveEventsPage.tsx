import { useSearchParams } from 'react-router'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { usePathOf } from '../../session-context.ts'
import type { FollowStatus } from './follow-events.ts'
import { ofType } from './live-tail.ts'
import { LiveEvent } from './LiveEvent.tsx'
import { useLiveTail } from './use-live-tail.ts'

const statusLooks: Record<FollowStatus, { words: string; tone: 'good' | 'attention' | 'problem' }> = {
  connecting: { words: 'Connecting', tone: 'attention' },
  open: { words: 'Listening', tone: 'good' },
  waiting: { words: 'Connection lost, trying again', tone: 'attention' },
  refused: { words: 'You may not read events here', tone: 'problem' },
}

/** Events as they happen: the stream that `flint listen` follows. */
export const LiveEventsPage = () => {
  const tail = useLiveTail()
  const pathOf = usePathOf()
  const [search, setSearch] = useSearchParams()
  const typed = search.get('event_type') ?? ''
  const shown = ofType(tail.shown, typed)
  const { words, tone } = statusLooks[tail.status]
  return (
    <>
      <PageHead
        name="Live tail"
        up={{ path: 'events', name: 'Events' }}
        badges={<StatusBadge status={tail.status} words={words} tone={tone} />}
        below="Every event of this environment, from the moment this page was opened."
        actions={
          <>
            <Button onClick={tail.isPaused ? tail.resume : tail.pause}>
              {tail.isPaused
                ? tail.held.length > 0
                  ? `Resume, ${tail.held.length} waiting`
                  : 'Resume'
                : 'Pause'}
            </Button>
            <Button onClick={tail.clear}>Clear</Button>
            <LinkButton to={pathOf('events')}>Earlier events</LinkButton>
          </>
        }
      />
      <p role="status" className="sr-only">
        {tail.said}
      </p>
      {tail.gap !== null && (
        <div className="mb-4">
          <Notice tone="attention" title="Some events were left out">
            <p>The stream could not tell all that happened meanwhile. The list of events has all of it.</p>
          </Notice>
        </div>
      )}
      <div className="card min-w-0">
        <div role="search" className="border-b border-line px-4 py-3">
          <input
            type="search"
            aria-label="Filter by type"
            placeholder="Filter by type: order.paid"
            value={typed}
            onChange={({ target }) =>
              setSearch(target.value === '' ? {} : { event_type: target.value }, { replace: true })
            }
            className="control max-w-72"
          />
        </div>
        {shown.length === 0 ? (
          <p className="px-4 py-8 text-ink-soft">
            {tail.shown.length === 0
              ? 'Waiting for something to happen. Make or pay an order, and it appears here.'
              : 'None of the events so far is of this type.'}
          </p>
        ) : (
          <ol className="divide-y divide-line" aria-label="Events, newest first">
            {shown.map((event) => (
              <LiveEvent key={event.id} event={event} />
            ))}
          </ol>
        )}
      </div>
    </>
  )
}
