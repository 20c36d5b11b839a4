import * as fc from 'fast-check'
import { all, amountOff, anOffer, buyXGetY, percentOff } from '../promotions/an-offer.ts'
import type { ApplicationMethod } from '../promotions/index.ts'
import { aCharge, aDiscount, aLine, aTip, anOrder, taxed, taxedInclusive } from './an-order.ts'
import type { LineModifier, Order, OrderDiscount } from './order.ts'

/** Any unpaid order, before it is priced: lines with modifiers, fees, discounts of every kind, promotions, taxes, a tip. */

const percents = fc.nat({ max: 500_000 }).map((steps) => steps / 10_000)
const rates = fc.array(percents, { maxLength: 3 })
const taxes = fc.option(
  fc
    .tuple(fc.boolean(), rates)
    .map(([additive, list]) => (additive ? taxed(...list) : taxedInclusive(...list))),
)
const modifier: fc.Arbitrary<LineModifier> = fc
  .tuple(fc.integer({ min: -50, max: 5000 }), fc.integer({ min: 1, max: 3 }))
  .map(([unitPriceDelta, quantity]) => ({
    lineItemModifierId: 'olim_1',
    modifierId: 'mod_1',
    groupName: 'Extras',
    name: 'Extra',
    quantity,
    unitPriceDelta,
    sourceType: 'catalog_modifier',
    textValue: null,
    showOnReceipt: true,
    showOnFulfillment: true,
    metadata: {},
  }))

const classes = fc.constantFrom('order', 'line_item', 'service_charge')
const manual = fc
  .tuple(classes, fc.integer({ min: 1, max: 50_000 }), fc.nat({ max: 7 }))
  .map(([discountClass, amount, at]) =>
    aDiscount({
      class: discountClass,
      amount,
      lineItemIds: discountClass === 'line_item' ? [`l${at}`, `l${at + 1}`] : [],
    }),
  )
const positivePercents = fc.integer({ min: 10_000, max: 1_000_000 }).map((steps) => steps / 10_000)
const calculationBasis = fc.constantFrom('subtotal_pre_tax', 'subtotal_post_tax')
const allocation = fc.constantFrom('each', 'across')
const method: fc.Arbitrary<ApplicationMethod> = fc.oneof(
  fc
    .tuple(positivePercents, calculationBasis, allocation)
    .map(([percent, basis, how]) => percentOff(percent, { calculationBasis: basis, allocation: how })),
  fc
    .tuple(fc.integer({ min: 1, max: 20_000 }), allocation)
    .map(([amount, how]) => amountOff(amount, { allocation: how })),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .map(([buy, get]) => buyXGetY(buy, get)),
)
const promotion = fc.tuple(classes, method).map(([discountClass, terms]) =>
  aDiscount({
    source: 'promotion',
    class: discountClass,
    amount: 0,
    offer: anOffer({ discountClass, method: terms, combinesWith: all }),
  }),
)

const numbered = (discounts: readonly OrderDiscount[]): OrderDiscount[] =>
  discounts.map((discount, at) => ({
    ...discount,
    discountId: `d${at}`,
    ...(discount.offer ? { offer: { ...discount.offer, promotionId: `promo_${at}` } } : {}),
  }))

export const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    lines: fc.array(
      fc.tuple(
        fc.integer({ min: 150, max: 99_999 }),
        fc.integer({ min: 1, max: 20 }),
        taxes,
        fc.array(modifier, { maxLength: 1 }),
      ),
      { maxLength: 8 },
    ),
    charges: fc.array(fc.tuple(fc.nat({ max: 9999 }), taxes), { maxLength: 4 }),
    discounts: fc.array(fc.oneof(manual, promotion), { maxLength: 5 }),
    tip: fc.option(percents),
    flatTax: fc.option(fc.integer({ min: 1, max: 500 })),
  })
  .map(({ lines, charges, discounts, tip, flatTax }) =>
    anOrder({
      tax: {
        enabled: true,
        mode: 'external',
        flatComponents:
          flatTax === null ? [] : [{ amount: flatTax, taxType: 'retail_delivery_fee', jurisdiction: null }],
        location: null,
      },
      lines: lines.map(([unitPrice, quantity, tax, modifiers], at) =>
        aLine({
          lineItemId: `l${at}`,
          unitPrice,
          quantity,
          tax,
          ...(modifiers.length > 0 ? { modifiers } : {}),
        }),
      ),
      charges: charges.map(([amount, tax], at) => aCharge({ chargeId: `c${at}`, amount, tax })),
      discounts: numbered(discounts),
      tips: tip === null ? [] : [aTip({ percent: tip })],
    }),
  )
