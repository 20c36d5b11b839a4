import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { refuseScope } from '../platform/http/expand.ts'
import { refundErrors } from './errors.ts'
import type { AppliesTo } from './refund-allocation.ts'
import type { CreateRefundBody } from './schemas.ts'

type LineInput = NonNullable<CreateRefundBody['line_items']>[number]
type AdjustmentInput = NonNullable<LineInput['refund_adjustments']>[number]
type TenderInput = NonNullable<CreateRefundBody['tender_allocations']>[number]

/**
 * What is wrong with a request whatever the order looks like. Says which payment names the order, where the order
 * itself is not named. Source: contract, flint-commerce 10.1 and 10.2.
 */
export const checkRefundInput = (
  ctx: Context,
  input: CreateRefundBody,
): { id: string; param: string } | null => {
  expectOneTarget(input)
  if (input.gift_card_load_id !== undefined) {
    expectLastingKey(ctx)
    throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'gift_card_load_id' })
  }
  if (input.tender_allocations) {
    expectLastingKey(ctx)
    input.tender_allocations.forEach(checkTender)
  }
  for (const [at, line] of (input.line_items ?? []).entries()) checkLine(ctx, line, `line_items[${at}]`)
  if (input.payment_intent_id !== undefined)
    return { id: input.payment_intent_id, param: 'payment_intent_id' }
  const first = input.tender_allocations?.[0]?.payment_intent_id
  return first === undefined ? null : { id: first, param: 'tender_allocations[0].payment_intent_id' }
}

const expectOneTarget = (input: CreateRefundBody) => {
  const { order_id, payment_intent_id, tender_allocations, gift_card_load_id } = input
  const sources = Object.entries({ payment_intent_id, tender_allocations, gift_card_load_id }).filter(
    ([, value]) => value !== undefined,
  )
  if (sources.length > 1 || (gift_card_load_id !== undefined && order_id !== undefined))
    throw refuse(httpErrors.EXACTLY_ONE_REQUIRED, {
      param: sources[0]![0],
      extra: { conflicting_fields: [...(order_id ? ['order_id'] : []), ...sources.map(([name]) => name)] },
    })
  if (order_id !== undefined) return
  const param = 'order_id'
  if (input.line_items) throw refuse(refundErrors.ORDER_REQUIRED_FOR_LINE_ITEM_REFUND, { param })
  if (input.charges) throw refuse(refundErrors.ORDER_REQUIRED_FOR_CHARGE_REFUND, { param })
  if (input.tax_breakdown_refunds)
    throw refuse(refundErrors.ORDER_REQUIRED_FOR_TAX_BREAKDOWN_REFUND, { param })
  if (sources.length === 0)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param,
      message: '"order_id", "payment_intent_id" or "tender_allocations" is required.',
    })
}

/** Such a refund must never happen twice: its key is needed, and remembered forever. Source: contract, flint-commerce 10.1. */
const expectLastingKey = ({ idempotency }: Context) => {
  if (!idempotency || idempotency.isGenerated)
    throw refuse(httpErrors.IDEMPOTENCY_KEY_REQUIRED, { param: 'Idempotency-Key' })
  idempotency.isKeptForever = true
}

const checkTender = (tender: TenderInput, at: number) => {
  const place = `tender_allocations[${at}]`
  if (tender.tender_type === 'gift_card_redemption')
    throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: `${place}.gift_card_redemption_id` })
  if (tender.payment_intent_id === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, { param: `${place}.payment_intent_id` })
  if (tender.gift_card_redemption_id !== undefined)
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${place}.gift_card_redemption_id`,
      message: 'A payment intent has no gift card redemption.',
    })
  if (tender.destination === 'replacement')
    throw refuse(httpErrors.INVALID_REQUEST, {
      param: `${place}.destination`,
      message: 'A payment goes back to what it was made with.',
    })
}

const checkLine = (ctx: Context, line: LineInput, place: string) => {
  if (line.tax_refund_mode === 'explicit') expectExplicitTax(ctx, line, place)
  else if (line.tax_money || line.tax_breakdown_refunds || line.tax_adjustment_reason !== undefined)
    throw refuse(refundErrors.INVALID_TAX_REFUND_MODE, { param: `${place}.tax_refund_mode` })
  for (const [index, adjustment] of (line.refund_adjustments ?? []).entries())
    checkAdjustment(adjustment, `${place}.refund_adjustments[${index}]`)
}

const overrideScope = 'commerce.refunds.tax_overrides.write'

const expectExplicitTax = (ctx: Context, line: LineInput, place: string) => {
  if (ctx.caller.kind !== 'system' && !hasScope(ctx.scopes, overrideScope)) throw refuseScope(overrideScope)
  if (!line.tax_money && !line.tax_breakdown_refunds)
    throw refuse(httpErrors.FIELD_REQUIRED, { param: `${place}.tax_money` })
}

const checkAdjustment = (adjustment: AdjustmentInput, place: string) => {
  const { adjustment_type: type, applies_to: appliesTo, reason } = adjustment
  // The other two say themselves what they are for.
  if ((type === 'refund_adjustment' || type === 'tax_adjustment') && reason === undefined)
    throw refuse(refundErrors.REFUND_ADJUSTMENT_REASON_REQUIRED, { param: `${place}.reason` })
  if (type === 'tax_adjustment' && appliesTo !== undefined && appliesTo !== 'tax')
    throw refuse(refundErrors.INVALID_REFUND_ADJUSTMENT_APPLIES_TO, { param: `${place}.applies_to` })
}

/** An adjustment of tax is about the tax, others about everything unless they say so. */
export const appliesToOf = ({
  adjustment_type: type,
  applies_to: appliesTo,
}: Pick<AdjustmentInput, 'adjustment_type' | 'applies_to'>): AppliesTo =>
  appliesTo ?? (type === 'tax_adjustment' ? 'tax' : 'total')
