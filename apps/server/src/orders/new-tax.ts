import { refuse } from '../platform/http/errors.ts'
import { isZipCode, stateCodeOf } from '../tax/index.ts'
import type { ChargeInput, LineItemInput, OrderTaxInput } from './input-schemas.ts'
import { expectCurrency } from './new-order.ts'
import type { OrderTax, OrderTaxLocation } from './order.ts'
import { taxErrors } from './tax-errors.ts'

/** What tax must know of a customer: the exemption, and addresses to fall back on. */
export type TaxCustomer = {
  customerId: string
  taxExempt: boolean
  shippingAddress: TaxCustomerAddress | null
  billingAddress: TaxCustomerAddress | null
}
export type TaxCustomerAddress = {
  line1?: string | null
  line2?: string | null
  city?: string | null
  state?: string | null
  postalCode?: string | null
  country?: string | null
}

/**
 * The tax settings of an order after a request's `tax`; the rates are copied by `withTaxRates` afterwards. What the
 * request leaves out stays as it was.
 *
 * @param customer The order's customer; null for none, undefined when it has not changed.
 * @param isOnByDefault For a new order that does not say.
 * Source: contract, flint-commerce 4.6.
 */
export const newTax = (
  input: OrderTaxInput | undefined,
  hasCalculations: boolean,
  currency: string,
  before?: OrderTax,
  customer?: TaxCustomer | null,
  isOnByDefault = false,
): OrderTax => {
  const calculation = input?.calculation
  const mode = calculation?.mode ?? before?.mode ?? (hasCalculations ? 'external' : 'automatic')
  checkComponents(calculation, mode, currency)
  const tax: OrderTax = {
    // A rate given on a line or an order is meant to be used, so it switches tax on unless told otherwise.
    enabled:
      input?.enabled ?? before?.enabled ?? (isOnByDefault || hasCalculations || calculation !== undefined),
    mode,
    flatComponents: flatComponentsOf(calculation, mode, before),
    location: locationOf(input, before, customer),
    exemptCustomerId:
      customer === undefined
        ? (before?.exemptCustomerId ?? null)
        : customer?.taxExempt
          ? customer.customerId
          : null,
  }
  // Asking for tax anew looks the rates up anew; any other change keeps those of the order.
  const isSamePlace = input === undefined && sameLocation(tax.location, before?.location ?? null)
  return isSamePlace && before?.rates ? { ...tax, rates: before.rates } : tax
}

type OrderCalculation = NonNullable<OrderTaxInput['calculation']>

const flatComponentsOf = (
  calculation: OrderTaxInput['calculation'],
  mode: OrderTax['mode'],
  before: OrderTax | undefined,
): OrderTax['flatComponents'] => {
  if (mode === 'automatic') return []
  if (!calculation?.components) return before?.flatComponents ?? []
  return calculation.components.map((component) => ({
    amount: component.flat_money!.amount,
    taxType: 'retail_delivery_fee',
    jurisdiction: component.jurisdiction ?? null,
  }))
}

/** The order's own components: flat, on top, in external mode only, and each once. */
const checkComponents = (
  calculation: OrderTaxInput['calculation'],
  mode: OrderTax['mode'],
  currency: string,
) => {
  if (!calculation) return
  const components = calculation.components ?? []
  const param = 'tax.calculation'
  if (components.length > 0 && mode === 'automatic')
    throw refuse(taxErrors.AUTOMATIC_TAX_COMPONENTS_FORBIDDEN, { param: `${param}.components` })
  if (calculation.price_mode === 'inclusive')
    throw refuse(taxErrors.FLAT_TAX_PRICE_MODE_INVALID, { param: `${param}.price_mode` })
  for (const [index, component] of components.entries())
    checkFlat(component, `${param}.components[${index}]`, currency)
  expectDistinct(components, `${param}.components`)
}

const checkFlat = (
  component: NonNullable<OrderCalculation['components']>[number],
  param: string,
  currency: string,
) => {
  if (component.type === 'percentage' || component.percent !== undefined)
    throw refuse(taxErrors.ORDER_PERCENTAGE_TAX_FORBIDDEN, { param })
  if (!component.flat_money || component.tax_type !== 'retail_delivery_fee')
    throw refuse(taxErrors.INVALID_FLAT_TAX, {
      param: component.flat_money ? `${param}.tax_type` : `${param}.flat_money`,
    })
  expectCurrency(component.flat_money.currency, currency, `${param}.flat_money.currency`)
}

type PartCalculation = NonNullable<NonNullable<LineItemInput['tax'] | ChargeInput['tax']>['calculation']>

