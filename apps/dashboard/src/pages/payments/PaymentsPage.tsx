import { choicesOf } from '../../actions/choices.ts'
import { commandOf } from '../../api/commands.ts'
import type { PaymentIntent } from '../../api/shapes.ts'
import { LinkButton } from '../../parts/Button.tsx'
import type { Column } from '../../parts/DataTable.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { paymentColumns } from '../../parts/PaymentTable.tsx'
import { usePathOf } from '../../session-context.ts'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Id, receipt e-mail, reference' },
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: choicesOf([
      'succeeded',
      'requires_capture',
      'requires_action',
      'requires_payment_method',
      'requires_confirmation',
      'processing',
      'canceled',
      'expired',
    ]),
  },
  {
    kind: 'choice',
    name: 'refund_status',
    label: 'Refunds',
    choices: choicesOf(['none', 'partially_refunded', 'refunded']),
  },
  {
    kind: 'choice',
    name: 'dispute_status',
    label: 'Dispute',
    choices: choicesOf(['none', 'needs_response', 'under_review', 'won', 'lost']),
  },
  { kind: 'text', name: 'customer_id', label: 'Customer', placeholder: 'cus_…' },
  ...createdFilters,
]

const columns: readonly Column<PaymentIntent>[] = [
  ...paymentColumns.slice(0, -1),
  { name: 'Order', show: (payment) => <IdLink id={payment.order_id} isShort />, isExtra: true },
  ...paymentColumns.slice(-1),
]

export const PaymentsPage = () => {
  const pathOf = usePathOf()
  return (
    <ListPage<PaymentIntent>
      title="Payments"
      path="/v1/payment-intents"
      filters={filters}
      columns={columns}
      keyOf={(payment) => payment.payment_intent_id}
      pathOf={(payment) => `payments/${payment.payment_intent_id}`}
      empty={
        <EmptyState
          title="No payments yet"
          command={commandOf('POST', '/v1/orders/{order_id}/pay', {
            action: 'pay',
            payment_source: { token: 'tok_visa' },
          })}
          actions={
            <LinkButton needs="commerce.orders.write" to={pathOf('checkout/new')} look="primary">
              Make a payment page
            </LinkButton>
          }
        >
          <p>A payment collects money for an order: on a payment page, or by the API.</p>
        </EmptyState>
      }
    />
  )
}
