import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../platform/http/errors.ts'
import { aBasket, aLine } from './an-offer.ts'
import type { Rules } from './offer.ts'
import { checkedRules } from './rule-fields.ts'
import { type RuleFailure, failureOf } from './rules.ts'

const basket = aBasket(
  [
    aLine(2000, 2, { sku: 'LAMP-1', categories: ['lamps'], productId: 'prod_1', metadata: { gift: 'yes' } }),
    aLine(500, 1, { categories: ['mugs', 'sale'], variantId: 'var_1' }),
  ],
  { customerId: 'cus_1' },
)
const rule = (field: string, operator: string, value: unknown) => ({ field, operator, value })

const holds: [Rules | object, RuleFailure | null][] = [
  [[], null],
  // Order and customer.
  [[rule('order.subtotal', 'gte', 4500)], null],
  [[rule('order.subtotal', 'gt', 4500)], 'minimum_not_met'],
  [[rule('order.subtotal', 'lt', 4500)], 'not_eligible'],
  [[rule('order.quantity', 'eq', 3)], null],
  [[rule('order.quantity', 'in', [1, 2])], 'not_eligible'],
  [[rule('order.currency', 'eq', 'EUR')], 'currency_mismatch'],
  [[rule('customer.id', 'in', ['cus_2', 'cus_1'])], null],
  [[rule('customer.is_known', 'eq', true)], null],
  [[rule('customer.is_known', 'ne', true)], 'not_eligible'],
  // Lines: one is enough.
  [[rule('line.sku', 'contains', 'LAMP')], null],
  [[rule('line.sku', 'is_defined', false)], null],
  [[rule('line.category', 'eq', 'sale')], null],
  [[rule('line.category', 'contains', 'sal')], 'not_eligible'],
  [[rule('line.category', 'ne', 'mugs')], null],
  [[rule('line.product_id', 'eq', 'prod_1')], null],
  [[rule('line.variant_id', 'eq', 'prod_1')], 'not_eligible'],
  [[rule('line.quantity', 'gte', 3)], 'minimum_not_met'],
  [[rule('line.unit_price', 'lte', 500)], null],
  [[rule('line.metadata.gift', 'eq', 'yes')], null],
  [[rule('line.metadata.toString', 'is_defined', true)], 'not_eligible'],
  // Groups.
  [{ all: [rule('order.quantity', 'gte', 2), rule('line.category', 'eq', 'lamps')] }, null],
  [{ any: [rule('order.quantity', 'gte', 9), rule('line.category', 'eq', 'lamps')] }, null],
  [{ any: [rule('order.quantity', 'gte', 9), rule('order.subtotal', 'gte', 9999)] }, 'minimum_not_met'],
  [[{ any: [rule('order.quantity', 'gte', 9)] }, rule('customer.id', 'eq', 'cus_2')], 'not_eligible'],
  [[{ any: [{ all: [rule('order.quantity', 'gte', 3)] }] }], null],
]

describe('rules', () => {
  for (const [rules, failure] of holds)
    it(`${JSON.stringify(rules)}: ${failure ?? 'hold'}`, () =>
      assert.equal(failureOf(checkedRules(rules, 'order', 'eligibility_rules'), basket), failure))
})

const deep = [{ all: [{ any: [{ all: [rule('order.quantity', 'eq', 1)] }] }] }]
const refused: [name: string, rules: unknown, code: string, param: string, scope?: 'line'][] = [
  ['text', 'all', 'INVALID_RULE_GROUP', 'eligibility_rules'],
  ['a group of both', { all: [], any: [] }, 'INVALID_RULE_GROUP', 'eligibility_rules'],
  ['an empty any', { any: [] }, 'INVALID_RULE_GROUP', 'eligibility_rules'],
  ['a group of no list', { all: {} }, 'INVALID_RULE_GROUP', 'eligibility_rules.all'],
  ['four deep', deep, 'INVALID_RULE_GROUP', 'eligibility_rules[0].all[0].any[0].all'],
  [
    '101 rules',
    Array(101).fill(rule('order.quantity', 'eq', 1)),
    'INVALID_RULE_GROUP',
    'eligibility_rules[100]',
  ],
  [
    'a field too many',
    [{ ...rule('order.quantity', 'eq', 1), not: true }],
    'INVALID_RULE_GROUP',
    'eligibility_rules[0]',
  ],
  ['an unknown field', [rule('order.color', 'eq', 1)], 'INVALID_RULE_VALUE', 'eligibility_rules[0].field'],
  ['a field of Object', [rule('constructor', 'eq', 1)], 'INVALID_RULE_VALUE', 'eligibility_rules[0].field'],
  [
    'metadata without a key',
    [rule('line.metadata.', 'eq', '1')],
    'INVALID_RULE_VALUE',
    'eligibility_rules[0].field',
  ],
  [
    'an unknown operator',
    [rule('order.quantity', 'like', 1)],
    'INVALID_RULE_OPERATOR',
    'eligibility_rules[0].operator',
  ],
  [
    'an operator of others',
    [rule('line.sku', 'gte', 'a')],
    'INVALID_RULE_OPERATOR',
    'eligibility_rules[0].operator',
  ],
  [
    'a value of another type',
    [{ any: [rule('order.quantity', 'gte', '1')] }],
    'INVALID_RULE_VALUE',
    'eligibility_rules[0].any[0].value',
  ],
  ['half a unit', [rule('order.subtotal', 'gte', 0.5)], 'INVALID_RULE_VALUE', 'eligibility_rules[0].value'],
  ['in nothing', [rule('line.sku', 'in', [])], 'INVALID_RULE_VALUE', 'eligibility_rules[0].value'],
  [
    'orders among lines',
    [rule('order.quantity', 'eq', 1)],
    'INVALID_RULE_VALUE',
    'eligibility_rules[0].field',
    'line',
  ],
]

describe('checkedRules refuses', () => {
  for (const [name, rules, code, param, scope = 'order'] of refused)
    it(`${name}: ${code}`, () =>
      assert.throws(
        () => checkedRules(rules, scope, 'eligibility_rules'),
        (error) =>
          error instanceof Refusal && error.definition.code === code && error.context.param === param,
      ))
})
