import { Type, type Static } from 'typebox'
import { LineModifierInputSchema } from '../modifiers/index.ts'
import {
  Currency,
  ExternalReferenceId,
  Metadata,
  MetadataPatch,
  Percent,
  PositiveMoney,
  body,
  maxAmount,
  named,
  nullable,
  oneOf,
} from '../platform/http/schema.ts'
import { chargeTaxCategories, lineTaxCategories } from '../tax/index.ts'

/** What callers send about orders. Source: contract, flint-commerce 4.2 to 4.8. */

export const chargeTypes = [
  'service_fee',
  'delivery_fee',
  'shipping_fee',
  'handling_fee',
  'packaging_fee',
  'small_order_fee',
  'service_area_fee',
  'setup_fee',
  'installation_fee',
  'cleaning_fee',
  'booking_fee',
  'reservation_fee',
  'ticket_fee',
  'fulfillment_fee',
  'restocking_fee',
  'rush_fee',
  'other',
] as const

const jurisdictionText = (maxLength: number) =>
  Type.String({ maxLength, 'x-flint-error': 'INVALID_TAX_JURISDICTION' })
export const Jurisdiction = named(
  'TaxJurisdiction',
  body({
    code: Type.Optional(jurisdictionText(64)),
    country: Type.Optional(jurisdictionText(2)),
    level: Type.Optional(
      oneOf(['state', 'county', 'city', 'district'], { 'x-flint-error': 'INVALID_TAX_JURISDICTION' }),
    ),
    name: Type.Optional(jurisdictionText(255)),
    state: Type.Optional(jurisdictionText(64)),
  }),
)

const TaxComponentType = oneOf(['percentage', 'flat_amount'], {
  'x-flint-error': 'INVALID_TAX_CALCULATION_TYPE',
})
const PriceMode = oneOf(['additive', 'inclusive'], { 'x-flint-error': 'INVALID_TAX_PRICE_MODE' })
const TaxMode = oneOf(['automatic', 'external'], { 'x-flint-error': 'INVALID_TAX_MODE' })

const PercentageTax = body({
  type: TaxComponentType,
  percent: Type.Optional(Percent(0, 'INVALID_TAX_PERCENTAGE')),
  flat_money: Type.Optional(PositiveMoney),
  tax_type: oneOf(['sales_tax', 'use_tax'], { 'x-flint-error': 'INVALID_TAX_TYPE' }),
  jurisdiction: Type.Optional(nullable(Jurisdiction)),
})

const taxCalculation = body({
  mode: Type.Optional(TaxMode),
  price_mode: Type.Optional(PriceMode),
  components: Type.Optional(
    Type.Array(PercentageTax, { maxItems: 10, description: 'Percentages; needed with mode external.' }),
  ),
})

export const LineTaxInput = named(
  'LineItemTaxInput',
  body({
    taxable: Type.Optional(Type.Boolean()),
    line_item_tax_category: Type.Optional(
      oneOf(lineTaxCategories, { 'x-flint-error': 'INVALID_TAX_CATEGORY' }),
    ),
    calculation: Type.Optional(taxCalculation),
  }),
)
export const ChargeTaxInput = named(
  'ChargeTaxInput',
  body({
    taxable: Type.Optional(Type.Boolean()),
    charge_tax_category: Type.Optional(
      oneOf(chargeTaxCategories, { 'x-flint-error': 'INVALID_TAX_CATEGORY' }),
    ),
    calculation: Type.Optional(taxCalculation),
  }),
)

const LineName = Type.String({
  minLength: 1,
  maxLength: 255,
  'x-flint-error': 'LINE_ITEM_NAME_TOO_LONG',
  'x-flint-required': 'LINE_ITEM_NAME_REQUIRED',
})
const Quantity = Type.Integer({
  minimum: 1,
  'x-flint-error': 'LINE_ITEM_INVALID_QUANTITY',
  description: '1 to 9999.',
})
const UnitPrice = body({
  amount: Type.Integer({
    minimum: 0,
    maximum: maxAmount,
    'x-flint-error': 'INVALID_AMOUNT',
    'x-flint-minimum': 'LINE_ITEM_NEGATIVE_PRICE',
    description: 'Minor units.',
  }),
  currency: Currency,
})

const LineModifiers = Type.Array(LineModifierInputSchema, { maxItems: 100 })
const ImageUrl = Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 })

export const LineItemInput = named(
  'OrderLineItemInput',
  body(
    {
      variant_id: Type.Optional(Type.String()),
      bundle_id: Type.Optional(Type.String()),
      name: Type.Optional(LineName),
      unit_price_money: Type.Optional(UnitPrice),
      quantity: Type.Optional(Quantity),
      modifiers: Type.Optional(LineModifiers),
      description: Type.Optional(Type.String({ maxLength: 4096 })),
      sku: Type.Optional(Type.String({ maxLength: 255 })),
      image: Type.Optional(ImageUrl),
      tax: Type.Optional(LineTaxInput),
      metadata: Type.Optional(Metadata),
    },
    {
      description:
        'From one source: variant_id, bundle_id, or a name and unit_price_money of your own. What belongs to the catalogue is copied from it and cannot be sent along.',
    },
  ),
)
export type LineItemInput = Static<typeof LineItemInput>

