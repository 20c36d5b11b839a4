import { orderErrors } from '../orders/errors.ts'
import { money } from '../payments/to-payment-intent.ts'
import { type ErrorDefinition, type Refusal, httpErrors, refuse } from '../platform/http/errors.ts'
import { refundErrors } from './errors.ts'
import type { RefundRefusal, RefundRefusalCode, RefundTargets } from './refund-allocation.ts'

/** Every "no" of an allocation and the code it is answered with. */
export const allocationErrors: Record<RefundRefusalCode, ErrorDefinition> = {
  AMOUNT_EXCEEDS_REFUNDABLE: refundErrors.AMOUNT_EXCEEDS_REFUNDABLE,
  NOTHING_TO_REFUND: refundErrors.NOTHING_TO_REFUND,
  NO_PAYMENTS_FOR_ORDER: refundErrors.NO_PAYMENTS_FOR_ORDER,
  PAYMENT_INTENT_NOT_REFUNDABLE: refundErrors.PAYMENT_INTENT_NOT_REFUNDABLE,
  PAYMENT_INTENT_DISPUTED: refundErrors.PAYMENT_INTENT_DISPUTED,
  PAYMENT_INTENT_ORDER_MISMATCH: refundErrors.PAYMENT_INTENT_ORDER_MISMATCH,
  LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE: refundErrors.LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE,
  LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE: refundErrors.LINE_ITEM_REFUND_AMOUNT_EXCEEDS_REFUNDABLE,
  LINE_ITEM_REFUND_TARGET_AMBIGUOUS: refundErrors.LINE_ITEM_REFUND_TARGET_AMBIGUOUS,
  DUPLICATE_LINE_ITEM_TARGET: refundErrors.DUPLICATE_LINE_ITEM_TARGET,
  CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE: refundErrors.CHARGE_REFUND_AMOUNT_EXCEEDS_REFUNDABLE,
  AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS: refundErrors.AMOUNT_REQUIRED_FOR_MIXED_REFUND_TARGETS,
  DUPLICATE_TAX_BREAKDOWN_REFUND: refundErrors.DUPLICATE_TAX_BREAKDOWN_REFUND,
  NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN: refundErrors.NOTHING_TO_REFUND_FOR_TAX_BREAKDOWN,
  TAX_BREAKDOWN_NOT_ORDER_SCOPED_FLAT: refundErrors.TAX_BREAKDOWN_NOT_ORDER_SCOPED_FLAT,
  TAX_BREAKDOWN_TARGETS_EXCEED_REFUND_AMOUNT: refundErrors.TAX_BREAKDOWN_TARGETS_EXCEED_REFUND_AMOUNT,
  FLAT_TAX_REFUND_MUST_BE_FULL: refundErrors.FLAT_TAX_REFUND_MUST_BE_FULL,
  FLAT_TAX_REFUND_STATE_INVALID: refundErrors.FLAT_TAX_REFUND_STATE_INVALID,
  FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE: refundErrors.FLAT_TAX_PAYMENT_ATTRIBUTION_UNAVAILABLE,
  CURRENCY_MISMATCH: httpErrors.CURRENCY_MISMATCH,
  ORDER_LINE_ITEM_NOT_FOUND: orderErrors.ORDER_LINE_ITEM_NOT_FOUND,
  ORDER_CHARGE_NOT_FOUND: orderErrors.ORDER_CHARGE_NOT_FOUND,
  INVALID_REQUEST: httpErrors.INVALID_REQUEST,
}

/** @param currency The order's or the payment's: what the amounts of the refusal are in. */
export const refuseAllocation = (
  { refusal, param, refundable, submitted, message }: RefundRefusal,
  targets: RefundTargets,
  currency: string,
): Refusal => {
  const at = paramOf(refusal, param, targets)
  return refuse(allocationErrors[refusal], {
    ...(at === null ? {} : { param: at }),
    ...(message === undefined ? {} : { message }),
    extra: {
      ...(refundable === undefined ? {} : { maximum_money: money(refundable, currency) }),
      ...(submitted === undefined ? {} : { submitted_money: money(submitted, currency) }),
    },
  })
}

const paramOf = (refusal: RefundRefusalCode, param: string | null, targets: RefundTargets): string | null => {
  if (refusal === 'CURRENCY_MISMATCH') return `${param}.currency`
  // No payment was named, so the order is at fault.
  if (refusal === 'PAYMENT_INTENT_DISPUTED') return param ?? 'order_id'
  // The sum of the targets is too much; the caller sent no amount that could be at fault.
  if (refusal === 'AMOUNT_EXCEEDS_REFUNDABLE' && targets.amount === null && param === 'amount_money')
    return targets.lines.length > 0
      ? 'line_items'
      : targets.charges.length > 0
        ? 'charges'
        : targets.flats.length > 0
          ? 'tax_breakdown_refunds'
          : param
  return param
}
