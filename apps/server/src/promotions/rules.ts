import type { Basket, BasketLine, Rule, RuleGroup, RuleNode, Rules } from './offer.ts'
import { oncePerBasket } from './once-per-basket.ts'

/** Why rules do not hold. */
export type RuleFailure = 'minimum_not_met' | 'currency_mismatch' | 'not_eligible'

type Known = string | number | boolean | null

/**
 * Holds rules against a basket: null when they hold. A rule about lines holds when it does for any one line. Without
 * rules everybody is eligible. Source: contract, flint-commerce 15.1.
 */
export const failureOf = oncePerBasket<Rules, RuleFailure | null>((rules, basket) =>
  failureOfGroup(groupOf(rules), (rule) => failureOfRule(rule, basket)),
)

/**
 * Of which lines the rules hold, by position; without rules of all. Rules about anything but lines do not stand here
 * (`rule-fields.ts` sees to it).
 */
export const linesMeant = oncePerBasket<Rules, readonly boolean[]>((rules, { lines }) => {
  const group = groupOf(rules)
  return lines.map(
    (line) => failureOfGroup(group, (rule) => (holdsForLine(rule, line) ? null : 'not_eligible')) === null,
  )
})

/** Without rules everything is meant. */
export const areForAll = (rules: Rules): boolean => isList(rules) && rules.length === 0

const groupOf = (rules: Rules): RuleGroup => (isList(rules) ? { all: rules } : rules)
const isList = (rules: Rules): rules is readonly RuleNode[] => Array.isArray(rules)

type Judge = (rule: Rule) => RuleFailure | null

const failureOfNode = (node: RuleNode, judge: Judge): RuleFailure | null =>
  'field' in node ? judge(node) : failureOfGroup(node, judge)

const failureOfGroup = (group: RuleGroup, judge: Judge): RuleFailure | null => {
  if ('all' in group)
    return commonFailure(
      group.all.map((node) => failureOfNode(node, judge)).filter((failure) => failure !== null),
    )
  const failures = group.any.map((node) => failureOfNode(node, judge))
  return failures.includes(null) ? null : commonFailure(failures as RuleFailure[])
}

/** The narrower reasons are said only when nothing else stands in the way. */
const commonFailure = (failures: readonly RuleFailure[]): RuleFailure | null =>
  failures.every((failure) => failure === failures[0]) ? (failures[0] ?? null) : 'not_eligible'

const failureOfRule = (rule: Rule, basket: Basket): RuleFailure | null => {
  const holds = rule.field.startsWith('line.')
    ? basket.lines.some((line) => holdsForLine(rule, line))
    : compare(rule, [knownOfBasket(rule.field, basket)])
  if (holds) return null
  if (rule.field === 'order.currency') return 'currency_mismatch'
  return isMinimum(rule) ? 'minimum_not_met' : 'not_eligible'
}

const isMinimum = ({ field, operator }: Rule) =>
  (operator === 'gte' || operator === 'gt') && (field.startsWith('order.') || field === 'line.quantity')

const holdsForLine = (rule: Rule, line: BasketLine): boolean => compare(rule, knownOfLine(rule.field, line))

const sumOf = (basket: Basket, of: (line: BasketLine) => number) =>
  basket.lines.reduce((sum, line) => sum + of(line), 0)

const knownOfBasket = (field: string, basket: Basket): Known => {
  if (field === 'order.subtotal') return sumOf(basket, (line) => line.subtotal)
  if (field === 'order.quantity') return sumOf(basket, (line) => line.quantity)
  if (field === 'order.currency') return basket.currency
  if (field === 'customer.id') return basket.customerId
  if (field === 'customer.is_known') return basket.customerId !== null
  return null
}

/** More than one for categories: a line can stand in several. */
const knownOfLine = (field: string, line: BasketLine): readonly Known[] => {
  if (field === 'line.category') return line.categories
  if (field === 'line.product_id') return [line.productId]
  if (field === 'line.variant_id') return [line.variantId]
  if (field === 'line.bundle_id') return [line.bundleId]
  if (field === 'line.sku') return [line.sku]
  if (field === 'line.quantity') return [line.quantity]
  if (field === 'line.unit_price') return [line.unitPrice]
  if (field.startsWith(metadataField)) {
    const key = field.slice(metadataField.length)
    return [Object.hasOwn(line.metadata, key) ? (line.metadata[key] ?? null) : null]
  }
  return []
}

export const metadataField = 'line.metadata.'

/** What is unknown holds for nothing but `ne` and `is_defined` false. */
const compare = ({ field, operator, value }: Rule, all: readonly Known[]): boolean => {
  const known = all.filter((one) => one !== null)
  switch (operator) {
    case 'is_defined':
      return known.length > 0 === value
    case 'ne':
      return !known.includes(value as string)
    case 'in':
      return known.some((one) => (value as readonly unknown[]).includes(one))
    case 'contains':
      return field === 'line.category'
        ? known.includes(value as string)
        : known.some((one) => String(one).includes(String(value)))
    default:
      return known.some((one) => isInOrder(operator, one, value as string))
  }
}

const isInOrder = (
  operator: 'eq' | 'gt' | 'gte' | 'lt' | 'lte',
  known: NonNullable<Known>,
  value: NonNullable<Known>,
): boolean => {
  if (operator === 'eq') return known === value
  if (operator === 'gt') return known > value
  if (operator === 'gte') return known >= value
  return operator === 'lt' ? known < value : known <= value
}
