import { useParams } from 'react-router'
import { CancelPaymentButton } from '../../actions/CancelPaymentButton.tsx'
import { CaptureButton } from '../../actions/CaptureButton.tsx'
import { whyNoCancel, whyNoCapture } from '../../actions/allowed.ts'
import type { Order, PaymentAttempt, PaymentIntent, Refund } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { Money } from '../../parts/Money.tsx'
import { OrderBadges } from '../../parts/OrderTable.tsx'
import { paymentColumns } from '../../parts/PaymentTable.tsx'
import { refundColumns } from '../../parts/RefundTable.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { FlowlixSection } from './FlowlixSection.tsx'
import { OrderActions } from './OrderActions.tsx'
import { OrderLines } from './OrderLines.tsx'

export const OrderPage = () => {
  const { orderId = '' } = useParams()
  const order = useRead<Order>(`/v1/orders/${orderId}`, { expand: 'customer' })
  return (
    <DetailPage
      kind="Order"
      id={orderId}
      up={{ path: 'orders', name: 'Orders' }}
      reading={order}
      title={(found) => (
        <>
          Order {found.order_number} · <Money money={found.pricing_amounts.total_money} />
        </>
      )}
      badges={(found) => <OrderBadges order={found} />}
      actions={(found) => <OrderActions order={found} onDone={order.reload} />}
      aside={(found) => <OrderAside order={found} />}
    >
      {(found) => (
        <>
          <OrderLines order={found} />
          <OrderPayments order={found} onDone={order.reload} />
          <InlineList<Refund>
            key={`refunds ${found.updated_at}`}
            title="Refunds"
            path="/v1/refunds"
            query={{ order_id: orderId }}
            columns={refundColumns}
            keyOf={(refund) => refund.refund_id}
            pathOf={(refund) => `refunds/${refund.refund_id}`}
            none="Nothing was given back."
          />
          <ResourceHistory key={`history ${found.updated_at}`} id={orderId} />
        </>
      )}
    </DetailPage>
  )
}

const OrderPayments = ({ order, onDone }: { order: Order; onDone: () => Promise<void> }) => (
  <>
    <InlineList<PaymentIntent>
      key={`payments ${order.updated_at}`}
      title="Payments"
      path="/v1/payment-intents"
      query={{ order_id: order.order_id }}
      columns={[
        ...paymentColumns,
        {
          name: 'Actions',
          isNameHidden: true,
          show: (payment) => (
            <span className="relative z-10 inline-flex gap-1.5">
              {whyNoCapture(payment) === null && <CaptureButton payment={payment} onDone={onDone} isSmall />}
              {whyNoCancel(payment) === null && (
                <CancelPaymentButton payment={payment} onDone={onDone} isSmall />
              )}
            </span>
          ),
        },
      ]}
      keyOf={(payment) => payment.payment_intent_id}
      pathOf={(payment) => `payments/${payment.payment_intent_id}`}
      none="Nobody has tried to pay yet."
    />
    <InlineList<PaymentAttempt>
      key={`attempts ${order.updated_at}`}
      title="Attempts to pay"
      path={`/v1/orders/${order.order_id}/payment-attempts`}
      columns={[
        { name: 'Started', show: (attempt) => <When at={attempt.started_at} /> },
        { name: 'Status', show: (attempt) => <StatusBadge status={attempt.status} /> },
        {
          name: 'What was said',
          show: (attempt) => (
            <span className="text-ink-soft">{attempt.failure_message ?? 'No complaint'}</span>
          ),
        },
        {
          name: 'Attempt',
          isExtra: true,
          show: (attempt) => <IdLink id={attempt.order_payment_attempt_id} isShort />,
        },
      ]}
      keyOf={(attempt) => attempt.order_payment_attempt_id}
      none="None yet."
    />
  </>
)

const OrderAside = ({ order }: { order: Order }) => {
  const settled = order.settlement_amounts
  return (
    <>
      <Section title="Money">
        <Facts
          facts={[
            ['Total', <Money money={order.pricing_amounts.total_money} isStrong />],
            ['Paid', <Money money={settled.paid_money} />],
            order.authorization_amounts
              ? ['On hold', <Money money={order.authorization_amounts.capturable_money} />]
              : null,
            ['Refunded', <Money money={settled.refunded_money} />],
            ['Net collected', <Money money={settled.net_collected_money} isStrong />],
            ['Outstanding', <Money money={settled.outstanding_money} />],
            settled.credit_money.amount > 0 && ['Credit', <Money money={settled.credit_money} />],
          ]}
        />
      </Section>
      <Section title="Customer">
        <Facts
          facts={[
            [
              'Customer',
              order.customer_id && (
                <IdLink id={order.customer_id} words={order.customer?.name ?? undefined} isShort />
              ),
            ],
            ['E-mail', order.buyer_contact?.email ?? order.customer?.email],
            ['Phone', order.buyer_contact?.phone ?? order.customer?.phone],
            order.buyer_note ? ['Note', order.buyer_note] : null,
          ]}
        />
      </Section>
      <Section title="Details">
        <Facts
          facts={[
            ['Status', wordsOf(order.status)],
            ['Origin', wordsOf(order.origin)],
            ['Your reference', order.external_reference_id],
            order.closed_reason ? ['Closed because', order.closed_reason] : null,
            ['Created', <When at={order.created_at} />],
            ['Changed', <When at={order.updated_at} />],
            ['Revision', order.order_revision],
            order.checkout_session_ids.length > 0 && [
              'Payment pages',
              <ul>
                {order.checkout_session_ids.map((id) => (
                  <li key={id}>
                    <IdLink id={id} isShort />
                  </li>
                ))}
              </ul>,
            ],
          ]}
        />
      </Section>
      {order.origin === 'flowlix' && <FlowlixSection orderId={order.order_id} />}
      <Section title="Metadata">
        <MetadataFacts metadata={order.metadata} />
      </Section>
    </>
  )
}
