import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aMug,
  aShirt,
  aShirtVariant,
  createProduct,
  created,
  expectRefusal,
  freshSku,
  selected,
  shirtOptions,
} from '../catalog-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const path = '/v1/products'
const post = (body: unknown) => call('POST', path, { body })

describe('createProduct', () => {
  it('201: one variant, with what is left out filled in', async () => {
    const product = await createProduct(server, aMug({}, { sku: 'MUG-1' }))
    const { product_id, default_variant_id, default_variant, created_at, updated_at, ...rest } = product
    assert.match(product_id, /^prod_[0-9A-Z]{26}$/)
    assert.match(default_variant_id, /^var_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      name: 'Mug',
      product_type: 'physical',
      status: 'active',
      description: null,
      images: [],
      categories: [],
      options: [],
      variant_count: 1,
      price_range: { minimum_money: usd(1200), maximum_money: usd(1200) },
      available_for_sale: true,
      modifier_set_id: null,
      external_reference_id: null,
      metadata: {},
      version: 1,
    })
    assert.deepEqual(default_variant, {
      variant_id: default_variant_id,
      product_id,
      status: 'active',
      name: null,
      sku: 'MUG-1',
      barcode: null,
      unit_price_money: usd(1200),
      taxable: true,
      line_item_tax_category: null,
      position: 0,
      selected_options: [],
      inventory_tracking: 'not_tracked',
      inventory_item_id: null,
      delivery_profile_id: null,
      images: [],
      available_for_sale: true,
      version: 1,
      created_at,
      updated_at,
    })
    assert.deepEqual((await call('GET', `${path}/${product_id}`)).data, product)
  })

  it('201: takes everything that can be set', async () => {
    created(await call('POST', '/v1/categories', { body: { name: 'Cups', handle: 'cups' } }))
    const group = created(
      await call('POST', '/v1/modifier-groups', {
        body: { name: 'Print', modifier_group_type: 'text' },
      }),
    )
    const set = created(
      await call('POST', '/v1/modifier-sets', {
        body: { name: 'Prints', modifier_groups: [{ modifier_group_id: group.modifier_group_id }] },
      }),
    )
    const images = [{ url: 'https://example.com/mug.png', alt: 'A mug', external_reference_id: 'i1' }]
    const product = await createProduct(
      server,
      aMug(
        {
          product_type: 'digital',
          status: 'inactive',
          description: 'Holds tea',
          images,
          categories: ['cups', 'cups'],
          modifier_set_id: set.modifier_set_id,
          external_reference_id: 'erp-1',
          metadata: { shelf: '7' },
        },
        {
          name: 'Large',
          sku: 'MUG-2',
          barcode: '4006381333931',
          status: 'inactive',
          taxable: false,
          line_item_tax_category: 'digital_goods',
          inventory_tracking: 'not_tracked',
          images: [{ url: 'http://example.com/large.png' }],
        },
      ),
    )
    const { default_variant: variant } = product
    assert.deepEqual(
      [product.product_type, product.status, product.description, product.categories, product.images],
      ['digital', 'inactive', 'Holds tea', ['cups'], images],
    )
    assert.deepEqual(
      [product.modifier_set_id, product.external_reference_id, product.metadata],
      [set.modifier_set_id, 'erp-1', { shelf: '7' }],
    )
    assert.deepEqual(
      [variant.name, variant.sku, variant.barcode, variant.status, variant.taxable],
      ['Large', 'MUG-2', '4006381333931', 'inactive', false],
    )
    assert.deepEqual(
      [variant.line_item_tax_category, variant.images[0].url],
      ['digital_goods', 'http://example.com/large.png'],
    )
    assert.deepEqual([product.available_for_sale, variant.available_for_sale], [false, false])
  })

  it('201: options and variants; the first by position is the default one', async () => {
    const product = await createProduct(
      server,
      aShirt({
        variants: [
          aShirtVariant('Red', 'M', { position: 5, sku: freshSku() }),
          aShirtVariant('Blue', 'L', { position: 2, unit_price_money: usd(2700) }),
        ],
      }),
    )
    assert.deepEqual(
      product.options.map(({ option_id: _id, values, ...option }: any) => ({
        ...option,
        values: values.map(({ option_value_id: _value, ...value }: any) => value),
      })),
      [
        {
          name: 'Color',
          position: 0,
          status: 'active',
          values: [
            { value: 'Red', position: 0, status: 'active' },
            { value: 'Blue', position: 1, status: 'active' },
          ],
        },
        {
          name: 'Size',
          position: 1,
          status: 'active',
          values: [
            { value: 'M', position: 0, status: 'active' },
            { value: 'L', position: 1, status: 'active' },
          ],
        },
      ],
    )
    assert.deepEqual(
      product.default_variant.selected_options.map(({ name, value }: any) => [name, value]),
      [
        ['Color', 'Blue'],
        ['Size', 'L'],
      ],
    )
    assert.deepEqual(
      [product.variant_count, product.price_range],
      [2, { minimum_money: usd(2500), maximum_money: usd(2700) }],
    )
  })

  it('201: the price range is over the active variants', async () => {
    const { price_range } = await createProduct(
      server,
      aShirt({
        variants: [
          aShirtVariant('Red', 'M'),
          aShirtVariant('Blue', 'M', { unit_price_money: usd(1), status: 'inactive' }),
        ],
      }),
    )
    assert.deepEqual(price_range, { minimum_money: usd(2500), maximum_money: usd(2500) })
  })

  it('201: the same answer again under the same Idempotency-Key', async () => {
    const options = { body: aMug({}, { sku: freshSku() }), idempotencyKey: 'product-1' }
    const first = await call('POST', path, options)
    const again = await call('POST', path, options)
    assert.deepEqual([again.status, again.data], [201, first.data])
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
  })
})

