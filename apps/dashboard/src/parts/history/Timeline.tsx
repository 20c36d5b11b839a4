import { useEffect, useState } from 'react'
import { ApiProblem } from '../../api/problem.ts'
import { useRead } from '../../api/use-read.ts'
import type { ResourceTimeline, TimelineEntry } from '../../api/shapes.ts'
import { Button } from '../Button.tsx'
import { IdLink } from '../IdLink.tsx'
import { joinClasses } from '../join-classes.ts'
import { ProblemNotice, Skeleton } from '../Notice.tsx'
import type { Tone } from '../status-tones.ts'
import { When } from '../When.tsx'
import { timelineWords } from './timeline-words.ts'

const dots: Record<Tone, string> = {
  good: 'bg-good',
  problem: 'bg-problem',
  attention: 'bg-attention',
  accent: 'bg-accent',
  calm: 'bg-line-strong',
}

/** What was made just now has no history before the log of its call is written, a moment after the answer. */
const logWrittenAfterMs = 2000

/** Page by page: each next one is read by a part of its own below. */
export const Timeline = ({ id, pageToken = null }: { id: string; pageToken?: string | null }) => {
  const timeline = useRead<ResourceTimeline>(`/v1/developer/resource-timelines/${id}`, {
    page_size: 50,
    page_token: pageToken,
  })
  const [showsMore, setShowsMore] = useState(false)
  const isNew = timeline.problem instanceof ApiProblem && timeline.problem.status === 404
  const { reload } = timeline
  useEffect(() => {
    if (!isNew) return
    const timer = setTimeout(() => void reload(), logWrittenAfterMs)
    return () => clearTimeout(timer)
  }, [isNew, reload])
  if (isNew) return <p className="p-4 text-ink-soft">Nothing is recorded of it yet.</p>
  if (timeline.problem !== null)
    return (
      <div className="p-4">
        <ProblemNotice problem={timeline.problem} onRetry={() => void timeline.reload()} />
      </div>
    )
  if (!timeline.data) return <Skeleton lines={8} />
  const { next_page_token: next } = timeline.data
  // Who only looked has changed nothing: reading is a matter of the tab of API calls.
  const entries = (timeline.data.entries as TimelineEntry[]).filter(
    ({ http_method }) => http_method !== 'GET',
  )
  if (entries.length === 0 && !next) return <p className="p-4 text-ink-soft">Nothing is recorded of it.</p>
  return (
    <>
      <ol className="px-4 py-3">
        {entries.map((entry) => (
          <Entry key={entry.resource_timeline_entry_id} entry={entry} />
        ))}
      </ol>
      {next && !showsMore && (
        <div className="border-t border-line px-4 py-2">
          <Button isSmall onClick={() => setShowsMore(true)}>
            Show more
          </Button>
        </div>
      )}
      {next && showsMore && <Timeline id={id} pageToken={next} />}
    </>
  )
}

const Entry = ({ entry }: { entry: TimelineEntry }) => {
  const { title, detail, tone, relatedId } = timelineWords(entry)
  return (
    <li className="relative grid grid-cols-[0.5rem_minmax(0,1fr)] gap-3 pb-3.5 last:pb-1">
      <span className={joinClasses('mt-1.5 size-2 rounded-full', dots[tone])} />
      <div className="flex flex-wrap justify-between gap-x-4">
        <div className="min-w-0 flex-1 basis-60">
          <p className="break-words">{title}</p>
          <p className="flex flex-wrap items-center gap-x-2 text-[13px] text-ink-soft">
            {detail}
            {relatedId !== null && <IdLink id={relatedId} isShort />}
          </p>
        </div>
        <p className="text-[13px] text-ink-soft">
          <When at={entry.occurred_at} />
        </p>
      </div>
    </li>
  )
}
