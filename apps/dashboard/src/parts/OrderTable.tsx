import type { Order } from '../api/shapes.ts'
import type { Column } from './DataTable.tsx'
import { IdLink } from './IdLink.tsx'
import { Dash, Money } from './Money.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import { When } from './When.tsx'

/** Whether it is paid comes first: that is what one looks for. */
export const OrderBadges = ({ order }: { order: Order }) => (
  <span className="inline-flex flex-wrap gap-1">
    {order.status === 'closed' && order.payment_status === 'unpaid' ? (
      <StatusBadge status="closed" />
    ) : (
      <StatusBadge status={order.payment_status} />
    )}
    {order.refund_status !== 'none' && <StatusBadge status={order.refund_status} />}
    {order.active_payment_attempt && attemptsToShow.includes(order.active_payment_attempt.status) && (
      <StatusBadge status={order.active_payment_attempt.status} />
    )}
  </span>
)

/** An attempt that waits for somebody. */
const attemptsToShow = ['processing', 'requires_action', 'requires_capture', 'requires_retry', 'finalizing']

/** What was ordered, in a line. */
const goodsOf = (order: Order): string =>
  order.line_items.map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(', ')

export const orderColumns: readonly Column<Order>[] = [
  { name: 'Order', show: (order) => <span className="font-medium">{order.order_number}</span> },
  {
    name: 'Total',
    isNumber: true,
    show: (order) => <Money money={order.pricing_amounts.total_money} isStrong />,
  },
  { name: 'Status', show: (order) => <OrderBadges order={order} /> },
  {
    name: 'Customer',
    show: (order) =>
      order.customer_id ? (
        <IdLink
          id={order.customer_id}
          words={order.customer?.name ?? order.customer?.email ?? undefined}
          isShort
        />
      ) : (
        (order.buyer_contact?.email ?? <Dash />)
      ),
  },
  {
    name: 'Goods',
    isExtra: true,
    show: (order) => <span className="line-clamp-1 max-w-64">{goodsOf(order)}</span>,
  },
  { name: 'Id', show: (order) => <IdLink id={order.order_id} isShort />, isExtra: true },
  { name: 'Created', show: (order) => <When at={order.created_at} /> },
]