const price = { unit_price_money: usd(100) }
const red = { name: 'Color', values: [{ value: 'Red' }] }
const images = (...urls: string[]) => urls.map((url) => ({ url }))
/** A product with these options and one variant that selects this. */
const choosing = (options: object[], selected_options: object[]) => ({
  name: 'Thing',
  product_type: 'fee',
  options,
  variants: [{ ...price, selected_options }],
})

describe('createProduct refuses with 400', () => {
  for (const [what, body, code, param] of [
    ['no name', { ...aMug(), name: undefined }, 'FIELD_REQUIRED', 'name'],
    ['another type', aMug({ product_type: 'thing' }), 'INVALID_PRODUCT_TYPE', 'product_type'],
    ['archived', aMug({ status: 'archived' }), 'INVALID_REQUEST', 'status'],
    ['an id', aMug({ product_id: 'prod_1' }), 'SERVER_GENERATED_ID', 'product_id'],
    ['neither shape', { name: 'Mug', product_type: 'fee' }, 'INVALID_PRODUCT_CREATE_SHAPE', undefined],
    ['both shapes', { ...aShirt(), ...aMug() }, 'INVALID_PRODUCT_CREATE_SHAPE', undefined],
    ['options alone', aShirt({ variants: undefined }), 'VARIANTS_REQUIRED', 'variants'],
    ['no variants', aShirt({ variants: [] }), 'VARIANTS_REQUIRED', 'variants'],
    ['variants alone', aShirt({ options: undefined }), 'OPTIONS_REQUIRED', 'options'],
    ['no options', aShirt({ options: [] }), 'OPTIONS_REQUIRED', 'options'],
    ['options that are none', aShirt({ options: 'Color' }), 'INVALID_OPTIONS', 'options'],
    [
      'too many options',
      aShirt({ options: Array.from({ length: 11 }, (_, at) => ({ ...red, name: `Option ${at}` })) }),
      'INVALID_OPTIONS',
      'options',
    ],
    [
      'an option without values',
      aShirt({ options: [{ name: 'Color', values: [] }] }),
      'OPTION_VALUES_REQUIRED',
      'options[0].values',
    ],
    [
      'an option whose values are missing',
      aShirt({ options: [{ name: 'Color' }] }),
      'OPTION_VALUES_REQUIRED',
      'options[0].values',
    ],
    [
      'an empty value',
      aShirt({ options: [{ name: 'Color', values: [{ value: '' }] }] }),
      'OPTION_VALUE_REQUIRED',
      'options[0].values[0].value',
    ],
    [
      'a value that is no text',
      aShirt({ options: [{ name: 'Color', values: [{ value: 7 }] }] }),
      'INVALID_OPTION_VALUE',
      'options[0].values[0].value',
    ],
    [
      'a long value',
      aShirt({ options: [{ name: 'Color', values: [{ value: 'x'.repeat(256) }] }] }),
      'OPTION_VALUE_TOO_LONG',
      'options[0].values[0].value',
    ],
    ['one option twice', aShirt({ options: [red, red] }), 'DUPLICATE_OPTION_NAME', 'options[1].name'],
    [
      'one value twice',
      aShirt({ options: [{ name: 'Color', values: [{ value: 'Red' }, { value: 'Red' }] }] }),
      'DUPLICATE_OPTION_VALUE',
      'options[0].values[1].value',
    ],
    [
      'a position below zero',
      aShirt({ options: [{ ...red, position: -1 }] }),
      'INVALID_OPTION_POSITION',
      'options[0].position',
    ],
    [
      'one position twice',
      aShirt({
        options: [
          { ...red, position: 1 },
          { ...red, name: 'Size', position: 1 },
        ],
      }),
      'INVALID_OPTION_POSITION',
      'options[1].position',
    ],
    [
      'one position of values twice',
      aShirt({
        options: [
          {
            name: 'Color',
            values: [
              { value: 'Red', position: 3 },
              { value: 'Blue', position: 3 },
            ],
          },
        ],
      }),
      'INVALID_OPTION_VALUE_POSITION',
      'options[0].values[1].position',
    ],
    [
      'a variant without a value',
      aShirt({ variants: [{ ...price, selected_options: [{ name: 'Color', value: 'Red' }] }] }),
      'OPTION_REQUIRED',
      'variants[0].selected_options',
    ],
    [
      'an unknown option',
      choosing([red], [{ name: 'Size', value: 'M' }]),
      'UNKNOWN_OPTION',
      'variants[0].selected_options[0]',
    ],
    [
      'an unknown value',
      choosing([red], [{ name: 'Color', value: 'Green' }]),
      'UNKNOWN_OPTION_VALUE',
      'variants[0].selected_options[0]',
    ],
    [
      'an option of which no value is named',
      choosing([red], [{ name: 'Color' }]),
      'OPTION_VALUE_REFERENCE_REQUIRED',
      'variants[0].selected_options[0].value',
    ],
    [
      'a value of which no option is named',
      choosing([red], [{ value: 'Red' }]),
      'OPTION_VALUE_REFERENCE_REQUIRED',
      'variants[0].selected_options[0].name',
    ],
    [
      'one option of a variant twice',
      choosing(
        [red],
        [
          { name: 'Color', value: 'Red' },
          { name: 'Color', value: 'Red' },
        ],
      ),
      'DUPLICATE_OPTION',
      'variants[0].selected_options[1]',
    ],
    [
      'prices in two currencies',
      aShirt({
        variants: [
          aShirtVariant('Red', 'M'),
          aShirtVariant('Blue', 'L', { unit_price_money: { amount: 1, currency: 'EUR' } }),
        ],
      }),
      'MIXED_VARIANT_CURRENCIES',
      'variants[1].unit_price_money.currency',
    ],
    [
      'a currency that is none',
      aMug({}, { unit_price_money: { amount: 1, currency: 'XXQ' } }),
      'UNSUPPORTED_CURRENCY',
      'default_variant.unit_price_money.currency',
    ],
    [
      'a price below zero',
      aMug({}, { unit_price_money: usd(-1) }),
      'INVALID_AMOUNT',
      'default_variant.unit_price_money.amount',
    ],
    [
      'an archived variant',
      aMug({}, { status: 'archived' }),
      'INVALID_VARIANT_STATUS',
      'default_variant.status',
    ],
    [
      'another tax category',
      aMug({}, { line_item_tax_category: 'toys' }),
      'INVALID_TAX_CATEGORY',
      'default_variant.line_item_tax_category',
    ],
    ['nine images', aMug({ images: images(...'123456789') }), 'IMAGE_GALLERY_LIMIT_EXCEEDED', 'images'],
    ['images that are none', aMug({ images: 'https://a.example' }), 'INVALID_IMAGE_GALLERY', 'images'],
    [
      'an image without an address',
      aMug({ images: images('mug.png') }),
      'IMAGE_URL_INVALID',
      'images[0].url',
    ],
    [
      'an image that is inside the request',
      aMug({ images: images('data:image/png;base64,AAAA') }),
      'IMAGE_URL_INVALID',
      'images[0].url',
    ],
    [
      'one image twice',
      aMug({}, { images: images('https://a.example/1', 'https://a.example/1') }),
      'DUPLICATE_IMAGE_SOURCE',
      'default_variant.images[1].url',
    ],
    [
      'a long text of an image',
      aMug({ images: [{ url: 'https://a.example/1', alt: 'x'.repeat(513) }] }),
      'INVALID_IMAGE_ALT',
      'images[0].alt',
    ],
    [
      'a long reference of an image',
      aMug({ images: [{ url: 'https://a.example/1', external_reference_id: 'x'.repeat(256) }] }),
      'INVALID_IMAGE_EXTERNAL_REFERENCE_ID',
      'images[0].external_reference_id',
    ],
    [
      'one reference of an image twice',
      aMug({
        images: [
          { url: 'https://a.example/1', external_reference_id: 'x' },
          { url: 'https://a.example/2', external_reference_id: 'x' },
        ],
      }),
      'DUPLICATE_IMAGE_EXTERNAL_REFERENCE_ID',
      'images[1].external_reference_id',
    ],
    ['an unknown category', aMug({ categories: ['nowhere'] }), 'INVALID_CATEGORIES', 'categories[0]'],
    [
      'too many categories',
      aMug({ categories: Array.from({ length: 101 }, (_, at) => `c${at}`) }),
      'INVALID_CATEGORIES',
      'categories',
    ],
    [
      'an unknown set of modifiers',
      aMug({ modifier_set_id: 'ms_1' }),
      'INVALID_MODIFIER_SET_ID',
      'modifier_set_id',
    ],
    ['too much metadata', aMug({ metadata: { flint_a: 'b' } }), 'RESERVED_METADATA_KEY', 'metadata.flint_a'],
    [
      'stock that is kept',
      aMug({}, { inventory_tracking: 'tracked' }),
      'INVALID_REQUEST',
      'default_variant.inventory_tracking',
    ],
  ] as [string, object, string, string | undefined][])
    it(`${code}: ${what}`, async () => {
      const error = expectRefusal(await post(body), 400, code)
      assert.equal(error.param, param)
    })
})

