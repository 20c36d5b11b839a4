import { Type, type Static } from 'typebox'
import { CustomerSummary } from '../customers/index.ts'
import { Order } from '../orders/schemas.ts'
import { PaymentIntent } from '../payments/schemas.ts'
import {
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  Money,
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

const appliesTo = ['subtotal', 'tax', 'total'] as const

const RefundAdjustmentInput = body({
  adjustment_type: oneOf(adjustmentTypes, { 'x-flint-error': 'INVALID_REFUND_ADJUSTMENT_TYPE' }),
  applies_to: Type.Optional(
    oneOf(appliesTo, {
      'x-flint-error': 'INVALID_REFUND_ADJUSTMENT_APPLIES_TO',
      description: 'What it is taken from; `tax` for a tax_adjustment, `total` otherwise.',
    }),
  ),
  amount_money: { ...PositiveMoney, 'x-flint-required': 'REFUND_ADJUSTMENT_AMOUNT_MONEY_REQUIRED' },
  reason: Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: 'Needed for the last two types.' }),
  ),
})

const AdjustmentRefundInput = body({
  refund_line_item_adjustment_id: Type.String({
    'x-flint-required': 'REFUND_LINE_ITEM_ADJUSTMENT_ID_REQUIRED',
    description: 'An adjustment of an earlier refund of this line.',
  }),
  amount_money: { ...PositiveMoney, 'x-flint-required': 'REFUND_ADJUSTMENT_REFUND_AMOUNT_MONEY_REQUIRED' },
})

const TaxBreakdownRefundInput = body({
  tax_breakdown_id: Type.String({ 'x-flint-required': 'TAX_BREAKDOWN_ID_REQUIRED' }),
  amount_money: { ...PositiveMoney, 'x-flint-required': 'TAX_BREAKDOWN_REFUND_MONEY_REQUIRED' },
})
const taxBreakdownRefunds = (description: string) =>
  Type.Optional(Type.Array(TaxBreakdownRefundInput, { minItems: 1, maxItems: 100, description }))

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
  tax_refund_mode: Type.Optional(
    oneOf(['automatic', 'explicit'], {
      'x-flint-error': 'INVALID_TAX_REFUND_MODE',
      description: 'explicit: the tax is what tax_money says; needs commerce.refunds.tax_overrides.write.',
    }),
  ),
  tax_money: Type.Optional(Money),
  tax_breakdown_refunds: taxBreakdownRefunds("The explicit tax by the line's tax_breakdowns."),
  tax_adjustment_reason: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  refund_adjustments: Type.Optional(
    Type.Array(RefundAdjustmentInput, {
      maxItems: 20,
      description: 'What the merchant keeps back of this line.',
    }),
  ),
  adjustment_refunds: Type.Optional(
    Type.Array(AdjustmentRefundInput, {
      minItems: 1,
      maxItems: 20,
      description:
        'Gives back what an earlier refund kept back. With neither quantity nor amount_money, nothing else of the line.',
    }),
  ),
})

const RefundChargeInput = body({
  order_charge_id: Type.String(),
  amount_money: Type.Optional(PositiveMoney),
})

const TenderInput = body({
  tender_type: oneOf(['payment_intent', 'gift_card_redemption']),
  amount_money: PositiveMoney,
  payment_intent_id: Type.Optional(Type.String()),
  gift_card_redemption_id: Type.Optional(Type.String()),
  destination: Type.Optional(oneOf(['original', 'replacement'])),
})

export const RefundReasonWord = oneOf(refundReasons, { 'x-flint-error': 'INVALID_REFUND_REASON' })
export const RefundMethodWord = oneOf(['original_payment'], { 'x-flint-error': 'INVALID_REFUND_METHOD' })

export const CreateRefundBody = body(
  {
    order_id: Type.Optional(Type.String({ description: 'The order; or payment_intent_id, or both.' })),
    payment_intent_id: Type.Optional(
      Type.String({ description: 'Take the money from this payment only. Alone, it names its order.' }),
    ),
    tender_allocations: Type.Optional(
      Type.Array(TenderInput, {
        minItems: 1,
        maxItems: 21,
        description: 'How much each payment gives back. Needs an Idempotency-Key, which is kept for ever.',
      }),
    ),
    gift_card_load_id: Type.Optional(
      Type.String({ description: 'Gift cards are not offered: none is found.' }),
    ),
    amount_money: Type.Optional(PositiveMoney),
    reason: Type.Optional(RefundReasonWord),
    reason_message: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    // An empty list would read as "nothing named", which refunds everything: never what was meant.
    line_items: Type.Optional(Type.Array(RefundLineInput, { minItems: 1, maxItems: 1000 })),
    charges: Type.Optional(Type.Array(RefundChargeInput, { minItems: 1, maxItems: 100 })),
    tax_breakdown_refunds: taxBreakdownRefunds(
      "Flat taxes of the order as a whole, each with all of its amount; ids from the order's tax_breakdowns.",
    ),
    refund_method: Type.Optional(RefundMethodWord),
    external_reference_id: Type.Optional(ExternalReferenceId),
    metadata: Type.Optional({
      ...Metadata,
      description:
        'In test mode `{"simulate_refund": "failed"}` makes the refund fail; a failure_reason in its place fails with that reason, and `bounced` lets it succeed first.',
    }),
  },
  { 'x-flint-own-id': 'refund_id' },
)
export type CreateRefundBody = Static<typeof CreateRefundBody>

export const UpdateRefundBody = body({
  metadata: Type.Optional(MetadataPatch),
})
export type UpdateRefundBody = Static<typeof UpdateRefundBody>

const PaymentRefund = {
  payment_intent_id: id('pi', 'The payment intent'),
  amount_money: TotalMoney,
  refunded_tip_money: TotalMoney,
  status: oneOf(['pending', 'in_transit', 'succeeded', 'failed']),
  failure_reason: nullable(Type.String()),
}

const TaxBreakdownRefund = Type.Object({
  tax_breakdown_id: id('txb', 'The part of the tax'),
  amount_money: TotalMoney,
})

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
      refund_line_item_adjustment_id: id('radj', 'The adjustment'),
      adjustment_type: oneOf(adjustmentTypes),
      applies_to: oneOf(appliesTo),
      amount_money: TotalMoney,
      reason: nullable(Type.String()),
    }),
  ),
  adjustment_refunds: Type.Array(
    Type.Object({
      refund_line_item_adjustment_id: id('radj', 'The adjustment of an earlier refund'),
      amount_money: TotalMoney,
    }),
  ),
  tax_refund_mode: oneOf(['automatic', 'explicit']),
  tax_breakdown_refunds: Type.Array(TaxBreakdownRefund),
  tax_adjustment_reason: nullable(Type.String()),
})

const TenderAllocation = Type.Object({
  tender_type: oneOf(['payment_intent']),
  payment_intent_id: id('pi', 'The payment intent'),
  amount_money: TotalMoney,
  destination: oneOf(['original']),
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
    Type.Object({
      order_charge_id: id('och', 'The charge'),
      refunded_money: TotalMoney,
      tax_money: TotalMoney,
    }),
  ),
  tender_allocations: Type.Array(TenderAllocation, { description: 'As the request named them.' }),
  tax_breakdown_refunds: Type.Array(TaxBreakdownRefund, { description: 'Flat taxes of the order.' }),
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
  customer: Type.Optional(CustomerSummary),
  order: Type.Optional(Order),
  payment_intent: Type.Optional(PaymentIntent),
  payment_refunds: Type.Array(
    Type.Object({ ...PaymentRefund, payment_intent: Type.Optional(PaymentIntent) }),
  ),
})
