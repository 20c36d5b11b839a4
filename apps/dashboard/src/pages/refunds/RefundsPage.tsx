import { choicesOf, refundReasons } from '../../actions/choices.ts'
import { commandOf } from '../../api/commands.ts'
import type { Refund } from '../../api/shapes.ts'
import type { Column } from '../../parts/DataTable.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { refundColumns } from '../../parts/RefundTable.tsx'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Id, reference' },
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: choicesOf([
      'succeeded',
      'pending',
      'in_transit',
      'requires_action',
      'partially_succeeded',
      'failed',
      'canceled',
    ]),
  },
  {
    kind: 'choice',
    name: 'reason',
    label: 'Reason',
    choices: refundReasons.filter(({ value }) => value !== ''),
  },
  { kind: 'text', name: 'order_id', label: 'Order', placeholder: 'ord_…' },
  ...createdFilters,
]

const columns: readonly Column<Refund>[] = [
  ...refundColumns.slice(0, -1),
  { name: 'Order', show: (refund) => <IdLink id={refund.order_id} isShort />, isExtra: true },
  ...refundColumns.slice(-1),
]

export const RefundsPage = () => (
  <ListPage<Refund>
    title="Refunds"
    path="/v1/refunds"
    filters={filters}
    columns={columns}
    keyOf={(refund) => refund.refund_id}
    pathOf={(refund) => `refunds/${refund.refund_id}`}
    empty={
      <EmptyState
        title="No refunds yet"
        command={commandOf('POST', '/v1/refunds', {
          order_id: 'ord_…',
          amount_money: { amount: 1000, currency: 'USD' },
          reason: 'requested_by_customer',
        })}
      >
        <p>Open a paid order or a payment and choose “Refund”, or do it by the API.</p>
      </EmptyState>
    }
  />
)