describe('createProduct refuses with 409', () => {
  it('SKU_ALREADY_EXISTS: a variant or a bundle has it, or the request has it twice', async () => {
    const sku = freshSku()
    const { default_variant_id } = await createProduct(server, aMug({}, { sku }))
    expectRefusal(await post(aMug({}, { sku })), 409, 'SKU_ALREADY_EXISTS', 'default_variant.sku')
    const ofBundle = freshSku()
    const bundle = {
      name: 'Set',
      unit_price_money: usd(1),
      sku: ofBundle,
      components: [{ variant_id: default_variant_id, quantity: 2 }],
    }
    created(await call('POST', '/v1/bundles', { body: bundle }))
    expectRefusal(await post(aMug({}, { sku: ofBundle })), 409, 'SKU_ALREADY_EXISTS')
    const again = { sku: freshSku() }
    const twice = [aShirtVariant('Red', 'M', again), aShirtVariant('Blue', 'M', again)]
    expectRefusal(await post(aShirt({ variants: twice })), 409, 'SKU_ALREADY_EXISTS', 'variants[1].sku')
  })

  it('201: in another sandbox the SKU is free', async () => {
    const sku = freshSku()
    await createProduct(server, aMug({}, { sku }))
    const { key } = await server.anotherSandbox()
    await createProduct(server, aMug({}, { sku }), key)
  })

  it('VARIANT_OPTION_COMBINATION_ALREADY_EXISTS: two variants select the same', async () => {
    const variants = [
      aShirtVariant('Red', 'M'),
      { ...price, selected_options: selected('Red', 'M').toReversed() },
    ]
    const answer = await post(aShirt({ options: shirtOptions, variants }))
    expectRefusal(answer, 409, 'VARIANT_OPTION_COMBINATION_ALREADY_EXISTS', 'variants[1].selected_options')
  })

  it('ARCHIVED_CATEGORY: the category is deleted', async () => {
    const { category_id, handle } = created(await call('POST', '/v1/categories', { body: { name: 'Gone' } }))
    await call('DELETE', `/v1/categories/${category_id}`)
    expectRefusal(await post(aMug({ categories: [handle] })), 409, 'ARCHIVED_CATEGORY', 'categories[0]')
  })
})
