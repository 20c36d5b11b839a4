import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey, usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'

/** What is refused when a product, variant, bundle, modifier or promotion is made is refused when it is changed, too. */
const server = await startTestServer()

const made = async (path: string, body: unknown): Promise<any> => {
  const answer = await server.call('POST', path, { body, idempotencyKey: freshKey() })
  assert.equal(answer.status, 201, JSON.stringify(answer.json))
  return answer.data
}
const shirt = await made('/v1/products', {
  name: 'Shirt',
  product_type: 'physical',
  options: [{ name: 'Size', values: [{ value: 'S' }, { value: 'M' }, { value: 'L' }] }],
  variants: ['S', 'M'].map((value) => ({
    unit_price_money: usd(2500),
    selected_options: [{ name: 'Size', value }],
  })),
})
const product = `/v1/products/${shirt.product_id}`
const variantId: string = shirt.default_variant_id
const component = (special: object = {}) => ({ variant_id: variantId, quantity: 1, ...special })
const aBundle = { name: 'Set', unit_price_money: usd(3000), status: 'inactive', components: [component()] }
const bundle = `/v1/bundles/${(await made('/v1/bundles', aBundle)).bundle_id}`
const aVariant = { unit_price_money: usd(2600), selected_options: [{ name: 'Size', value: 'L' }] }

type Call = readonly [method: string, path: string, body: object, param?: string]

/** Refused in this way by every one of these calls, and nothing is changed by any. */
const expectRefused = async (calls: readonly Call[], status: number, code: string) => {
  const state = async () =>
    Promise.all([product, bundle].map(async (path) => (await server.call('GET', path)).data))
  const before = await state()
  for (const [method, path, body] of calls) {
    const answer = await server.call(method, path, { body, idempotencyKey: freshKey() })
    assert.deepEqual([answer.status, answer.error?.code], [status, code], `${method} ${path}`)
  }
  assert.deepEqual(await state(), before)
}

describe('pictures', () => {
  const url = 'https://shop.example/1.png'
  const cases: [what: string, images: unknown, code: string][] = [
    ['an address that is none', [{ url: 'ftp://shop.example/1.png' }], 'IMAGE_URL_INVALID'],
    ['one address twice', [{ url }, { url }], 'DUPLICATE_IMAGE_SOURCE'],
    [
      'one reference twice',
      ['1', '2'].map((n) => ({ url: `${url}?${n}`, external_reference_id: 'a' })),
      'DUPLICATE_IMAGE_EXTERNAL_REFERENCE_ID',
    ],
    ['nine', Array.from({ length: 9 }, (_, n) => ({ url: `${url}?${n}` })), 'IMAGE_GALLERY_LIMIT_EXCEEDED'],
    ['words that are too long', [{ url, alt: 'x'.repeat(513) }], 'INVALID_IMAGE_ALT'],
    ['an empty reference', [{ url, external_reference_id: '' }], 'INVALID_IMAGE_EXTERNAL_REFERENCE_ID'],
    ['no list', url, 'INVALID_IMAGE_GALLERY'],
  ]
  for (const [what, images, code] of cases)
    it(`${what}: ${code}`, () =>
      expectRefused(
        [
          ['PATCH', product, { images }],
          ['POST', `${product}/variants`, { variant: { ...aVariant, images } }],
          ['PATCH', `${product}/variants/${variantId}`, { images }],
          ['POST', '/v1/bundles', { ...aBundle, images }],
          ['PATCH', bundle, { images }],
        ],
        400,
        code,
      ))
})

describe('options of a product', () => {
  const values = [{ value: 'S' }, { value: 'M' }, { value: 'L' }]
  const size = (special: object = {}) => ({ name: 'Size', values, ...special })
  const cases: [what: string, options: unknown, code: string][] = [
    ['two of one name', [size(), size()], 'DUPLICATE_OPTION_NAME'],
    ['one value twice', [size({ values: [...values, { value: 'S' }] })], 'DUPLICATE_OPTION_VALUE'],
    ['a place that is none', [size({ position: -1 })], 'INVALID_OPTION_POSITION'],
    [
      'a value’s place that is none',
      [size({ values: [{ value: 'S', position: -1 }] })],
      'INVALID_OPTION_VALUE_POSITION',
    ],
    ['values that are no list', [size({ values: 'S' })], 'INVALID_OPTION_VALUE'],
    ['no values', [{ name: 'Size' }], 'OPTION_VALUES_REQUIRED'],
    ['a value without its text', [size({ values: [{}] })], 'OPTION_VALUE_REQUIRED'],
    [
      'a text that is too long',
      [size({ values: [...values, { value: 'x'.repeat(256) }] })],
      'OPTION_VALUE_TOO_LONG',
    ],
  ]
  for (const [what, options, code] of cases)
    it(`${what}: ${code}`, () => expectRefused([['PATCH', product, { options }]], 400, code))
})