export const LineItemPatch = body({
  name: Type.Optional(LineName),
  description: Type.Optional(nullable(Type.String({ maxLength: 4096 }))),
  quantity: Type.Optional(Quantity),
  unit_price_money: Type.Optional(UnitPrice),
  modifiers: Type.Optional(LineModifiers),
  tax: Type.Optional(nullable(LineTaxInput)),
  metadata: Type.Optional(MetadataPatch),
  expected_version: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type LineItemPatch = Static<typeof LineItemPatch>

const tipPercent = Type.Number({ minimum: 1, maximum: 100, 'x-flint-error': 'INVALID_TIP_PERCENT' })
const TipMoney = body({
  amount: Type.Integer({ minimum: 1, maximum: maxAmount, 'x-flint-error': 'INVALID_TIP_AMOUNT' }),
  currency: Currency,
})
export const TipInput = named(
  'TipInput',
  body(
    {
      amount_money: Type.Optional(TipMoney),
      percent: Type.Optional(tipPercent),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
      description: Type.Optional(Type.String({ maxLength: 1024 })),
    },
    { description: 'Exactly one of amount_money and percent.' },
  ),
)
export type TipInput = Static<typeof TipInput>

const ids = Type.Array(Type.String(), { minItems: 1, maxItems: 1000 })
export const ManualDiscountInput = named(
  'ManualDiscountInput',
  body({
    name: Type.String({ minLength: 1, maxLength: 255 }),
    amount_money: body({
      amount: Type.Integer({
        minimum: 1,
        maximum: maxAmount,
        'x-flint-error': 'DISCOUNT_AMOUNT_INVALID',
      }),
      currency: Currency,
    }),
    discount_class: Type.Optional(
      oneOf(['order', 'line_item', 'service_charge'], { 'x-flint-error': 'INVALID_DISCOUNT_CLASS' }),
    ),
    scope: Type.Optional(oneOf(['order', 'line_item'], { description: 'Older name of discount_class.' })),
    order_line_item_ids: Type.Optional(ids),
    order_charge_ids: Type.Optional(ids),
  }),
)
export const DiscountInput = named(
  'DiscountInput',
  body(
    {
      manual: Type.Optional(ManualDiscountInput),
      promotion: Type.Optional(
        body({ promotion_id: Type.Optional(Type.String()), promotion_code: Type.Optional(Type.String()) }),
      ),
      coupon: Type.Optional(
        body({ coupon_id: Type.Optional(Type.String()), coupon_code: Type.Optional(Type.String()) }),
      ),
    },
    { description: 'Exactly one member.' },
  ),
)
export type DiscountInput = Static<typeof DiscountInput>

const ChargeAmount = body({
  amount: Type.Integer({
    minimum: 0,
    maximum: maxAmount,
    'x-flint-error': 'INVALID_CHARGE_AMOUNT',
    description: 'Minor units.',
  }),
  currency: Currency,
})

export const ChargeInput = named(
  'OrderChargeInput',
  body({
    type: oneOf(chargeTypes, {
      'x-flint-error': 'INVALID_CHARGE_TYPE',
      'x-flint-required': 'CHARGE_TYPE_REQUIRED',
    }),
    name: Type.String({ minLength: 1, maxLength: 255, 'x-flint-required': 'CHARGE_NAME_REQUIRED' }),
    amount_money: Type.Optional(ChargeAmount),
    percent: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 100, 'x-flint-error': 'INVALID_CHARGE_PERCENT' }),
    ),
    calculation_basis: Type.Optional(oneOf(['subtotal_pre_discount', 'subtotal_post_discount'])),
    description: Type.Optional(Type.String({ maxLength: 4096 })),
    tax: Type.Optional(ChargeTaxInput),
    metadata: Type.Optional(Metadata),
  }),
)
export type ChargeInput = Static<typeof ChargeInput>

export const ChargePatch = body({
  type: Type.Optional(ChargeInput.properties.type),
  name: Type.Optional(ChargeInput.properties.name),
  amount_money: Type.Optional(ChargeAmount),
  percent: Type.Optional(
    Type.Number({ exclusiveMinimum: 0, maximum: 100, 'x-flint-error': 'INVALID_CHARGE_PERCENT' }),
  ),
  calculation_basis: Type.Optional(oneOf(['subtotal_pre_discount', 'subtotal_post_discount'])),
  description: Type.Optional(nullable(Type.String({ maxLength: 4096 }))),
  tax: Type.Optional(nullable(ChargeTaxInput)),
  metadata: Type.Optional(MetadataPatch),
})
export type ChargePatch = Static<typeof ChargePatch>

