import type { Column } from '../../parts/DataTable.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { type RequestLog, answerTone } from './request-log.ts'

const columns: readonly Column<RequestLog>[] = [
  {
    name: 'Call',
    show: ({ http_method, path }) => (
      <span className="font-mono text-[13px] break-all">
        <span className="font-semibold">{http_method}</span> {path.split('?')[0]}
      </span>
    ),
  },
  {
    name: 'Answer',
    show: ({ status_code }) => <StatusBadge status={String(status_code)} tone={answerTone(status_code)} />,
  },
  {
    name: 'Error',
    show: ({ error_code }) => <span className="font-mono text-xs break-all text-ink-soft">{error_code}</span>,
  },
  {
    name: 'By',
    isExtra: true,
    show: ({ api_key_id, user_id }) =>
      api_key_id ? <IdLink id={api_key_id} isShort /> : user_id ? 'The dashboard' : 'A buyer',
  },
  {
    name: 'Took',
    isNumber: true,
    isExtra: true,
    show: ({ latency_milliseconds }) => `${latency_milliseconds} ms`,
  },
  { name: 'At', show: ({ created_at }) => <When at={created_at} /> },
]

const asChoices = (values: readonly string[]) => values.map((value) => ({ value, words: value }))

const filters: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'status_bucket',
    label: 'Answer',
    choices: [
      { value: 'success', words: 'Success' },
      { value: 'client_error', words: 'Refused (4xx)' },
      { value: 'server_error', words: 'Failed (5xx)' },
    ],
  },
  {
    kind: 'choice',
    name: 'http_method',
    label: 'Method',
    choices: asChoices(['GET', 'POST', 'PATCH', 'DELETE']),
  },
  { kind: 'text', name: 'path_query', label: 'Path has', placeholder: '/v1/orders' },
  { kind: 'text', name: 'request_id', label: 'Request id' },
  { kind: 'text', name: 'resource_id', label: 'About', placeholder: 'ord_…' },
  ...createdFilters,
]

export const RequestLogsPage = () => (
  <ListPage<RequestLog>
    title="Request logs"
    intro="Calls to the API, kept for 30 days. Secrets and card details were taken out before they were kept."
    path="/v1/developer/request-logs"
    filters={filters}
    columns={columns}
    keyOf={({ api_request_log_id }) => api_request_log_id}
    pathOf={({ api_request_log_id }) => `request-logs/${api_request_log_id}`}
    empty={
      <EmptyState
        title="No call yet"
        command={`curl -s ${location.origin}/v1/orders \\\n  -H "Authorization: Bearer $FLINT_KEY"`}
      >
        <p>Each call that your programs make appears here within a second.</p>
      </EmptyState>
    }
  />
)
