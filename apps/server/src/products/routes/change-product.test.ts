import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aMug,
  aShirt,
  aVariant,
  createBundle,
  createProduct,
  created,
  done,
  expectRefusal,
  freshSku,
  shirtOptions,
} from '../catalog-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const patch = (id: string, body: unknown) => call('PATCH', `/v1/products/${id}`, { body })
const unknown = 'prod_01K9FFFFFFFFFFFFFFFFFFFFFF'
const [color, size] = shirtOptions as [(typeof shirtOptions)[0], (typeof shirtOptions)[0]]

describe('getProduct', () => {
  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(await call('GET', `/v1/products/${unknown}`), 404, 'RESOURCE_NOT_FOUND', 'product_id'))
})

describe('updateProduct', () => {
  it('200: changes what is named, and nothing else', async () => {
    const before = await createProduct(server, aMug({ metadata: { a: '1', b: '2' }, description: 'Old' }))
    server.clock.advance(1000)
    const after = done(
      await patch(before.product_id, {
        name: 'Cup',
        product_type: 'service',
        status: 'inactive',
        description: null,
        external_reference_id: 'x',
        images: [{ url: 'https://a.example/1' }],
        metadata: { b: null, c: '3' },
        expected_version: 1,
      }),
    )
    assert.ok(after.updated_at > before.updated_at)
    assert.deepEqual(after, {
      ...before,
      name: 'Cup',
      product_type: 'service',
      status: 'inactive',
      description: null,
      external_reference_id: 'x',
      images: [{ url: 'https://a.example/1', alt: null, external_reference_id: null }],
      metadata: { a: '1', c: '3' },
      available_for_sale: false,
      default_variant: { ...before.default_variant, available_for_sale: false },
      version: 2,
      updated_at: after.updated_at,
    })
    assert.deepEqual((await call('GET', `/v1/products/${before.product_id}`)).data, after)
  })

  it('200: enters and leaves categories', async () => {
    for (const handle of ['tea', 'coffee'])
      created(await call('POST', '/v1/categories', { body: { name: handle, handle } }))
    const inCategory = async (handle: string) =>
      done(await call('GET', `/v1/products?category_handle=${handle}`)).length
    const { product_id } = await createProduct(server, aMug({ categories: ['tea'] }))
    done(await patch(product_id, { categories: ['coffee'] }))
    assert.deepEqual([await inCategory('tea'), await inCategory('coffee')], [0, 1])
  })

  it('200: another variant becomes the default one', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aShirt())
    const { data: variants } = await call('GET', `/v1/products/${product_id}/variants`)
    const other = variants.find((variant: any) => variant.variant_id !== default_variant_id)
    const after = done(await patch(product_id, { default_variant_id: other.variant_id }))
    assert.deepEqual(after.default_variant, other)
  })

  it('200: options are renamed by their ids, and variants show the new names', async () => {
    const before = await createProduct(server, aShirt())
    const [first, second] = before.options
    const { options, default_variant } = done(
      await patch(before.product_id, {
        options: [
          { ...ids(first), name: 'Colour' },
          { name: second.name, values: second.values.map(({ value }: any) => ({ value })) },
        ],
      }),
    )
    assert.deepEqual(
      options.map(({ option_id, name }: any) => [option_id, name]),
      [
        [first.option_id, 'Colour'],
        [second.option_id, 'Size'],
      ],
    )
    assert.equal(default_variant.selected_options[0].name, 'Colour')
  })

  it('200: an option that comes in gives its one value to all variants', async () => {
    const { product_id } = await createProduct(server, aMug())
    const { options, default_variant } = done(
      await patch(product_id, { options: [{ name: 'Size', values: [{ value: 'S' }] }] }),
    )
    assert.equal(default_variant.version, 2)
    assert.deepEqual(default_variant.selected_options, [
      {
        option_id: options[0].option_id,
        option_value_id: options[0].values[0].option_value_id,
        name: 'Size',
        value: 'S',
      },
    ])
  })

  it('200: an option goes when the variants still differ; it is kept as archived', async () => {
    const { product_id } = await createProduct(server, aShirt())
    const { options } = done(await patch(product_id, { options: [color] }))
    assert.equal(options.length, 1)
    const { data: all } = await call('GET', `/v1/products/${product_id}/options`)
    assert.deepEqual(
      all.map(({ name, status }: any) => [name, status]),
      [
        ['Color', 'active'],
        ['Size', 'archived'],
      ],
    )
  })

  for (const [what, options, code, param] of [
    [
      'a new one with two values',
      [color, size, { name: 'Fit', values: [{ value: 'A' }, { value: 'B' }] }],
      'ACTIVE_VARIANTS_REQUIRE_OPTION_BACKFILL',
      'options',
    ],
    [
      'a value that a variant has goes',
      [size, { name: 'Color', values: [{ value: 'Red' }] }],
      'ACTIVE_OPTIONS_REQUIRED',
      'options',
    ],
    ['two variants would be the same', [], 'ACTIVE_OPTION_SELECTOR_COLLAPSE', 'options'],
    ['an unknown id', [{ ...color, option_id: 'opt_1' }], 'UNKNOWN_OPTION', 'options[0].option_id'],
    [
      'an unknown id of a value',
      [{ name: 'Color', values: [{ value: 'Red', option_value_id: 'optv_1' }] }],
      'UNKNOWN_OPTION_VALUE',
      'options[0].values[0].option_value_id',
    ],
  ] as [string, object[], string, string][])
    it(`400 ${code}: ${what}`, async () => {
      const { product_id } = await createProduct(server, aShirt())
      expectRefusal(await patch(product_id, { options }), 400, code, param)
    })

  it('400 DUPLICATE_OPTION: one id twice', async () => {
    const { product_id, options } = await createProduct(server, aShirt())
    const twice = [ids(options[0]), { ...ids(options[0]), name: 'Colour' }]
    expectRefusal(
      await patch(product_id, { options: twice }),
      400,
      'DUPLICATE_OPTION',
      'options[1].option_id',
    )
  })

  it('400 NO_FIELDS_TO_UPDATE: the version alone', async () => {
    const { product_id } = await createProduct(server, aMug())
    expectRefusal(await patch(product_id, { expected_version: 1 }), 400, 'NO_FIELDS_TO_UPDATE')
  })

  it('400 INVALID_EXPECTED_VERSION', async () =>
    void expectRefusal(
      await patch(unknown, { name: 'x', expected_version: 0 }),
      400,
      'INVALID_EXPECTED_VERSION',
      'expected_version',
    ))

  it('400 INVALID_CATEGORIES, INVALID_MODIFIER_SET_ID', async () => {
    const { product_id } = await createProduct(server, aMug())
    expectRefusal(await patch(product_id, { categories: ['no'] }), 400, 'INVALID_CATEGORIES', 'categories[0]')
    expectRefusal(await patch(product_id, { modifier_set_id: 'ms_1' }), 400, 'INVALID_MODIFIER_SET_ID')
  })

  it('404 RESOURCE_NOT_FOUND: the product, or the variant that is to be the default one', async () => {
    expectRefusal(await patch(unknown, { name: 'x' }), 404, 'RESOURCE_NOT_FOUND', 'product_id')
    const { product_id } = await createProduct(server, aMug())
    const { variantId } = await aVariant(server)
    expectRefusal(
      await patch(product_id, { default_variant_id: variantId }),
      404,
      'RESOURCE_NOT_FOUND',
      'default_variant_id',
    )
  })

  it('409 VERSION_CONFLICT: says which version it is; a change of a variant counts', async () => {
    const { product_id, default_variant_id } = await createProduct(server, aMug())
    done(
      await call('PATCH', `/v1/products/${product_id}/variants/${default_variant_id}`, {
        body: { name: 'L' },
      }),
    )
    const error = expectRefusal(
      await patch(product_id, { name: 'x', expected_version: 1 }),
      409,
      'VERSION_CONFLICT',
      'expected_version',
    )
    assert.equal(error.current_version, 2)
  })

  it('409 VERSION_CONFLICT: of many writers that read one version, all but one', async () => {
    const { product_id } = await createProduct(server, aMug())
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => patch(product_id, { name: `Name ${at}`, expected_version: 1 })),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(7).fill(409)])
  })

  it('409 FIELD_NOT_UPDATABLE: what is archived stays as it is', async () => {
    const { product_id } = await createProduct(server, aMug())
    done(await call('DELETE', `/v1/products/${product_id}`))
    const error = expectRefusal(await patch(product_id, { name: 'x' }), 409, 'FIELD_NOT_UPDATABLE')
    assert.equal(error.current_status, 'archived')
  })
})

