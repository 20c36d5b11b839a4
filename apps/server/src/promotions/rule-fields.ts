import { refuse } from '../platform/http/errors.ts'
import { promotionErrors } from './errors.ts'
import type { Rule, RuleGroup, RuleNode, RuleOperator, RuleValue, Rules } from './offer.ts'
import { metadataField } from './rules.ts'

/** What rules can speak of, with which operators, and how they are checked before they are kept. */

type Kind = 'number' | 'text' | 'set' | 'flag'

const fields: Record<string, Kind> = {
  'order.subtotal': 'number',
  'order.quantity': 'number',
  'order.currency': 'text',
  'customer.id': 'text',
  'customer.is_known': 'flag',
  'line.product_id': 'text',
  'line.variant_id': 'text',
  'line.bundle_id': 'text',
  'line.category': 'set',
  'line.sku': 'text',
  'line.quantity': 'number',
  'line.unit_price': 'number',
}

const operators: Record<Kind, readonly RuleOperator[]> = {
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in'],
  text: ['eq', 'ne', 'in', 'contains', 'is_defined'],
  set: ['eq', 'ne', 'in', 'contains', 'is_defined'],
  flag: ['eq', 'ne'],
}

export const ruleFields: readonly string[] = [...Object.keys(fields), `${metadataField}KEY`]

const kindOf = (field: string): Kind | undefined =>
  field.startsWith(metadataField) && field.length > metadataField.length
    ? 'text'
    : Object.hasOwn(fields, field)
      ? fields[field]
      : undefined

const maxRules = 100
const maxDepth = 3
const maxTextLength = 500
const maxListLength = 500

/** `order`: eligibility, about the whole order. `line`: which line items are meant, so `line.…` fields only. */
export type RuleScope = 'order' | 'line'

/**
 * Reads rules from a request: a list (AND), `{all: […]}` or `{any: […]}`.
 *
 * @throws INVALID_RULE_GROUP, INVALID_RULE_OPERATOR, INVALID_RULE_VALUE
 * Source: contract, flint-commerce 15.1; the fields are ours.
 */
export const checkedRules = (input: unknown, scope: RuleScope, param: string): Rules => {
  const budget = { left: maxRules }
  if (Array.isArray(input)) return checkedNodes(input, scope, param, 1, budget)
  return checkedGroup(input, scope, param, 1, budget)
}

type Budget = { left: number }

const checkedNodes = (
  input: unknown,
  scope: RuleScope,
  param: string,
  depth: number,
  budget: Budget,
): RuleNode[] => {
  if (!Array.isArray(input)) throw refuse(promotionErrors.INVALID_RULE_GROUP, { param })
  if (depth > maxDepth)
    throw refuse(promotionErrors.INVALID_RULE_GROUP, {
      param,
      message: `Groups of rules can be nested ${maxDepth} deep.`,
      extra: { limit: maxDepth },
    })
  return input.map((node, index) => {
    const at = `${param}[${index}]`
    return isObject(node) && ('all' in node || 'any' in node)
      ? checkedGroup(node, scope, at, depth + 1, budget)
      : checkedRule(node, scope, at, budget)
  })
}

const checkedGroup = (
  input: unknown,
  scope: RuleScope,
  param: string,
  depth: number,
  budget: Budget,
): RuleGroup => {
  const [word, ...others] = isObject(input) ? Object.keys(input) : []
  if (!isObject(input) || others.length > 0 || (word !== 'all' && word !== 'any'))
    throw refuse(promotionErrors.INVALID_RULE_GROUP, { param })
  const nodes = checkedNodes(input[word], scope, `${param}.${word}`, depth, budget)
  // An empty any would never hold.
  if (word === 'any' && nodes.length === 0)
    throw refuse(promotionErrors.INVALID_RULE_GROUP, { param, message: 'A group of any needs a rule.' })
  return word === 'all' ? { all: nodes } : { any: nodes }
}

const checkedRule = (input: unknown, scope: RuleScope, param: string, budget: Budget): Rule => {
  if (!isObject(input) || Object.keys(input).some((name) => !['field', 'operator', 'value'].includes(name)))
    throw refuse(promotionErrors.INVALID_RULE_GROUP, {
      param,
      message: 'A rule has the fields field, operator and value.',
    })
  if (--budget.left < 0)
    throw refuse(promotionErrors.INVALID_RULE_GROUP, {
      param,
      message: `There can be ${maxRules} rules.`,
      extra: { limit: maxRules },
    })
  const { field, operator, value = true } = input
  const kind = typeof field === 'string' ? kindOf(field) : undefined
  if (typeof field !== 'string' || !kind || (scope === 'line' && !field.startsWith('line.')))
    throw refuse(promotionErrors.INVALID_RULE_VALUE, {
      param: `${param}.field`,
      message: `A rule here is about one of ${ruleFields.filter((name) => scope === 'order' || name.startsWith('line.')).join(', ')}.`,
    })
  if (!operators[kind].includes(operator as RuleOperator))
    throw refuse(promotionErrors.INVALID_RULE_OPERATOR, {
      param: `${param}.operator`,
      message: `${field} takes ${operators[kind].join(', ')}.`,
    })
  if (!isValueOf(kind, operator as RuleOperator, value))
    throw refuse(promotionErrors.INVALID_RULE_VALUE, { param: `${param}.value` })
  return { field, operator: operator as RuleOperator, value: value as RuleValue }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isValueOf = (kind: Kind, operator: RuleOperator, value: unknown): boolean => {
  if (operator === 'is_defined') return typeof value === 'boolean'
  if (operator === 'in')
    return (
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= maxListLength &&
      value.every((one) => isOne(kind, one))
    )
  return isOne(kind, value)
}

const isOne = (kind: Kind, value: unknown): boolean => {
  if (kind === 'number') return Number.isSafeInteger(value)
  if (kind === 'flag') return typeof value === 'boolean'
  return typeof value === 'string' && value.length > 0 && value.length <= maxTextLength
}
