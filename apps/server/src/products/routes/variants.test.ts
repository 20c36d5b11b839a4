import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aMug,
  aShirt,
  aShirtVariant,
  createBundle,
  createProduct,
  created,
  done,
  expectRefusal,
  freshSku,
  selected,
} from '../catalog-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const unknownProduct = 'prod_01K9FFFFFFFFFFFFFFFFFFFFFF'
const unknownVariant = 'var_01K9FFFFFFFFFFFFFFFFFFFFFF'
const pathOf = (productId: string, variantId = '') =>
  `/v1/products/${productId}/variants${variantId && `/${variantId}`}`
const add = (productId: string, variant: unknown) => call('POST', pathOf(productId), { body: { variant } })
const patch = (productId: string, variantId: string, body: unknown) =>
  call('PATCH', pathOf(productId, variantId), { body })
const productOf = async (productId: string) => done(await call('GET', `/v1/products/${productId}`))

describe('createProductVariant', () => {
  it('201: comes in after the others, and the product sums it up', async () => {
    const before = await createProduct(server, aShirt())
    const variant = created(
      await add(
        before.product_id,
        aShirtVariant('Red', 'L', { unit_price_money: usd(9900), sku: freshSku() }),
      ),
    )
    assert.deepEqual(
      [variant.product_id, variant.position, variant.version, variant.available_for_sale],
      [before.product_id, 2, 1, true],
    )
    const after = await productOf(before.product_id)
    assert.deepEqual([after.variant_count, after.version], [3, 2])
    assert.deepEqual(after.price_range.maximum_money, usd(9900))
    assert.equal(after.default_variant_id, before.default_variant_id)
  })

  it('201: names options and values by their ids', async () => {
    const { product_id, options } = await createProduct(server, aShirt())
    const { selected_options } = created(
      await add(product_id, {
        unit_price_money: usd(1),
        selected_options: options.map(({ option_id, values }: any) => ({
          option_id,
          option_value_id: values[options[0].option_id === option_id ? 0 : 1].option_value_id,
        })),
      }),
    )
    assert.deepEqual(
      selected_options.map(({ value }: any) => value),
      ['Red', 'L'],
    )
  })

  for (const [what, variant, code, param] of [
    ['no variant', undefined, 'FIELD_REQUIRED', 'variant'],
    ['no price', { selected_options: selected('Red', 'L') }, 'FIELD_REQUIRED', 'variant.unit_price_money'],
    ['no options', { unit_price_money: usd(1) }, 'OPTION_REQUIRED', 'variant.selected_options'],
    ['an unknown value', aShirtVariant('Green', 'L'), 'UNKNOWN_OPTION_VALUE', 'variant.selected_options[0]'],
    [
      'another currency',
      aShirtVariant('Red', 'L', { unit_price_money: { amount: 1, currency: 'EUR' } }),
      'MIXED_VARIANT_CURRENCIES',
      'variant.unit_price_money.currency',
    ],
    [
      'an archived one',
      aShirtVariant('Red', 'L', { status: 'archived' }),
      'INVALID_VARIANT_STATUS',
      'variant.status',
    ],
  ] as [string, unknown, string, string][])
    it(`400 ${code}: ${what}`, async () => {
      const { product_id } = await createProduct(server, aShirt())
      expectRefusal(await add(product_id, variant), 400, code, param)
    })

  it('400 OPTIONS_REQUIRED: the product has no options', async () => {
    const { product_id } = await createProduct(server, aMug())
    expectRefusal(await add(product_id, { unit_price_money: usd(1) }), 400, 'OPTIONS_REQUIRED')
  })

  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(
      await add(unknownProduct, aShirtVariant('Red', 'L')),
      404,
      'RESOURCE_NOT_FOUND',
      'product_id',
    ))

  it('409 FIELD_NOT_UPDATABLE: the product is archived', async () => {
    const { product_id } = await createProduct(server, aShirt())
    done(await call('DELETE', `/v1/products/${product_id}`))
    expectRefusal(await add(product_id, aShirtVariant('Red', 'L')), 409, 'FIELD_NOT_UPDATABLE')
  })

  it('409 VARIANT_OPTION_COMBINATION_ALREADY_EXISTS: of many at once, all but one', async () => {
    const { product_id } = await createProduct(server, aShirt())
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => add(product_id, aShirtVariant('Red', 'L'))),
    )
    const refused = answers.filter(({ status }) => status !== 201)
    assert.equal(refused.length, 7)
    for (const answer of refused)
      expectRefusal(answer, 409, 'VARIANT_OPTION_COMBINATION_ALREADY_EXISTS', 'variant.selected_options')
    assert.equal((await productOf(product_id)).variant_count, 3)
  })

  it('409 SKU_ALREADY_EXISTS', async () => {
    const sku = freshSku()
    const { product_id } = await createProduct(server, aShirt())
    await createProduct(server, aMug({}, { sku }))
    expectRefusal(
      await add(product_id, aShirtVariant('Red', 'L', { sku })),
      409,
      'SKU_ALREADY_EXISTS',
      'variant.sku',
    )
  })

  it('409 RESOURCE_LIMIT_EXCEEDED: the five hundred and first', async () => {
    const values = Array.from({ length: 250 }, (_, at) => ({ value: `${at}` }))
    const options = [
      { name: 'Length', values },
      { name: 'Width', values },
    ]
    const chosen = (at: number, width: string) => ({
      unit_price_money: usd(1),
      selected_options: [
        { name: 'Length', value: `${at}` },
        { name: 'Width', value: width },
      ],
    })
    const variants = values.flatMap((_, at) => [chosen(at, '0'), chosen(at, '1')])
    const { product_id } = await createProduct(server, aShirt({ options, variants }))
    const error = expectRefusal(await add(product_id, chosen(0, '2')), 409, 'RESOURCE_LIMIT_EXCEEDED')
    assert.equal(error.limit, 500)
  })
})

