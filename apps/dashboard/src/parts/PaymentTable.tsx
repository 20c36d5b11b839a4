import type { PaymentIntent } from '../api/shapes.ts'
import type { Column } from './DataTable.tsx'
import { disputeWords } from './DisputeTable.tsx'
import { IdLink } from './IdLink.tsx'
import { Money } from './Money.tsx'
import { PaymentSource } from './PaymentSource.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { wordsOf } from './status-tones.ts'
import { When } from './When.tsx'

/** The state of a payment, and what became of its money after. */
export const PaymentBadges = ({ payment }: { payment: PaymentIntent }) => {
  const hasFailed = payment.status === 'requires_payment_method' && payment.last_payment_error !== null
  return (
    <span className="inline-flex flex-wrap gap-1">
      {hasFailed ? (
        <StatusBadge status="declined" words={wordsOf(payment.last_payment_error!.code)} />
      ) : (
        <StatusBadge status={payment.status} />
      )}
      {payment.refund_status !== 'none' && <StatusBadge status={payment.refund_status} />}
      {payment.dispute_status !== 'none' && (
        <StatusBadge
          status={payment.dispute_status}
          words={
            payment.dispute_status.startsWith('warning_')
              ? disputeWords(payment.dispute_status)
              : `Dispute: ${disputeWords(payment.dispute_status).toLowerCase()}`
          }
        />
      )}
    </span>
  )
}

export const paymentColumns: readonly Column<PaymentIntent>[] = [
  { name: 'Amount', show: (payment) => <Money money={payment.amount_money} isStrong /> },
  { name: 'Status', show: (payment) => <PaymentBadges payment={payment} /> },
  { name: 'Paid with', show: (payment) => <PaymentSource source={payment.payment_source} /> },
  { name: 'Payment', show: (payment) => <IdLink id={payment.payment_intent_id} isShort />, isExtra: true },
  { name: 'Created', show: (payment) => <When at={payment.created_at} /> },
]
