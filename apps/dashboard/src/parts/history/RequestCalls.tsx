import { useState } from 'react'
import type { RequestLog } from '../../api/shapes.ts'
import { DataTable } from '../DataTable.tsx'
import { IdLink } from '../IdLink.tsx'
import { MoreButton } from '../MoreButton.tsx'
import { ProblemNotice, Skeleton } from '../Notice.tsx'
import { StatusBadge } from '../StatusBadge.tsx'
import { useGrowingList } from '../use-growing-list.ts'
import { When } from '../When.tsx'

/** The API calls that made a resource and changed it. */
export const RequestCalls = ({ id }: { id: string }) => {
  const [showsReads, setShowsReads] = useState(false)
  const calls = useGrowingList<RequestLog>('/v1/developer/request-logs', { resource_id: id, page_size: 25 })
  if (calls.problem !== null)
    return (
      <div className="p-4">
        <ProblemNotice problem={calls.problem} onRetry={() => void calls.reload()} />
      </div>
    )
  if (!calls.items) return <Skeleton lines={6} />
  if (calls.items.length === 0)
    return (
      <p className="p-4 text-ink-soft">
        No call about it is in the request logs, which are kept for a while only.
      </p>
    )
  const shown = calls.items.filter(({ http_method }) => showsReads || http_method !== 'GET')
  return (
    <>
      <label className="flex items-center gap-2 border-b border-line px-4 py-2 text-[13px]">
        <input
          type="checkbox"
          checked={showsReads}
          onChange={(event) => setShowsReads(event.target.checked)}
          className="size-4 accent-accent"
        />
        Show reads, too
      </label>
      <DataTable
        label="API calls"
        rows={shown}
        keyOf={(call) => call.api_request_log_id}
        columns={[
          {
            name: 'Call',
            show: (call) => (
              <span className="font-mono text-[13px] break-all">
                {call.http_method} {call.path}
              </span>
            ),
          },
          { name: 'Answer', show: (call) => <StatusOfCall call={call} /> },
          { name: 'Log', show: (call) => <IdLink id={call.api_request_log_id} isShort />, isExtra: true },
          { name: 'Time', show: (call) => <When at={call.created_at} /> },
        ]}
      />
      <MoreButton list={calls} />
    </>
  )
}

const StatusOfCall = ({ call }: { call: RequestLog }) => (
  <StatusBadge
    status={String(call.status_code)}
    words={call.error_code ? `${call.status_code} ${call.error_code}` : String(call.status_code)}
    tone={call.status_code < 400 ? 'good' : call.status_code < 500 ? 'attention' : 'problem'}
  />
)
