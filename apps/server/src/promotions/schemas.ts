import { Type } from 'typebox'
import { Metadata, Money, Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { RulesInput } from './input-schemas.ts'

/** What the API shows of promotions. Source: contract, flint-commerce 15.1. */

export const promotionStatuses = [
  'active',
  'inactive',
  'expired',
  'not_yet_started',
  'exhausted',
  'no_active_codes',
  'archived',
] as const

const ApplicationMethod = named(
  'PromotionApplicationMethod',
  Type.Object({
    type: oneOf(['percent_off', 'amount_off', 'buy_x_get_y']),
    percent_off: Type.Optional(Type.Number()),
    amount_off_money: Type.Optional(Money),
    allocation: Type.Optional(oneOf(['each', 'across'])),
    calculation_basis: Type.Optional(oneOf(['subtotal_pre_tax', 'subtotal_post_tax', 'total_with_shipping'])),
    buy_min_quantity: Type.Optional(Type.Integer()),
    get_quantity: Type.Optional(Type.Integer()),
    get_percent_off: Type.Optional(Type.Number()),
    qualifying_item_rules: Type.Optional(RulesInput),
    discounted_item_rules: Type.Optional(RulesInput),
    reward_selection: Type.Optional(oneOf(['cheapest', 'highest_price', 'first_added'])),
    max_discount_money: nullable(Money),
    max_applications: Type.Optional(nullable(Type.Integer())),
  }),
)

const CombinesWith = Type.Object({
  order: Type.Boolean(),
  line_item: Type.Boolean(),
  service_charge: Type.Boolean(),
})

export const PromotionCode = named(
  'PromotionCode',
  Type.Object({
    promotion_code_id: id('pcode', 'The code'),
    promotion_id: id('promo', 'The promotion'),
    code: Type.String({ description: 'As it was written; upper and lower case are the same.' }),
    status: oneOf(['active', 'inactive', 'expired', 'exhausted']),
    expires_at: nullable(Timestamp),
    max_uses: nullable(Type.Integer()),
    uses_count: Type.Integer({ description: 'Paid orders that used this code.' }),
    version: Type.Integer(),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

const promotionFields = {
  promotion_id: id('promo', 'The promotion'),
  status: oneOf(promotionStatuses),
  name: Type.String(),
  display_name: nullable(Type.String()),
  application_method: ApplicationMethod,
  discount_class: oneOf(['order', 'line_item', 'service_charge']),
  redemption_type: oneOf(['automatic', 'code']),
  eligibility_rules: RulesInput,
  combines_with: CombinesWith,
  exclusivity: nullable(
    Type.Object({
      group: Type.String(),
      selection: oneOf(['best_of', 'highest_priority']),
      priority: Type.Integer(),
    }),
  ),
  schedule: Type.Object({
    starts_at: nullable(Timestamp),
    ends_at: nullable(Timestamp),
    timezone: Type.String(),
  }),
  max_uses: nullable(Type.Integer()),
  max_uses_per_customer: nullable(Type.Integer({ description: 'An extension of Flint.' })),
  uses_count: Type.Integer({ description: 'Paid orders that used the promotion.' }),
  stacking_mode: oneOf(['continue', 'stop_after']),
  metadata: Metadata,
  version: Type.Integer(),
  archived_at: nullable(Timestamp),
  created_at: Timestamp,
  updated_at: Timestamp,
}

export const Promotion = named('Promotion', Type.Object(promotionFields))
export const CreatedPromotion = named(
  'CreatedPromotion',
  Type.Object({ ...promotionFields, codes: Type.Array(PromotionCode) }),
)
export const PromotionByCode = named(
  'PromotionByCode',
  Type.Object({ ...promotionFields, promotion_code: PromotionCode }),
)
export const DeletedPromotionCode = named(
  'DeletedPromotionCode',
  Type.Object({ promotion_code_id: Type.String(), deleted: Type.Boolean() }),
)

export const PromotionParams = body({ promotion_id: id('promo', 'The promotion') })
export const PromotionCodeParams = body({
  promotion_id: id('promo', 'The promotion'),
  promotion_code_id: id('pcode', 'The code'),
})
