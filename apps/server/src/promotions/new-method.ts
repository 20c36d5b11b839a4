import { isPercent } from '@flint/money'
import { refuse } from '../platform/http/errors.ts'
import { promotionErrors } from './errors.ts'
import type { ApplicationMethodInput } from './input-schemas.ts'
import type { Allocation, ApplicationMethod, DiscountClass, Rules } from './offer.ts'
import { checkedRules } from './rule-fields.ts'

type Input = ApplicationMethodInput
type Field = Exclude<keyof Input, 'type'>

const fieldsOf: Record<Input['type'], { required: readonly Field[]; optional: readonly Field[] }> = {
  percent_off: {
    required: ['percent_off'],
    optional: ['allocation', 'calculation_basis', 'discounted_item_rules', 'max_discount_money'],
  },
  amount_off: {
    required: ['amount_off_money'],
    optional: ['allocation', 'discounted_item_rules', 'max_discount_money'],
  },
  buy_x_get_y: {
    required: ['buy_min_quantity', 'get_quantity'],
    optional: [
      'get_percent_off',
      'calculation_basis',
      'qualifying_item_rules',
      'discounted_item_rules',
      'reward_selection',
      'max_discount_money',
      'max_applications',
    ],
  },
}

/**
 * Reads how a promotion takes something off.
 *
 * @throws INVALID_APPLICATION_METHOD, INVALID_ALLOCATION, INVALID_DISCOUNT_CLASS, PROMOTION_FILTER_TARGET_CONFLICT, INVALID_RULE_…
 * Source: contract, flint-commerce 15.1.
 */
export const newMethod = (input: Input, discountClass: DiscountClass, param: string): ApplicationMethod => {
  checkFields(input, param)
  checkPercents(input, param)
  expectItemsMeant(input, discountClass, param)
  const common = {
    discountedItems: rules(input, 'discounted_item_rules', param),
    maxDiscount: input.max_discount_money ?? null,
  }
  const calculationBasis = input.calculation_basis ?? 'subtotal_pre_tax'
  if (input.type === 'percent_off')
    return {
      type: 'percent_off',
      percentOff: input.percent_off!,
      calculationBasis,
      allocation: allocationOf(input, discountClass, discountClass === 'order' ? 'across' : 'each', param),
      ...common,
    }
  if (input.type === 'amount_off')
    return {
      type: 'amount_off',
      amountOff: input.amount_off_money!.amount,
      currency: input.amount_off_money!.currency,
      allocation: allocationOf(input, discountClass, 'across', param),
      ...common,
    }
  return {
    type: 'buy_x_get_y',
    buyMinQuantity: input.buy_min_quantity!,
    getQuantity: input.get_quantity!,
    getPercentOff: input.get_percent_off ?? 100,
    calculationBasis,
    qualifyingItems: rules(input, 'qualifying_item_rules', param),
    rewardSelection: input.reward_selection ?? 'cheapest',
    maxApplications: input.max_applications ?? null,
    ...common,
  }
}

const checkFields = (input: Input, param: string) => {
  const { required, optional } = fieldsOf[input.type]
  const missing = required.find((field) => input[field] === undefined)
  if (missing)
    throw refuse(promotionErrors.INVALID_APPLICATION_METHOD, {
      param: `${param}.${missing}`,
      message: `"${missing}" is required with the type ${input.type}.`,
    })
  const strange = (Object.keys(input) as (keyof Input)[]).find(
    (field) => field !== 'type' && !required.includes(field) && !optional.includes(field),
  )
  if (strange)
    throw refuse(promotionErrors.INVALID_APPLICATION_METHOD, {
      param: `${param}.${strange}`,
      message: `"${strange}" does not go with the type ${input.type}.`,
    })
}

const checkPercents = (input: Input, param: string) => {
  for (const field of ['percent_off', 'get_percent_off'] as const)
    if (input[field] !== undefined && !isPercent(input[field]))
      throw refuse(promotionErrors.INVALID_APPLICATION_METHOD, {
        param: `${param}.${field}`,
        message: 'A percentage has at most four decimals.',
      })
}

/** Percentages and amounts choose among items as a discount on line items; a reward is always about items. */
const expectItemsMeant = (input: Input, discountClass: DiscountClass, param: string) => {
  if (input.type === 'buy_x_get_y' && discountClass === 'service_charge')
    throw refuse(promotionErrors.INVALID_DISCOUNT_CLASS, { param: 'discount_class' })
  if (
    input.type !== 'buy_x_get_y' &&
    discountClass !== 'line_item' &&
    input.discounted_item_rules !== undefined
  )
    throw refuse(promotionErrors.PROMOTION_FILTER_TARGET_CONFLICT, {
      param: `${param}.discounted_item_rules`,
      extra: { conflicting_fields: ['discount_class', `${param}.discounted_item_rules`] },
    })
}

const allocationOf = (
  input: Input,
  discountClass: DiscountClass,
  otherwise: Allocation,
  param: string,
): Allocation => {
  if (input.allocation === 'each' && discountClass === 'order')
    throw refuse(promotionErrors.INVALID_ALLOCATION, {
      param: `${param}.allocation`,
      message: 'A promotion on the order is allocated across its line items.',
    })
  return input.allocation ?? otherwise
}

const rules = (
  input: Input,
  field: 'qualifying_item_rules' | 'discounted_item_rules',
  param: string,
): Rules => (input[field] === undefined ? [] : checkedRules(input[field], 'line', `${param}.${field}`))
