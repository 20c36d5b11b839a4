import { isPercent } from '@flint/money'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { promotionErrors } from '../promotions/errors.ts'
import { instantOf } from '../promotions/new-promotion.ts'
import type { AmountOff, CalculationBasis, PercentOff, Rule, RuleNode, Rules } from '../promotions/offer.ts'
import type { Promotion, PromotionTerms } from '../promotions/promotion.ts'
import type { CreateCouponBody, UpdateCouponBody } from './schemas.ts'

/**
 * A coupon as a promotion: percent or amount off the order, or off line items when it is limited to some; one code;
 * `is_stackable` allows every class beside it; the minimum is an eligibility rule.
 * Source: contract, flint-commerce 15.2.
 */
export const newCouponTerms = (input: CreateCouponBody): PromotionTerms => {
  const itemIds = input.limit_to_item_ids ?? []
  return {
    name: input.name ?? input.coupon_code,
    displayName: null,
    isActive: input.status !== 'disabled',
    redemptionType: 'code',
    discountClass: classOf(itemIds),
    method: methodOf(input, itemIds, input.discount_calculation_basis ?? 'subtotal_pre_tax'),
    eligibility: withMinimum([], input.minimum_purchase_amount ?? null),
    combinesWith: combinesWithOf(input.is_stackable ?? false),
    exclusivity: null,
    stackingMode: 'continue',
    schedule: { startsAt: null, endsAt: instantOf(input.expires_at), timezone: 'UTC' },
    maxUses: input.max_uses ?? null,
    maxUsesPerCustomer: null,
    metadata: {},
    description: input.description ?? null,
  }
}

/** What a coupon cannot say of its promotion stays as it is. */
export const changedCouponTerms = (before: Promotion, input: UpdateCouponBody): Promotion => ({
  ...before,
  name: input.name ?? before.name,
  description: input.description === undefined ? before.description : input.description,
  isActive: input.status === undefined ? before.isActive : input.status === 'active',
  maxUses: input.max_uses === undefined ? before.maxUses : input.max_uses,
  schedule: {
    ...before.schedule,
    endsAt: input.expires_at === undefined ? before.schedule.endsAt : instantOf(input.expires_at),
  },
  eligibility:
    input.minimum_purchase_amount === undefined
      ? before.eligibility
      : withMinimum(before.eligibility, input.minimum_purchase_amount),
  combinesWith: input.is_stackable === undefined ? before.combinesWith : combinesWithOf(input.is_stackable),
  method: changedMethod(before, input),
})

const changedMethod = (before: Promotion, input: UpdateCouponBody): Promotion['method'] => {
  const { percent_off, amount_off_money, discount_calculation_basis: basis = basisOf(before) } = input
  if (percent_off === undefined && amount_off_money === undefined)
    return before.method.type === 'percent_off'
      ? { ...before.method, calculationBasis: basis }
      : before.method
  return methodOf(input, itemIdsOf(before), basis)
}

export const withItemIds = (before: Promotion, itemIds: readonly string[]): Promotion => {
  const { method } = before
  if (method.type === 'buy_x_get_y') throw refuse(promotionErrors.PROMOTION_CONFLICT, { param: 'coupon_id' })
  return {
    ...before,
    discountClass: classOf(itemIds),
    method: { ...method, allocation: 'across', discountedItems: itemRules(itemIds) },
  }
}

const methodOf = (
  input: { percent_off?: number; amount_off_money?: { amount: number; currency: string } },
  itemIds: readonly string[],
  calculationBasis: CalculationBasis,
): PercentOff | AmountOff => {
  const { percent_off: percentOff, amount_off_money: amount } = input
  // Across, also over chosen items: a coupon is one amount.
  const common = { allocation: 'across', discountedItems: itemRules(itemIds), maxDiscount: null } as const
  if ((percentOff === undefined) === (amount === undefined))
    throw refuse(httpErrors.EXACTLY_ONE_REQUIRED, {
      param: 'percent_off',
      message: 'Exactly one of percent_off and amount_off_money is needed.',
      extra: { conflicting_fields: ['percent_off', 'amount_off_money'] },
    })
  if (amount) return { type: 'amount_off', amountOff: amount.amount, currency: amount.currency, ...common }
  if (!isPercent(percentOff!))
    throw refuse(promotionErrors.INVALID_APPLICATION_METHOD, {
      param: 'percent_off',
      message: 'A percentage has at most four decimals.',
    })
  return { type: 'percent_off', percentOff: percentOff!, calculationBasis, ...common }
}

const classOf = (itemIds: readonly string[]) => (itemIds.length > 0 ? 'line_item' : 'order')
const combinesWithOf = (isStackable: boolean) => ({
  order: isStackable,
  line_item: isStackable,
  service_charge: isStackable,
})

const itemFields = ['line.product_id', 'line.variant_id', 'line.bundle_id']
const itemRules = (itemIds: readonly string[]): Rules =>
  itemIds.length === 0
    ? []
    : { any: itemFields.map((field) => ({ field, operator: 'in' as const, value: itemIds })) }

/** The ids that the coupon is limited to; none when its promotion was given rules that a coupon cannot say. */
export const itemIdsOf = ({ method: { discountedItems } }: Promotion): readonly string[] => {
  const first = 'any' in discountedItems ? discountedItems.any[0] : undefined
  return first && 'field' in first && first.field === itemFields[0] && first.operator === 'in'
    ? (first.value as readonly string[])
    : []
}

export const basisOf = ({ method }: Promotion): CalculationBasis =>
  method.type === 'amount_off' ? 'subtotal_pre_tax' : method.calculationBasis

const isMinimum = (node: RuleNode): node is Rule =>
  'field' in node && node.field === 'order.subtotal' && node.operator === 'gte'

const nodesOf = (rules: Rules): readonly RuleNode[] =>
  Array.isArray(rules) ? rules : 'all' in rules ? rules.all : [rules as RuleNode]

const withMinimum = (rules: Rules, minimum: number | null): Rules => [
  ...(minimum === null ? [] : [{ field: 'order.subtotal', operator: 'gte' as const, value: minimum }]),
  ...nodesOf(rules).filter((node) => !isMinimum(node)),
]

export const minimumOf = ({ eligibility }: Promotion): number | null =>
  (nodesOf(eligibility).find(isMinimum)?.value as number | undefined) ?? null