describe('a variant', () => {
  const choices: [what: string, selected_options: object[], code: string][] = [
    ['one option twice', ['S', 'M'].map((value) => ({ name: 'Size', value })), 'DUPLICATE_OPTION'],
    ['an option that is none', [{ name: 'Colour', value: 'Red' }], 'UNKNOWN_OPTION'],
    ['a value that is none', [{ name: 'Size', value: 'XXL' }], 'UNKNOWN_OPTION_VALUE'],
    ['an option without its value', [{ name: 'Size' }], 'OPTION_VALUE_REFERENCE_REQUIRED'],
  ]
  for (const [what, selected_options, code] of choices)
    it(`${what}: ${code}`, () =>
      expectRefused(
        [
          ['POST', `${product}/variants`, { variant: { ...aVariant, selected_options } }],
          ['PATCH', `${product}/variants/${variantId}`, { selected_options }],
        ],
        400,
        code,
      ))

  it('a currency that is none, and a tax category that is none', async () => {
    const both = (special: object): Call[] => [
      ['POST', `${product}/variants`, { variant: { ...aVariant, ...special } }],
      ['PATCH', `${product}/variants/${variantId}`, special],
    ]
    await expectRefused(
      both({ unit_price_money: { amount: 1, currency: 'XYZ' } }),
      400,
      'UNSUPPORTED_CURRENCY',
    )
    await expectRefused(both({ line_item_tax_category: 'guess' }), 400, 'INVALID_TAX_CATEGORY')
  })
})

describe('components of a bundle', () => {
  const cases: [what: string, components: unknown, code: string][] = [
    ['none', [], 'BUNDLE_COMPONENTS_REQUIRED'],
    ['one without a variant', [{ quantity: 1 }], 'COMPONENT_REQUIRED'],
    ['one variant twice', [component(), component()], 'DUPLICATE_COMPONENT_VARIANT'],
    ['what is none', ['mug'], 'INVALID_COMPONENT'],
    ['nothing of it', [component({ quantity: 0 })], 'INVALID_COMPONENT_QUANTITY'],
    ['a place that is none', [component({ position: -1 })], 'INVALID_COMPONENT_POSITION'],
  ]
  for (const [what, components, code] of cases)
    it(`${what}: ${code}`, () => expectRefused([['PATCH', bundle, { components }]], 400, code))

  it('a category that was deleted: ARCHIVED_CATEGORY, on products, too', async () => {
    const { category_id, handle } = await made('/v1/categories', { name: 'Gone' })
    await server.call('DELETE', `/v1/categories/${category_id}`)
    const categories = [handle]
    await expectRefused(
      [
        ['PATCH', product, { categories }],
        ['PATCH', bundle, { categories }],
      ],
      409,
      'ARCHIVED_CATEGORY',
    )
  })
})

describe('modifiers', () => {
  it('a status, a currency and an override that are none', async () => {
    const group = await made('/v1/modifier-groups', { name: 'Milk', modifiers: [{ name: 'Oat' }] })
    const path = `/v1/modifier-groups/${group.modifier_group_id}`
    const [oat] = group.modifiers
    const modifiers = (special: object) => ({ modifiers: [{ modifier_id: oat.modifier_id, ...special }] })
    await expectRefused([['PATCH', path, modifiers({ status: 'gone' })]], 400, 'INVALID_MODIFIER_STATUS')
    const inNothing = modifiers({ price_delta_money: { amount: 1, currency: 'XYZ' } })
    await expectRefused([['PATCH', path, inNothing]], 400, 'UNSUPPORTED_CURRENCY')
    const { modifier_group_id } = group
    const set = await made('/v1/modifier-sets', { name: 'Coffee', modifier_groups: [{ modifier_group_id }] })
    const modifier_groups = [{ modifier_group_id, min_selections: 3, max_selections: 2 }]
    const setPath = `/v1/modifier-sets/${set.modifier_set_id}`
    await expectRefused([['PATCH', setPath, { modifier_groups }]], 400, 'MODIFIER_OVERRIDE_INVALID')
  })
})

describe('a promotion', async () => {
  const method = { type: 'percent_off', percent_off: 10 }
  const promotion = await made('/v1/promotions', { name: 'Spring', application_method: method })
  const path = `/v1/promotions/${promotion.promotion_id}`
  const rule = (special: object) => [{ field: 'order.subtotal', operator: 'gte', value: 1, ...special }]
  const cases: [what: string, change: object, status: number, code: string][] = [
    [
      'a method that is none',
      { application_method: { type: 'percent_off' } },
      400,
      'INVALID_APPLICATION_METHOD',
    ],
    ['a type that is none', { application_method: { type: 'guess' } }, 400, 'UNSUPPORTED_APPLICATION_TYPE'],
    [
      'a basis that is none',
      { application_method: { ...method, calculation_basis: 'guess' } },
      400,
      'INVALID_CALCULATION_BASIS',
    ],
    [
      'a reward that is none',
      {
        application_method: {
          type: 'buy_x_get_y',
          buy_min_quantity: 1,
          get_quantity: 1,
          reward_selection: 'guess',
        },
      },
      400,
      'INVALID_REWARD_SELECTION',
    ],
    [
      'a choice that is none',
      { exclusivity: { group: 'a', selection: 'guess' } },
      400,
      'INVALID_EXCLUSIVITY_SELECTION',
    ],
    [
      'an operator that is none',
      { eligibility_rules: rule({ operator: 'guess' }) },
      400,
      'INVALID_RULE_OPERATOR',
    ],
    ['a value that is none', { eligibility_rules: rule({ value: 'much' }) }, 400, 'INVALID_RULE_VALUE'],
    ['a time zone that is none', { schedule: { timezone: 'Moon/Crater' } }, 400, 'INVALID_TIMEZONE'],
    [
      'items of a discount on the order',
      {
        application_method: {
          ...method,
          discounted_item_rules: [{ field: 'line.sku', operator: 'eq', value: 'A' }],
        },
      },
      409,
      'PROMOTION_FILTER_TARGET_CONFLICT',
    ],
  ]
  for (const [what, change, status, code] of cases)
    it(`${what}: ${code}`, async () => {
      await expectRefused([['PATCH', path, change]], status, code)
      assert.deepEqual((await server.call('GET', path)).data.version, promotion.version)
    })
})
