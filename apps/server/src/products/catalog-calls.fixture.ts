import assert from 'node:assert/strict'
import type { ApiAnswer } from '../../../../test/support/api.ts'
import { type Caller, usd } from '../../../../test/support/money-calls.ts'

/** What tests about the catalogue say to a server, in short words. */

let made = 0
export const freshSku = () => `SKU-${++made}`

export const created = ({ status, data, json }: ApiAnswer) => {
  assert.equal(status, 201, JSON.stringify(json))
  return data
}

export const done = ({ status, data, json }: ApiAnswer) => {
  assert.equal(status, 200, JSON.stringify(json))
  return data
}

/** Checks status and code, and the field at fault when it is given. */
export const expectRefusal = (
  { status, error, json }: ApiAnswer,
  ...expected: [status: number, code: string, param?: string]
) => {
  assert.deepEqual(
    [status, error?.code, error?.param].slice(0, expected.length),
    expected,
    JSON.stringify(json),
  )
  return error
}

export const aMug = (body: object = {}, variant: object = {}) => ({
  name: 'Mug',
  product_type: 'physical',
  default_variant: { unit_price_money: usd(1200), ...variant },
  ...body,
})

export const selected = (color: string, size: string) => [
  { name: 'Color', value: color },
  { name: 'Size', value: size },
]

export const aShirtVariant = (color: string, size: string, fields: object = {}) => ({
  unit_price_money: usd(2500),
  selected_options: selected(color, size),
  ...fields,
})

export const shirtOptions = [
  { name: 'Color', values: [{ value: 'Red' }, { value: 'Blue' }] },
  { name: 'Size', values: [{ value: 'M' }, { value: 'L' }] },
]

/** Red M at 25.00 and blue L at 27.00. */
export const aShirt = (body: object = {}) => ({
  name: 'Shirt',
  product_type: 'physical',
  options: shirtOptions,
  variants: [aShirtVariant('Red', 'M'), aShirtVariant('Blue', 'L', { unit_price_money: usd(2700) })],
  ...body,
})

export const createProduct = async (server: Caller, body: object, key?: string) =>
  created(await server.call('POST', '/v1/products', { body, ...(key ? { key } : {}) }))

/** A product of one variant: its ids. */
export const aVariant = async (server: Caller, body: object = {}, variant: object = {}) => {
  const { product_id, default_variant_id } = await createProduct(server, aMug(body, variant))
  return { productId: product_id as string, variantId: default_variant_id as string }
}

export const aBundle = (variantIds: readonly string[], fields: object = {}) => ({
  name: 'Gift set',
  unit_price_money: usd(3000),
  components: variantIds.map((variant_id) => ({ variant_id, quantity: 1 })),
  ...fields,
})

export const createBundle = async (server: Caller, variantIds: readonly string[], fields: object = {}) =>
  created(await server.call('POST', '/v1/bundles', { body: aBundle(variantIds, fields) }))
