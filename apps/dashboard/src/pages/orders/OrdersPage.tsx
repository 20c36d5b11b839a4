import { choicesOf } from '../../actions/choices.ts'
import { commandOf, createOrderBody } from '../../api/commands.ts'
import type { Order } from '../../api/shapes.ts'
import { LinkButton } from '../../parts/Button.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { orderColumns } from '../../parts/OrderTable.tsx'
import { usePathOf } from '../../session-context.ts'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Number, id, reference' },
  {
    kind: 'choice',
    name: 'payment_status',
    label: 'Payment',
    choices: choicesOf(['unpaid', 'partially_paid', 'paid']),
  },
  { kind: 'choice', name: 'status', label: 'Status', choices: choicesOf(['open', 'closed']) },
  {
    kind: 'choice',
    name: 'refund_status',
    label: 'Refunds',
    choices: choicesOf(['none', 'partially_refunded', 'refunded']),
  },
  { kind: 'text', name: 'customer_id', label: 'Customer', placeholder: 'cus_…' },
  ...createdFilters,
]

export const OrdersPage = () => {
  const pathOf = usePathOf()
  return (
    <ListPage<Order>
      title="Orders"
      path="/v1/orders"
      query={{ expand: 'customer' }}
      filters={filters}
      columns={orderColumns}
      keyOf={(order) => order.order_id}
      pathOf={(order) => `orders/${order.order_id}`}
      actions={
        <LinkButton needs="commerce.orders.write" to={pathOf('checkout/new')} look="primary">
          Make an order
        </LinkButton>
      }
      empty={
        <EmptyState
          title="No orders yet"
          command={commandOf('POST', '/v1/orders', createOrderBody)}
          actions={
            <LinkButton needs="commerce.orders.write" to={pathOf('checkout/new')} look="primary">
              Make an order and its payment page
            </LinkButton>
          }
        >
          <p>
            An order says what a buyer owes. Your shop makes one by the API for each purchase; here you can
            make one by hand.
          </p>
        </EmptyState>
      }
    />
  )
}
