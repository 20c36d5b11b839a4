import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import { Money, PositiveMoney, Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'

/** Source: contract, flint-commerce 15.2. */

const bases = ['subtotal_pre_tax', 'subtotal_post_tax', 'total_with_shipping'] as const

const ItemIds = Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
  maxItems: 500,
  description: 'Ids of products, variants or bundles.',
})

const changeable = {
  description: Type.Optional(nullable(Type.String({ maxLength: 2000 }))),
  percent_off: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 100,
      'x-flint-error': 'INVALID_APPLICATION_METHOD',
      description: '1 to 100, at most four decimals. Instead of amount_off_money.',
    }),
  ),
  amount_off_money: Type.Optional(PositiveMoney),
  max_uses: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }))),
  expires_at: Type.Optional(nullable(Type.String({ format: 'date-time' }))),
  status: Type.Optional(oneOf(['active', 'disabled'])),
  minimum_purchase_amount: Type.Optional(
    nullable(
      Type.Integer({
        minimum: 0,
        maximum: 999_999_999_999,
        'x-flint-error': 'INVALID_AMOUNT',
        description: 'Minor units of the currency of the order, before any discount.',
      }),
    ),
  ),
  is_stackable: Type.Optional(
    Type.Boolean({ description: 'Whether it may stand beside other promotions; both have to allow it.' }),
  ),
  discount_calculation_basis: Type.Optional(
    oneOf(bases, { 'x-flint-error': 'INVALID_DISCOUNT_CALCULATION_BASIS' }),
  ),
}

export const CreateCouponBody = body(
  {
    coupon_code: Type.String({
      minLength: 1,
      description: 'At most 100 printable characters without spaces.',
    }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'The code unless told.' })),
    ...changeable,
    limit_to_item_ids: Type.Optional(ItemIds),
  },
  { 'x-flint-own-id': 'coupon_id' },
)
export type CreateCouponBody = Static<typeof CreateCouponBody>

export const UpdateCouponBody = body({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  ...changeable,
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateCouponBody = Static<typeof UpdateCouponBody>

export const ReplaceItemLimitsBody = body({ limit_to_item_ids: ItemIds })

export const Coupon = named(
  'Coupon',
  Type.Object({
    coupon_id: id('cpn', 'The coupon'),
    promotion_id: id('promo', 'The promotion that it is'),
    name: Type.String(),
    coupon_code: Type.String(),
    description: nullable(Type.String()),
    percent_off: nullable(Type.Number()),
    amount_off_money: nullable(Money),
    max_uses: nullable(Type.Integer()),
    uses_count: Type.Integer({ description: 'Paid orders that used it.' }),
    expires_at: nullable(Timestamp),
    status: oneOf(['active', 'disabled', 'expired', 'exhausted', 'deleted']),
    limit_to_item_ids: Type.Array(Type.String()),
    minimum_purchase_amount: nullable(Type.Integer()),
    is_stackable: Type.Boolean(),
    discount_calculation_basis: oneOf(bases),
    version: Type.Integer(),
    created_at: Timestamp,
    updated_at: Timestamp,
  }),
)

export const CouponParams = body({ coupon_id: id('cpn', 'The coupon') })