/** The rates that a caller lays on a line or a charge: percentages, and each jurisdiction's once. */
export const checkPartCalculation = (calculation: PartCalculation | undefined, param: string) => {
  if (!calculation) return
  const { components = [] } = calculation
  const isAutomatic = calculation.mode === 'automatic'
  if (isAutomatic && components.length > 0)
    throw refuse(taxErrors.AUTOMATIC_TAX_COMPONENTS_FORBIDDEN, { param: `${param}.components` })
  if (!isAutomatic && components.length === 0)
    throw refuse(taxErrors.EXTERNAL_TAX_COMPONENTS_REQUIRED, { param: `${param}.components` })
  for (const [index, component] of components.entries())
    if (component.type === 'flat_amount' || component.percent === undefined)
      throw refuse(
        component.type === 'flat_amount'
          ? taxErrors.FLAT_TAX_SCOPE_INVALID
          : taxErrors.INVALID_TAX_PERCENTAGE,
        { param: `${param}.components[${index}].${component.type === 'flat_amount' ? 'type' : 'percent'}` },
      )
  expectDistinct(components, `${param}.components`)
}

/** Two components without a jurisdiction cannot be told apart, and may be meant so. */
const expectDistinct = (
  components: readonly { tax_type: string; jurisdiction?: object | null }[],
  param: string,
) => {
  const seen = new Set<string>()
  for (const [index, { tax_type: type, jurisdiction }] of components.entries()) {
    if (!jurisdiction || Object.keys(jurisdiction).length === 0) continue
    const name = JSON.stringify([type, Object.entries(jurisdiction).toSorted()])
    if (seen.has(name)) throw refuse(taxErrors.DUPLICATE_TAX_COMPONENT, { param: `${param}[${index}]` })
    seen.add(name)
  }
}

/** Given by the caller, else the customer's shipping address, else the billing address. */
const locationOf = (
  input: OrderTaxInput | undefined,
  before: OrderTax | undefined,
  customer: TaxCustomer | null | undefined,
): OrderTaxLocation | null => {
  if (input?.location) return givenLocation(input.location)
  const kept = before?.location ?? null
  const isCleared = input?.location === null
  if (kept?.source === 'provided' && !isCleared) return kept
  if (customer === undefined) return isCleared && kept?.source === 'provided' ? null : kept
  return customer && customerLocation(customer)
}

const givenLocation = (input: NonNullable<OrderTaxInput['location']>): OrderTaxLocation => {
  const { address } = input
  const at = address ? 'tax.location.address' : 'tax.location'
  const postalCode = address?.postal_code ?? input.postal_code
  if (postalCode === undefined)
    throw refuse(taxErrors.ORDER_TAX_LOCATION_REQUIRED, { param: 'tax.location.address.postal_code' })
  const country = address?.country ?? input.country ?? 'US'
  const state = address?.state ?? null
  const isUs = country === 'US'
  if (isUs && !isZipCode(postalCode))
    throw refuse(taxErrors.ORDER_TAX_LOCATION_INVALID, { param: `${at}.postal_code` })
  if (isUs && state !== null && stateCodeOf(state) === null)
    throw refuse(taxErrors.ORDER_TAX_LOCATION_INVALID, { param: `${at}.state` })
  return {
    address: {
      line1: address?.line1 ?? null,
      line2: address?.line2 ?? null,
      city: address?.city ?? null,
      state: isUs && state !== null ? stateCodeOf(state) : state,
      postalCode,
      country,
    },
    type: input.address_type ?? (address?.line1 ? 'tax_address' : 'postal_code'),
    source: 'provided',
    customerId: null,
  }
}

/** An address that cannot say where tax is due is no location; the order then asks for one. */
const customerLocation = (customer: TaxCustomer): OrderTaxLocation | null => {
  const { shippingAddress: shipping, billingAddress: billing } = customer
  const address = isUsable(shipping) ? shipping : isUsable(billing) ? billing : null
  if (!address) return null
  const { line1 = null, line2 = null, city = null, state = null, postalCode = null } = address
  const country = address.country!
  return {
    address: {
      line1,
      line2,
      city,
      state: country === 'US' && state ? stateCodeOf(state) : state,
      postalCode,
      country,
    },
    type: address === shipping ? 'shipping_address' : 'billing_address',
    source: 'customer',
    customerId: customer.customerId,
  }
}

const isUsable = (address: TaxCustomerAddress | null): address is TaxCustomerAddress => {
  if (!address?.country) return false
  if (address.country !== 'US') return true
  const hasState = Boolean(address.state && stateCodeOf(address.state))
  return hasState || Boolean(address.postalCode && isZipCode(address.postalCode))
}

const sameLocation = (a: OrderTaxLocation | null, b: OrderTaxLocation | null): boolean =>
  JSON.stringify(a?.address) === JSON.stringify(b?.address)