/** An option as a caller sends it back. */
const ids = ({ option_id, name, values }: any) => ({
  option_id,
  name,
  values: values.map(({ option_value_id, value }: any) => ({ option_value_id, value })),
})

describe('deleteProduct', () => {
  it('200: archives it with its variants, and frees their SKUs', async () => {
    const sku = freshSku()
    const { product_id, default_variant_id } = await createProduct(server, aMug({}, { sku }))
    const archived = done(await call('DELETE', `/v1/products/${product_id}?expected_version=1`))
    assert.deepEqual(
      [archived.status, archived.version, archived.variant_count, archived.available_for_sale],
      ['archived', 2, 0, false],
    )
    assert.deepEqual(archived.price_range, { minimum_money: usd(1200), maximum_money: usd(1200) })
    assert.equal(archived.default_variant.status, 'archived')
    const variant = done(await call('GET', `/v1/products/${product_id}/variants/${default_variant_id}`))
    assert.deepEqual([variant.status, variant.sku], ['archived', sku])
    await createProduct(server, aMug({}, { sku }))
  })

  it('200: a second time changes nothing', async () => {
    const { product_id } = await createProduct(server, aMug())
    const first = done(await call('DELETE', `/v1/products/${product_id}?expected_version=1`))
    const again = done(await call('DELETE', `/v1/products/${product_id}?expected_version=1`))
    assert.deepEqual(again, first)
  })

  it('200: it no longer keeps its category from being deleted', async () => {
    const { category_id, handle } = created(await call('POST', '/v1/categories', { body: { name: 'Kept' } }))
    const { product_id } = await createProduct(server, aMug({ categories: [handle] }))
    expectRefusal(await call('DELETE', `/v1/categories/${category_id}`), 409, 'CATEGORY_REFERENCED')
    done(await call('DELETE', `/v1/products/${product_id}`))
    done(await call('DELETE', `/v1/categories/${category_id}`))
    assert.equal(done(await call('GET', `/v1/products?category_handle=${handle}`)).length, 1)
  })

  it('400 INVALID_EXPECTED_VERSION', async () =>
    void expectRefusal(
      await call('DELETE', `/v1/products/${unknown}?expected_version=one`),
      400,
      'INVALID_EXPECTED_VERSION',
    ))

  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(await call('DELETE', `/v1/products/${unknown}`), 404, 'RESOURCE_NOT_FOUND'))

  it('409 VERSION_CONFLICT', async () => {
    const { product_id } = await createProduct(server, aMug())
    const answer = await call('DELETE', `/v1/products/${product_id}?expected_version=9`)
    assert.equal(expectRefusal(answer, 409, 'VERSION_CONFLICT').current_version, 1)
  })

  it('409 PRODUCT_IN_ACTIVE_BUNDLE: until the bundle is inactive', async () => {
    const { productId, variantId } = await aVariant(server)
    const { bundle_id } = await createBundle(server, [variantId])
    expectRefusal(await call('DELETE', `/v1/products/${productId}`), 409, 'PRODUCT_IN_ACTIVE_BUNDLE')
    done(await call('PATCH', `/v1/bundles/${bundle_id}`, { body: { status: 'inactive' } }))
    done(await call('DELETE', `/v1/products/${productId}`))
  })
})
