import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import {
  Metadata,
  MetadataPatch,
  PositiveMoney,
  body,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { ruleFields } from './rule-fields.ts'

/** What callers send. Source: contract, flint-commerce 15.1. */

const RuleInput = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  description:
    'A rule (`field`, `operator`, `value`), or a group in its place: `{"all": […]}` or `{"any": […]}`.',
  properties: {
    field: { type: 'string', description: `One of ${ruleFields.map((field) => `\`${field}\``).join(', ')}.` },
    operator: {
      type: 'string',
      description: 'One of `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `in`, `contains`, `is_defined`.',
    },
    value: { description: 'Whole minor units for money; a list for `in`; a boolean for `is_defined`.' },
  },
})

/** Inside it is checked by `checkedRules`, which can say what is wrong with which rule. */
export const RulesInput = named(
  'PromotionRules',
  Type.Unsafe<unknown>({
    anyOf: [
      { type: 'array', maxItems: 100, items: RuleInput, 'x-flint-error': 'INVALID_RULE_GROUP' },
      {
        type: 'object',
        properties: { all: { type: 'array', items: RuleInput }, any: { type: 'array', items: RuleInput } },
        'x-flint-error': 'INVALID_RULE_GROUP',
      },
    ],
    description:
      'A list (all must hold), `{"all": […]}` or `{"any": […]}`. A rule about `line.…` holds when it does for any one line item.',
  }),
)

const percent = (description: string) =>
  Type.Optional(
    Type.Number({ minimum: 1, maximum: 100, 'x-flint-error': 'INVALID_APPLICATION_METHOD', description }),
  )
const units = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 9999, 'x-flint-error': 'INVALID_APPLICATION_METHOD', description })

export const ApplicationMethodInput = named(
  'PromotionApplicationMethodInput',
  body({
    type: oneOf(['percent_off', 'amount_off', 'buy_x_get_y'], {
      'x-flint-error': 'UNSUPPORTED_APPLICATION_TYPE',
    }),
    percent_off: percent('For percent_off: 1 to 100, at most four decimals.'),
    amount_off_money: Type.Optional(PositiveMoney),
    allocation: Type.Optional(
      oneOf(['each', 'across'], {
        'x-flint-error': 'INVALID_ALLOCATION',
        description:
          'each: every unit (amount_off) or line item (percent_off) by itself. across: one amount, split over all. Promotions on the order take across only.',
      }),
    ),
    calculation_basis: Type.Optional(
      oneOf(['subtotal_pre_tax', 'subtotal_post_tax'], { 'x-flint-error': 'INVALID_CALCULATION_BASIS' }),
    ),
    buy_min_quantity: Type.Optional(units('For buy_x_get_y: units to buy for each reward.')),
    get_quantity: Type.Optional(units('For buy_x_get_y: units that are rewarded each time.')),
    get_percent_off: percent('For buy_x_get_y: what comes off a rewarded unit; 100 unless told.'),
    qualifying_item_rules: Type.Optional(RulesInput),
    discounted_item_rules: Type.Optional(RulesInput),
    reward_selection: Type.Optional(
      oneOf(['cheapest', 'highest_price', 'first_added'], { 'x-flint-error': 'INVALID_REWARD_SELECTION' }),
    ),
    max_discount_money: Type.Optional(nullable(PositiveMoney)),
    max_applications: Type.Optional(nullable(units('For buy_x_get_y: how often one order can have it.'))),
  }),
)
export type ApplicationMethodInput = Static<typeof ApplicationMethodInput>

const optionalFlag = Type.Optional(Type.Boolean())
const CombinesWithInput = body(
  { order: optionalFlag, line_item: optionalFlag, service_charge: optionalFlag },
  {
    description:
      'Which other promotions may count beside it, by class; both have to allow it. None unless told.',
  },
)

const ExclusivityInput = body({
  group: Type.String({ minLength: 1, maxLength: 100, description: 'Of a group, one promotion counts.' }),
  selection: oneOf(['best_of', 'highest_priority'], { 'x-flint-error': 'INVALID_EXCLUSIVITY_SELECTION' }),
  priority: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'The higher goes first.' }),
  ),
})

const instant = Type.Optional(nullable(Type.String({ format: 'date-time' })))
const ScheduleInput = body({
  starts_at: instant,
  ends_at: instant,
  timezone: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      'x-flint-error': 'INVALID_TIMEZONE',
      description: 'IANA name, for showing the times; UTC unless told.',
    }),
  ),
})

const limit = (description: string) =>
  Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description })))

const CodeText = Type.String({
  minLength: 1,
  description: 'At most 100 printable characters without spaces. Upper and lower case are the same.',
})
const codeFields = {
  status: Type.Optional(oneOf(['active', 'inactive'])),
  expires_at: instant,
  max_uses: limit('How many orders can use this code.'),
}

export const CreatePromotionCodeBody = body(
  { code: CodeText, ...codeFields },
  { 'x-flint-own-id': 'promotion_code_id' },
)
export type CreatePromotionCodeBody = Static<typeof CreatePromotionCodeBody>

export const UpdatePromotionCodeBody = body({
  ...codeFields,
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdatePromotionCodeBody = Static<typeof UpdatePromotionCodeBody>

const Name = Type.String({ minLength: 1, maxLength: 255 })
const changeable = {
  display_name: Type.Optional(
    nullable(Type.String({ minLength: 1, maxLength: 255, description: 'What buyers read.' })),
  ),
  status: Type.Optional(
    oneOf(['active', 'inactive'], {
      description: 'Switches it on and off; answers show what follows from it.',
    }),
  ),
  discount_class: Type.Optional(
    oneOf(['order', 'line_item', 'service_charge'], { 'x-flint-error': 'INVALID_DISCOUNT_CLASS' }),
  ),
  eligibility_rules: Type.Optional(RulesInput),
  combines_with: Type.Optional(CombinesWithInput),
  exclusivity: Type.Optional(nullable(ExclusivityInput)),
  schedule: Type.Optional(ScheduleInput),
  max_uses: limit('How many orders can use it.'),
  max_uses_per_customer: limit(
    'How many orders of one customer can use it; then it needs a customer on the order. An extension of Flint.',
  ),
  stacking_mode: Type.Optional(
    oneOf(['continue', 'stop_after'], { 'x-flint-error': 'INVALID_STACKING_MODE' }),
  ),
}

export const CreatePromotionBody = body(
  {
    name: Name,
    application_method: { ...ApplicationMethodInput, 'x-flint-required': 'APPLICATION_METHOD_REQUIRED' },
    ...changeable,
    redemption_type: Type.Optional(
      oneOf(['automatic', 'code'], {
        'x-flint-error': 'INVALID_REDEMPTION_TYPE',
        description:
          'automatic: counts on every order that it fits. code, unless told: for those who have a code.',
      }),
    ),
    codes: Type.Optional(Type.Array(CreatePromotionCodeBody, { maxItems: 100 })),
    metadata: Type.Optional(Metadata),
  },
  { 'x-flint-own-id': 'promotion_id' },
)
export type CreatePromotionBody = Static<typeof CreatePromotionBody>

export const UpdatePromotionBody = body({
  name: Type.Optional(Name),
  application_method: Type.Optional(ApplicationMethodInput),
  ...changeable,
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdatePromotionBody = Static<typeof UpdatePromotionBody>
