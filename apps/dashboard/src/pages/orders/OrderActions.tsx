import { RefundButton } from '../../actions/RefundButton.tsx'
import {
  refundableOf,
  whyNoCheckout,
  whyNoClose,
  whyNoReceipt,
  whyNoRefundOfOrder,
} from '../../actions/allowed.ts'
import { MakeCheckoutButton } from '../../actions/MakeCheckoutButton.tsx'
import { useApi } from '../../api/api-context.ts'
import type { Order } from '../../api/shapes.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { TextField } from '../../parts/Field.tsx'

/** What the order's state allows, and what not, with the reason. */
export const OrderActions = ({ order, onDone }: { order: Order; onDone: () => Promise<void> }) => {
  const api = useApi()
  const path = `/v1/orders/${order.order_id}`
  return (
    <>
      {whyNoCheckout(order) === null && <MakeCheckoutButton orderId={order.order_id} onDone={onDone} />}
      <RefundButton
        target={{
          id: { order_id: order.order_id },
          currency: order.pricing_amounts.total_money.currency,
          lines: order.line_items,
        }}
        left={refundableOf(order)}
        reason={whyNoRefundOfOrder(order)}
        onDone={onDone}
      />
      <ActionButton
        needs="commerce.orders.write"
        label="Resend receipt"
        title="Send the receipt again?"
        confirm="Send receipt"
        disabledReason={whyNoReceipt(order)}
        send={(form, idempotencyKey) => {
          const email = String(form.get('email') ?? '').trim()
          return api.post(`${path}/receipt`, email === '' ? undefined : { email }, { idempotencyKey })
        }}
        done="Receipt sent"
      >
        <TextField
          label="E-mail"
          name="email"
          type="email"
          isOptional
          defaultValue={order.buyer_contact?.email ?? order.customer?.email ?? ''}
          hint="Empty: the buyer’s on the order, else the customer’s."
        />
      </ActionButton>
      <ActionButton
        needs="commerce.orders.write"
        label="Close"
        title="Close this order?"
        confirm="Close order"
        isDanger
        disabledReason={whyNoClose(order)}
        send={(form, idempotencyKey) => {
          const reason = String(form.get('reason_message') ?? '').trim()
          return api.post(`${path}/close`, reason === '' ? {} : { reason_message: reason }, {
            idempotencyKey,
          })
        }}
        done="Order closed"
        onDone={onDone}
      >
        <p>Nothing can be added to a closed order, and it can no longer be paid. Refunds stay possible.</p>
        <TextField label="Reason" name="reason_message" maxLength={1024} isOptional />
      </ActionButton>
    </>
  )
}
