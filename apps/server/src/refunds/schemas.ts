import { Type, type Static } from 'typebox'
import { Order } from '../orders/schemas.ts'
import { PaymentIntent } from '../payments/schemas.ts'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  PositiveMoney,
  Timestamp,
  TotalMoney,
  body,
  id,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { adjustmentTypes, refundReasons, refundStatuses } from './refund.ts'

/** Source: contract, flint-commerce 10.1 to 10.3. */

const RefundAdjustmentInput = body({
  adjustment_type: oneOf(adjustmentTypes, { 'x-flint-error': 'INVALID_REFUND_ADJUSTMENT_TYPE' }),
  applies_to: Type.Optional(
    oneOf(['subtotal', 'total'], { 'x-flint-error': 'INVALID_REFUND_ADJUSTMENT_APPLIES_TO' }),
  ),
  amount_money: { ...PositiveMoney, 'x-flint-required': 'REFUND_ADJUSTMENT_AMOUNT_MONEY_REQUIRED' },
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
})

const RefundLineInput = body({
  order_line_item_id: Type.String(),
  quantity: Type.Optional(
    Type.Integer({
      minimum: 1,
      'x-flint-error': 'LINE_ITEM_INVALID_QUANTITY',
      description: 'Units to refund; with neither quantity nor amount_money, all that is left of the line.',
    }),
  ),
  amount_money: Type.Optional(PositiveMoney),
  tax_refund_mode: Type.Optional(oneOf(['automatic'], { 'x-flint-error': 'INVALID_TAX_REFUND_MODE' })),
  refund_adjustments: Type.Optional(
    Type.Array(RefundAdjustmentInput, {
      maxItems: 20,
      description: 'What the merchant keeps back of this line.',
    }),
  ),
})

const RefundChargeInput = body({
  order_charge_id: Type.String(),
  amount_money: Type.Optional(PositiveMoney),
})

export const RefundReasonWord = oneOf(refundReasons, { 'x-flint-error': 'INVALID_REFUND_REASON' })
export const RefundMethodWord = oneOf(['original_payment'], { 'x-flint-error': 'INVALID_REFUND_METHOD' })

export const CreateRefundBody = body(
  {
    order_id: Type.Optional(Type.String({ description: 'The order; or payment_intent_id, or both.' })),
    payment_intent_id: Type.Optional(
      Type.String({ description: 'Take the money from this payment only. Alone, it names its order.' }),
    ),
    amount_money: Type.Optional(PositiveMoney),
    reason: Type.Optional(RefundReasonWord),
    reason_message: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    // An empty list would read as "nothing named", which refunds everything: never what was meant.
    line_items: Type.Optional(Type.Array(RefundLineInput, { minItems: 1, maxItems: 1000 })),
    charges: Type.Optional(Type.Array(RefundChargeInput, { minItems: 1, maxItems: 100 })),
    refund_method: Type.Optional(RefundMethodWord),
    external_reference_id: Type.Optional(ExternalReferenceId),
    metadata: Type.Optional({
      ...Metadata,
      description: 'In test mode `{"simulate_refund": "failed"}` makes the refund fail.',
    }),
  },
  { 'x-flint-own-id': 'refund_id' },
)
export type CreateRefundBody = Static<typeof CreateRefundBody>

export const UpdateRefundBody = body({
  external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
  metadata: Type.Optional(MetadataPatch),
})
export type UpdateRefundBody = Static<typeof UpdateRefundBody>

const PaymentRefund = {
  payment_intent_id: id('pi', 'The payment intent'),
  amount_money: TotalMoney,
  refunded_tip_money: TotalMoney,
  status: oneOf(['pending', 'succeeded', 'failed']),
  failure_reason: nullable(Type.String()),
}

const LineItemAllocation = Type.Object({
  order_line_item_id: id('li', 'The line item'),
  quantity: Type.Integer({ minimum: 0, description: 'Zero when refunded by amount.' }),
  refunded_money: TotalMoney,
  automatic_refund: Type.Object({
    subtotal: TotalMoney,
    discount: TotalMoney,
    tax: TotalMoney,
    total: TotalMoney,
  }),
  adjustments: Type.Array(
    Type.Object({
      adjustment_type: oneOf(adjustmentTypes),
      applies_to: oneOf(['subtotal', 'total']),
      amount_money: TotalMoney,
      reason: nullable(Type.String()),
    }),
  ),
  tax_refund_mode: oneOf(['automatic']),
})

const refundFields = {
  refund_id: id('ref', 'The refund'),
  amount_money: TotalMoney,
  status: oneOf(refundStatuses),
  reason: nullable(oneOf(refundReasons)),
  reason_message: nullable(Type.String()),
  order_id: nullable(Type.String()),
  payment_intent_id: nullable(Type.String()),
  customer_id: nullable(Type.String()),
  invoice_id: nullable(Type.String()),
  credit_note_id: nullable(Type.String()),
  return_id: nullable(Type.String()),
  return_resolution_id: nullable(Type.String()),
  review_id: nullable(Type.String()),
  refund_method: oneOf(['original_payment']),
  refunded_tip_money: TotalMoney,
  failure_reason: nullable(Type.String({ description: 'Why it, or a part of it, failed.' })),
  payment_refunds: Type.Array(Type.Object(PaymentRefund), { description: 'Per payment, newest first.' }),
  line_item_allocations: Type.Array(LineItemAllocation),
  charge_allocations: Type.Array(
    Type.Object({ order_charge_id: id('och', 'The charge'), refunded_money: TotalMoney }),
  ),
  tender_allocations: Type.Array(Type.Unknown()),
  tax_breakdown_refunds: Type.Array(Type.Unknown()),
  idempotency_key: nullable(Type.String()),
  metadata: Metadata,
  external_reference_id: nullable(Type.String()),
  version: Type.Integer({ minimum: 1 }),
  created_at: Timestamp,
  updated_at: Timestamp,
}

export const Refund = named('Refund', Type.Object(refundFields))

/** As read with `expand`. */
export const ExpandedRefund = Type.Object({
  ...refundFields,
  order: Type.Optional(Order),
  payment_intent: Type.Optional(PaymentIntent),
  payment_refunds: Type.Array(
    Type.Object({ ...PaymentRefund, payment_intent: Type.Optional(PaymentIntent) }),
  ),
})