describe('getProductVariant', () => {
  it('404 RESOURCE_NOT_FOUND: no such variant, or one of another product', async () => {
    const { product_id } = await createProduct(server, aMug())
    const { default_variant_id } = await createProduct(server, aMug())
    for (const id of [unknownVariant, default_variant_id])
      expectRefusal(await call('GET', pathOf(product_id, id)), 404, 'RESOURCE_NOT_FOUND', 'variant_id')
  })
})

describe('updateProductVariant', () => {
  it('200: changes what is named, and nothing else', async () => {
    const product = await createProduct(server, aMug({}, { name: 'Large', barcode: '1', sku: freshSku() }))
    const { product_id, default_variant: before } = product
    server.clock.advance(1000)
    const sku = freshSku()
    const change = {
      unit_price_money: { amount: 900, currency: 'EUR' },
      name: null,
      sku,
      status: 'inactive',
      taxable: false,
      line_item_tax_category: 'food',
      position: 4,
      images: [{ url: 'https://a.example/1' }],
    }
    const after = done(await patch(product_id, before.variant_id, { ...change, expected_version: 1 }))
    assert.deepEqual(after, {
      ...before,
      ...change,
      images: [{ url: 'https://a.example/1', alt: null, external_reference_id: null }],
      available_for_sale: false,
      version: 2,
      updated_at: after.updated_at,
    })
    assert.deepEqual(done(await call('GET', pathOf(product_id, before.variant_id))), after)
    const { default_variant, price_range, available_for_sale } = await productOf(product_id)
    assert.deepEqual(default_variant, after)
    assert.deepEqual([price_range.minimum_money.currency, available_for_sale], ['EUR', false])
  })

  it('200: the old SKU is free for another, the new one is not', async () => {
    const [from, to] = [freshSku(), freshSku()]
    const { product_id, default_variant_id } = await createProduct(server, aMug({}, { sku: from }))
    done(await patch(product_id, default_variant_id, { sku: to }))
    await createProduct(server, aMug({}, { sku: from }))
    expectRefusal(
      await call('POST', '/v1/products', { body: aMug({}, { sku: to }) }),
      409,
      'SKU_ALREADY_EXISTS',
    )
    done(await patch(product_id, default_variant_id, { sku: to }))
    done(await patch(product_id, default_variant_id, { sku: null }))
    await createProduct(server, aMug({}, { sku: to }))
  })

  it('200: selects another combination', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const { selected_options } = done(
      await patch(product_id, default_variant_id, { selected_options: selected('Blue', 'M') }),
    )
    assert.deepEqual(
      selected_options.map(({ value }: any) => value),
      ['Blue', 'M'],
    )
  })

  it('400: NO_FIELDS_TO_UPDATE, MIXED_VARIANT_CURRENCIES, OPTION_REQUIRED', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const to = (body: object) => patch(product_id, default_variant_id, body)
    expectRefusal(await to({}), 400, 'NO_FIELDS_TO_UPDATE')
    expectRefusal(
      await to({ unit_price_money: { amount: 1, currency: 'EUR' } }),
      400,
      'MIXED_VARIANT_CURRENCIES',
      'unit_price_money.currency',
    )
    expectRefusal(await to({ selected_options: [] }), 400, 'OPTION_REQUIRED', 'selected_options')
  })

  it('404 RESOURCE_NOT_FOUND', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aMug())
    expectRefusal(
      await patch(product_id, unknownVariant, { name: 'x' }),
      404,
      'RESOURCE_NOT_FOUND',
      'variant_id',
    )
    expectRefusal(await patch(unknownProduct, default_variant_id, { name: 'x' }), 404, 'RESOURCE_NOT_FOUND')
  })

  it('409 VERSION_CONFLICT: says which version it is', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aMug())
    const answer = await patch(product_id, default_variant_id, { name: 'x', expected_version: 2 })
    assert.equal(expectRefusal(answer, 409, 'VERSION_CONFLICT', 'expected_version').current_version, 1)
  })

  it('409 VARIANT_OPTION_COMBINATION_ALREADY_EXISTS, SKU_ALREADY_EXISTS', async () => {
    const sku = freshSku()
    await createProduct(server, aMug({}, { sku }))
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    expectRefusal(
      await patch(product_id, default_variant_id, { selected_options: selected('Blue', 'L') }),
      409,
      'VARIANT_OPTION_COMBINATION_ALREADY_EXISTS',
      'selected_options',
    )
    expectRefusal(await patch(product_id, default_variant_id, { sku }), 409, 'SKU_ALREADY_EXISTS', 'sku')
  })
})

