import type { Column } from '../../parts/DataTable.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import type { Notice } from './notice.ts'

export const noticeColumns: readonly Column<Notice>[] = [
  {
    name: 'Event',
    show: ({ event_type }) => <span className="font-mono text-[13px] break-all">{event_type}</span>,
  },
  { name: 'Status', show: ({ status }) => <StatusBadge status={status} /> },
  {
    name: 'Payment',
    show: ({ payment_id }) => <code className="text-[13px] break-all">{payment_id}</code>,
  },
  {
    name: 'Last answer',
    isExtra: true,
    show: ({ last_status_code, last_error }) =>
      last_status_code === null ? (last_error ?? '–') : `Answered ${last_status_code}`,
  },
  { name: 'Attempts', isNumber: true, isExtra: true, show: ({ attempt_count }) => attempt_count },
  { name: 'Next try', isExtra: true, show: ({ next_attempt_at }) => <When at={next_attempt_at} /> },
  { name: 'Made', show: ({ created_at }) => <When at={created_at} /> },
]
