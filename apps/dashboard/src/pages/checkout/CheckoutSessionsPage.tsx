import { choicesOf } from '../../actions/choices.ts'
import { commandOf } from '../../api/commands.ts'
import type { CheckoutSession } from '../../api/shapes.ts'
import { LinkButton } from '../../parts/Button.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'

const filters: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: choicesOf(['open', 'paid', 'partially_paid', 'expired', 'closed', 'invalidated']),
  },
  { kind: 'text', name: 'order_id', label: 'Order', placeholder: 'ord_…' },
  ...createdFilters,
]

export const CheckoutSessionsPage = () => {
  const pathOf = usePathOf()
  const make = (
    <LinkButton needs="commerce.orders.write" to={pathOf('checkout/new')} look="primary">
      Make an order and its page
    </LinkButton>
  )
  return (
    <ListPage<CheckoutSession>
      title="Checkout"
      intro="Payment pages that were made for orders."
      path="/v1/checkout-sessions"
      filters={filters}
      columns={[
        {
          name: 'Page',
          show: (session) => (
            <span className="font-mono text-[13px]">…{session.checkout_session_id.slice(-8)}</span>
          ),
        },
        { name: 'Status', show: (session) => <StatusBadge status={session.status} /> },
        { name: 'Order', show: (session) => <IdLink id={session.order_id} isShort /> },
        { name: 'Expires', show: (session) => <When at={session.expires_at} />, isExtra: true },
        { name: 'Created', show: (session) => <When at={session.created_at} /> },
      ]}
      keyOf={(session) => session.checkout_session_id}
      pathOf={(session) => `checkout-sessions/${session.checkout_session_id}`}
      actions={make}
      empty={
        <EmptyState
          title="No payment pages yet"
          command={commandOf('POST', '/v1/checkout-sessions', { order_id: 'ord_…' })}
          actions={make}
        >
          <p>A payment page is where a buyer pays an order. Make one here, copy its link, and send it.</p>
        </EmptyState>
      }
    />
  )
}
