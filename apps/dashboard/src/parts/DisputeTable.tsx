import type { Dispute } from '../api/shapes.ts'
import type { Column } from './DataTable.tsx'
import { IdLink } from './IdLink.tsx'
import { Money } from './Money.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { wordsOf } from './status-tones.ts'
import { When } from './When.tsx'

/** A bank that only asks takes nothing yet: its statuses begin with `warning_`. */
export const disputeWords = (status: string): string =>
  status.startsWith('warning_')
    ? `Inquiry: ${wordsOf(status.slice('warning_'.length)).toLowerCase()}`
    : wordsOf(status)

export const DisputeBadge = ({ status }: { status: string }) => (
  <StatusBadge status={status} words={disputeWords(status)} />
)

export const disputeColumns: readonly Column<Dispute>[] = [
  { name: 'Amount', show: (dispute) => <Money money={dispute.amount_money} isStrong /> },
  { name: 'Status', show: (dispute) => <DisputeBadge status={dispute.status} /> },
  { name: 'Reason', show: (dispute) => wordsOf(dispute.reason) },
  { name: 'Answer by', show: (dispute) => <When at={dispute.evidence_due_at} /> },
  { name: 'Payment', show: (dispute) => <IdLink id={dispute.payment_intent_id} isShort />, isExtra: true },
  { name: 'Opened', show: (dispute) => <When at={dispute.created_at} /> },
]
