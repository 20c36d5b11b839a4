import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../platform/http/errors.ts'
import type { OrderTaxInput } from './input-schemas.ts'
import { type TaxCustomer, newTax } from './new-tax.ts'
import type { OrderTax } from './order.ts'

const address = {
  line1: '1 Main St',
  line2: null,
  city: 'Austin',
  state: 'Texas',
  postalCode: '78701',
  country: 'US',
}
const customer = (special: Partial<TaxCustomer> = {}): TaxCustomer => ({
  customerId: 'cus_1',
  taxExempt: false,
  shippingAddress: null,
  billingAddress: address,
  ...special,
})
const automatic: OrderTaxInput = { enabled: true, calculation: { mode: 'automatic' } }
const taxOf = (input?: OrderTaxInput, before?: OrderTax, who?: TaxCustomer | null) =>
  newTax(input, false, 'USD', before, who)

describe('newTax: the location', () => {
  it('given as an address, with the state by name or letters', () => {
    const { location } = taxOf({
      ...automatic,
      location: { address: { line1: '1 Main St', city: 'Austin', state: 'texas', postal_code: '78701' } },
    })
    assert.deepEqual(
      [location?.address.state, location?.address.country, location?.type, location?.source],
      ['TX', 'US', 'tax_address', 'provided'],
    )
  })

  it('given as a postal code', () => {
    const { location } = taxOf({ ...automatic, location: { postal_code: '10001', country: 'US' } })
    assert.deepEqual([location?.address.postalCode, location?.type], ['10001', 'postal_code'])
  })

  it("else the customer's shipping address, else the billing address", () => {
    const billed = taxOf(automatic, undefined, customer()).location
    assert.deepEqual(
      [billed?.address.state, billed?.type, billed?.source, billed?.customerId],
      ['TX', 'billing_address', 'customer', 'cus_1'],
    )
    const shipped = taxOf(
      automatic,
      undefined,
      customer({ shippingAddress: { ...address, postalCode: '10001', state: null } }),
    ).location
    assert.deepEqual([shipped?.address.postalCode, shipped?.type], ['10001', 'shipping_address'])
  })

  it('an address that says too little is none', () => {
    for (const vague of [
      { ...address, country: null },
      { ...address, state: 'Nowhere', postalCode: null },
      { ...address, state: null, postalCode: '787' },
    ])
      assert.equal(taxOf(automatic, undefined, customer({ billingAddress: vague })).location, null)
  })

  it('a given one stays when the customer changes; null takes it away again', () => {
    const given = taxOf({ ...automatic, location: { postal_code: '10001' } })
    assert.equal(taxOf(undefined, given, customer()).location?.address.postalCode, '10001')
    assert.equal(taxOf({ location: null }, given).location, null)
    assert.equal(taxOf({ location: null }, given, customer()).location?.address.postalCode, '78701')
  })
})

describe('newTax: exemption and rates', () => {
  const rates = { status: 'found' as const, byCategory: { general: [] } }

  it("a customer's exemption comes and goes with the customer", () => {
    const exempt = taxOf(automatic, undefined, customer({ taxExempt: true }))
    assert.equal(exempt.exemptCustomerId, 'cus_1')
    assert.equal(taxOf({ enabled: true }, exempt).exemptCustomerId, 'cus_1')
    assert.equal(taxOf(undefined, exempt, null).exemptCustomerId, null)
  })

  it('rates stay where nothing about the place changes', () => {
    const before = {
      ...taxOf({ ...automatic, location: { postal_code: '78701' } }, undefined, customer()),
      rates,
    }
    assert.equal(taxOf(undefined, before, customer({ customerId: 'cus_2' })).rates, rates)
    assert.equal(taxOf({ location: { postal_code: '10001' } }, before).rates, undefined)
    assert.equal(taxOf({ enabled: true }, before).rates, undefined)
  })

  it('turning to automatic drops the flat amounts that external tax had', () => {
    const before: OrderTax = {
      enabled: true,
      mode: 'external',
      flatComponents: [{ amount: 28, taxType: 'retail_delivery_fee', jurisdiction: null }],
      location: null,
    }
    assert.deepEqual(taxOf(automatic, before).flatComponents, [])
    assert.deepEqual(taxOf({ enabled: true }, before).flatComponents, before.flatComponents)
  })
})

const usd = { amount: 28, currency: 'USD' }
const flat = { flat_money: usd, tax_type: 'retail_delivery_fee' as const }
const external = (...components: NonNullable<NonNullable<OrderTaxInput['calculation']>['components']>) => ({
  calculation: { mode: 'external' as const, components },
})
const refusals: [code: string, input: OrderTaxInput, param: string][] = [
  [
    'AUTOMATIC_TAX_COMPONENTS_FORBIDDEN',
    { calculation: { mode: 'automatic', components: [flat] } },
    'tax.calculation.components',
  ],
  [
    'FLAT_TAX_PRICE_MODE_INVALID',
    { calculation: { mode: 'external', price_mode: 'inclusive', components: [flat] } },
    'tax.calculation.price_mode',
  ],
  [
    'ORDER_PERCENTAGE_TAX_FORBIDDEN',
    external(flat, { type: 'percentage', percent: 8, tax_type: 'sales_tax' }),
    'tax.calculation.components[1]',
  ],
  [
    'INVALID_FLAT_TAX',
    external({ tax_type: 'retail_delivery_fee' }),
    'tax.calculation.components[0].flat_money',
  ],
  [
    'INVALID_FLAT_TAX',
    external({ flat_money: usd, tax_type: 'sales_tax' }),
    'tax.calculation.components[0].tax_type',
  ],
  [
    'DUPLICATE_TAX_COMPONENT',
    external({ ...flat, jurisdiction: { state: 'CO' } }, { ...flat, jurisdiction: { state: 'CO' } }),
    'tax.calculation.components[1]',
  ],
  [
    'CURRENCY_MISMATCH',
    external({ ...flat, flat_money: { amount: 28, currency: 'EUR' } }),
    'tax.calculation.components[0].flat_money.currency',
  ],
  ['ORDER_TAX_LOCATION_REQUIRED', { location: {} }, 'tax.location.address.postal_code'],
  ['ORDER_TAX_LOCATION_INVALID', { location: { postal_code: '1234' } }, 'tax.location.postal_code'],
  [
    'ORDER_TAX_LOCATION_INVALID',
    { location: { address: { postal_code: '10001', state: 'NX' } } },
    'tax.location.address.state',
  ],
]

describe('newTax: what it refuses', () => {
  for (const [code, input, param] of refusals)
    it(`${code} ${param}`, () =>
      assert.throws(
        () => taxOf(input),
        (error) => {
          assert.ok(error instanceof Refusal)
          assert.deepEqual([error.definition.code, error.context.param], [code, param])
          return true
        },
      ))
})