const FlatTax = body({
  type: Type.Optional(TaxComponentType),
  percent: Type.Optional(Percent(0, 'INVALID_TAX_PERCENTAGE')),
  flat_money: Type.Optional(
    body({
      amount: Type.Integer({ minimum: 1, maximum: maxAmount, 'x-flint-error': 'INVALID_FLAT_TAX' }),
      currency: Currency,
    }),
  ),
  tax_type: oneOf(['retail_delivery_fee', 'sales_tax', 'use_tax'], { 'x-flint-error': 'INVALID_TAX_TYPE' }),
  jurisdiction: Type.Optional(nullable(Jurisdiction)),
})

const locationText = (maxLength: number) =>
  Type.String({ maxLength, 'x-flint-error': 'ORDER_TAX_LOCATION_INVALID' })
const TaxCountry = Type.String({
  pattern: '^[A-Z]{2}$',
  'x-flint-error': 'ORDER_TAX_LOCATION_INVALID',
  description: 'ISO 3166, two capitals; US when left out.',
})
const TaxPostalCode = Type.String({
  minLength: 1,
  maxLength: 20,
  'x-flint-error': 'ORDER_TAX_LOCATION_INVALID',
  'x-flint-required': 'ORDER_TAX_LOCATION_REQUIRED',
})

const TaxLocationInput = named(
  'OrderTaxLocationInput',
  body(
    {
      address: Type.Optional(
        body({
          line1: Type.Optional(locationText(255)),
          line2: Type.Optional(locationText(255)),
          city: Type.Optional(locationText(255)),
          state: Type.Optional(locationText(64)),
          postal_code: TaxPostalCode,
          country: Type.Optional(TaxCountry),
        }),
      ),
      postal_code: Type.Optional(TaxPostalCode),
      country: Type.Optional(TaxCountry),
      address_type: Type.Optional(
        oneOf(['postal_code', 'tax_address', 'billing_address', 'shipping_address']),
      ),
      address_source: Type.Optional(oneOf(['provided'])),
    },
    { description: 'An address, or a postal code and a country.' },
  ),
)

export const OrderTaxInput = named(
  'OrderTaxInput',
  body({
    enabled: Type.Optional(Type.Boolean()),
    calculation: Type.Optional(
      body({
        mode: TaxMode,
        price_mode: Type.Optional(PriceMode),
        components: Type.Optional(
          Type.Array(FlatTax, { maxItems: 10, description: 'Flat amounts, with mode external only.' }),
        ),
      }),
    ),
    location: Type.Optional(nullable(TaxLocationInput)),
  }),
)
export type OrderTaxInput = Static<typeof OrderTaxInput>

const addressText = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))

/** Where the buyer's bank knows them to live. */
export const BillingAddressInput = named(
  'BillingAddress',
  body(
    {
      name: addressText(255),
      line1: addressText(255),
      line2: addressText(255),
      city: addressText(255),
      state: addressText(64),
      postal_code: addressText(20),
      country: Type.Optional(
        Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1, two capitals.' }),
      ),
    },
    { description: 'Flint extension. Replaced as a whole.' },
  ),
)

export const BuyerContactInput = body({
  email: Type.Optional(nullable(Type.String({ format: 'email', maxLength: 254 }))),
  phone: Type.Optional(nullable(Type.String({ minLength: 4, maxLength: 32 }))),
  billing_address: Type.Optional(nullable(BillingAddressInput)),
})

export const LineItemsInput = Type.Array(LineItemInput, {
  minItems: 1,
  maxItems: 1000,
  'x-flint-error': 'TOO_MANY_LINE_ITEMS',
  'x-flint-required': 'MISSING_LINE_ITEMS',
})

export const CreateOrderBody = body(
  {
    line_items: LineItemsInput,
    customer_id: Type.Optional(Type.String()),
    charges: Type.Optional(Type.Array(ChargeInput, { maxItems: 100 })),
    discounts: Type.Optional(Type.Array(DiscountInput, { maxItems: 20 })),
    requested_tip: Type.Optional(TipInput),
    tax: Type.Optional(OrderTaxInput),
    buyer_contact: Type.Optional(BuyerContactInput),
    buyer_note: Type.Optional(Type.String({ maxLength: 4096 })),
    internal_note: Type.Optional(Type.String({ maxLength: 4096 })),
    external_reference_id: Type.Optional(ExternalReferenceId),
    metadata: Type.Optional(Metadata),
  },
  { 'x-flint-own-id': 'order_id' },
)
export type CreateOrderBody = Static<typeof CreateOrderBody>

export const UpdateOrderBody = body({
  customer_id: Type.Optional(nullable(Type.String())),
  requested_tip: Type.Optional(nullable(TipInput)),
  tax: Type.Optional(OrderTaxInput),
  buyer_note: Type.Optional(nullable(Type.String({ maxLength: 4096 }))),
  internal_note: Type.Optional(nullable(Type.String({ maxLength: 4096 }))),
  external_reference_id: Type.Optional(nullable(ExternalReferenceId)),
  metadata: Type.Optional(MetadataPatch),
  order_revision: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type UpdateOrderBody = Static<typeof UpdateOrderBody>
