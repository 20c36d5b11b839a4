import type { Refund } from '../api/shapes.ts'
import type { Column } from './DataTable.tsx'
import { IdLink } from './IdLink.tsx'
import { Dash, Money } from './Money.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { wordsOf } from './status-tones.ts'
import { When } from './When.tsx'

export const refundColumns: readonly Column<Refund>[] = [
  { name: 'Amount', show: (refund) => <Money money={refund.amount_money} isStrong /> },
  { name: 'Status', show: (refund) => <StatusBadge status={refund.status} /> },
  { name: 'Reason', show: (refund) => (refund.reason ? wordsOf(refund.reason) : <Dash />), isExtra: true },
  { name: 'Refund', show: (refund) => <IdLink id={refund.refund_id} isShort /> },
  { name: 'Created', show: (refund) => <When at={refund.created_at} /> },
]
