import { Type } from 'typebox'
import { changedBy } from '../platform/http/shape-changes.ts'
import { Timestamp, TotalMoney, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { orderStatusAxes } from './shape-changes.ts'

/** What `data` of an order's event holds. Readers must accept more. Source: contract, flint-platform 18.2. */
const open = { additionalProperties: true }

const status = oneOf(['open', 'closed', 'paid', 'partially_refunded', 'refunded'], {
  description: 'open or closed from version 2026-09-07 on; before it, one word for the whole order.',
})
const paymentStatus = oneOf(['unpaid', 'partially_paid', 'paid'])

const summary = {
  order_id: id('ord', 'The order'),
  order_number: Type.String(),
  customer_id: nullable(Type.String()),
  status,
  payment_status: paymentStatus,
  refund_status: oneOf(['none', 'partially_refunded', 'refunded']),
  resource_updated_at: Timestamp,
}

const OrderChanged = changedBy(
  named(
    'OrderChangedEventData',
    Type.Object(
      {
        ...summary,
        origin: Type.Optional(
          oneOf(['virtual_terminal', 'payment_link', 'checkout', 'api', 'subscription', 'flowlix']),
        ),
        paid_money: Type.Optional(TotalMoney),
        refunded_money: Type.Optional(TotalMoney),
      },
      open,
    ),
  ),
  orderStatusAxes,
)

const OrderAuthorization = changedBy(
  named(
    'OrderAuthorizationEventData',
    Type.Object(
      {
        order_id: id('ord', 'The order'),
        payment_intent_id: id('pi', 'The payment intent that holds the money'),
        payment_intent_status: Type.String(),
        authorized_money: TotalMoney,
        captured_money: TotalMoney,
        released_money: TotalMoney,
        order_number: Type.String(),
        customer_id: nullable(Type.String()),
        status,
        payment_status: paymentStatus,
        refund_status: summary.refund_status,
        resource_updated_at: Timestamp,
      },
      open,
    ),
  ),
  orderStatusAxes,
)

const line = {
  order_line_item_id: id('li', 'The line item'),
  name: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  unit_price_money: TotalMoney,
}

const OrderPaid = changedBy(
  named(
    'OrderPaidEventData',
    Type.Object(
      {
        order_id: id('ord', 'The order'),
        status,
        payment_status: paymentStatus,
        total_money: TotalMoney,
        paid_money: TotalMoney,
        outstanding_money: TotalMoney,
        order_payment_intent_ids: Type.Array(Type.String()),
        line_items: Type.Array(Type.Object(line, open)),
      },
      open,
    ),
  ),
  orderStatusAxes,
)

/** The older era's event: its status is the older era's in every version. Source: contract, flint-platform 18.3. */
const OrderPaymentSucceeded = named(
  'OrderPaymentSucceededEventData',
  Type.Object(
    {
      order_id: id('ord', 'The order'),
      payment_intent_id: id('pi', 'The payment intent'),
      status: oneOf(['open', 'paid']),
      payment_intent_status: Type.String(),
      paid_money: TotalMoney,
      line_items: Type.Array(Type.Object({ ...line, gross_money: TotalMoney }, open)),
    },
    open,
  ),
)

export const orderEventSchemas = {
  'order.created': OrderChanged,
  'order.updated': OrderChanged,
  'order.closed': OrderChanged,
  'order.refunded': OrderChanged,
  'order.paid': OrderPaid,
  'order.partially_paid': OrderPaid,
  'order.payment_succeeded': OrderPaymentSucceeded,
  'order.payment_authorized': OrderAuthorization,
  'order.payment_captured': OrderAuthorization,
  'order.payment_authorization_canceled': OrderAuthorization,
  'order.payment_authorization_expired': OrderAuthorization,
}