describe('deleteProductVariant', () => {
  it('200: the next one becomes the default one, and the combination is free', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const archived = done(
      await call('DELETE', `${pathOf(product_id, default_variant_id)}?expected_version=1`),
    )
    assert.deepEqual([archived.status, archived.version], ['archived', 2])
    const product = await productOf(product_id)
    assert.notEqual(product.default_variant_id, default_variant_id)
    assert.deepEqual([product.variant_count, product.price_range.minimum_money], [1, usd(2700)])
    created(await add(product_id, aShirtVariant('Red', 'M')))
  })

  it('200: a second time changes nothing', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const first = done(await call('DELETE', pathOf(product_id, default_variant_id)))
    assert.deepEqual(
      done(await call('DELETE', `${pathOf(product_id, default_variant_id)}?expected_version=1`)),
      first,
    )
    assert.equal((await productOf(product_id)).version, 2)
  })

  it('400 DEFAULT_VARIANT_REQUIRED: the last one', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aMug())
    expectRefusal(
      await call('DELETE', pathOf(product_id, default_variant_id)),
      400,
      'DEFAULT_VARIANT_REQUIRED',
    )
  })

  it('404 RESOURCE_NOT_FOUND', async () => {
    const { product_id } = await createProduct(server, aMug())
    expectRefusal(
      await call('DELETE', pathOf(product_id, unknownVariant)),
      404,
      'RESOURCE_NOT_FOUND',
      'variant_id',
    )
  })

  it('409 VERSION_CONFLICT', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const answer = await call('DELETE', `${pathOf(product_id, default_variant_id)}?expected_version=3`)
    assert.equal(expectRefusal(answer, 409, 'VERSION_CONFLICT').current_version, 1)
  })

  it('409 VARIANT_IN_ACTIVE_BUNDLE: until the bundle is archived; the other variant can go', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const other = created(await add(product_id, aShirtVariant('Red', 'L')))
    const { bundle_id } = await createBundle(server, [default_variant_id])
    expectRefusal(
      await call('DELETE', pathOf(product_id, default_variant_id)),
      409,
      'VARIANT_IN_ACTIVE_BUNDLE',
      'variant_id',
    )
    done(await call('DELETE', pathOf(product_id, other.variant_id)))
    done(await call('DELETE', `/v1/bundles/${bundle_id}`))
    done(await call('DELETE', pathOf(product_id, default_variant_id)))
  })
})
