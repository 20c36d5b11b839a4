import { type Minor, addMoney } from '@flint/money'
import type { Basket, CalculationBasis } from './offer.ts'

/** The line's tax, where it counts towards the percentage; the discount itself still comes off the line. */
export const taxOf = (basis: CalculationBasis, basket: Basket, position: number): Minor =>
  basis === 'subtotal_pre_tax' ? 0 : (basket.lines[position]?.additiveTax ?? 0)

const shippingTypes = new Set(['delivery_fee', 'shipping_fee'])

/** What delivery costs, for coupons that count it. Source: contract, flint-commerce 15.2. */
export const shippingOf = (basis: CalculationBasis, basket: Basket): Minor =>
  basis === 'total_with_shipping'
    ? addMoney(...basket.charges.filter(({ type }) => shippingTypes.has(type)).map(({ amount }) => amount))
    : 0
