import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, money, newKey, orderCalls, pricesOf, said, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()
const { anOrder, create, done, expectData, expectRefusal, paid, read, send } = orderCalls(server)

const made = async (path: string, body: unknown): Promise<any> => {
  const answer = await server.call('POST', path, { body, idempotencyKey: newKey() })
  assert.equal(answer.status, 201, JSON.stringify(answer.json))
  return answer.data
}
const changed = async (method: string, path: string, body?: unknown): Promise<any> => {
  const answer = await server.call(method, path, body === undefined ? {} : { body })
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return answer.data
}

/** A coffee of two sizes that asks for milk, and takes up to two shots of syrup. */
const aMenu = async () => {
  const milk = await made('/v1/modifier-groups', {
    name: 'Milk',
    modifier_group_type: 'list',
    required: true,
    max_selections: 1,
    modifiers: [
      { name: 'Whole', price_delta_money: usd(0) },
      { name: 'Oat', price_delta_money: usd(60) },
    ],
  })
  const syrup = await made('/v1/modifier-groups', {
    name: 'Syrup',
    modifier_group_type: 'list',
    max_selections: 2,
    allow_quantity: true,
    modifiers: [{ name: 'Vanilla', price_delta_money: usd(50) }],
  })
  const set = await made('/v1/modifier-sets', {
    name: 'Coffee',
    modifier_groups: [
      { modifier_group_id: milk.modifier_group_id },
      { modifier_group_id: syrup.modifier_group_id },
    ],
  })
  await made('/v1/categories', { name: `Drinks ${newKey()}`, handle: `drinks-${newKey()}` }).then(
    (category) => (handle = category.handle),
  )
  const coffee = await made('/v1/products', {
    name: 'Coffee',
    description: 'Fresh',
    product_type: 'physical',
    categories: [handle],
    images: [{ url: 'https://shop.example/coffee.png' }],
    modifier_set_id: set.modifier_set_id,
    options: [{ name: 'Size', values: [{ value: 'Small' }, { value: 'Large' }] }],
    variants: [
      { unit_price_money: usd(300), sku: newKey(), selected_options: [{ name: 'Size', value: 'Small' }] },
      { unit_price_money: usd(400), sku: newKey(), selected_options: [{ name: 'Size', value: 'Large' }] },
    ],
  })
  const { data: variants } = await server.call('GET', `/v1/products/${coffee.product_id}/variants`)
  const large = variants.find((one: any) => one.unit_price_money.amount === 400)
  const small = variants.find((one: any) => one.unit_price_money.amount === 300)
  const [whole, oat] = milk.modifiers
  return { coffee, large, small, whole, oat, vanilla: syrup.modifiers[0], syrup }
}
let handle = ''
const menu = await aMenu()
const { large, small, whole, oat, vanilla } = menu

const aMug = await made('/v1/products', {
  name: 'Mug',
  product_type: 'physical',
  default_variant: { unit_price_money: usd(1200) },
})
const mugId: string = aMug.default_variant_id
const breakfast = await made('/v1/bundles', {
  name: 'Breakfast',
  unit_price_money: usd(1400),
  components: [
    { variant_id: mugId, quantity: 1 },
    { variant_id: small.variant_id, quantity: 2 },
  ],
})

const aCoffee = (special: object = {}) => ({
  variant_id: large.variant_id,
  modifiers: [{ modifier_id: oat.modifier_id }],
  ...special,
})
const lineOf = (order: any, at = 0) => order.line_items[at]

describe('createOrder with a variant', () => {
  it('copies name, price, picture, categories and options, and prices the modifiers', async () => {
    const order = await expectData(
      201,
      create({
        line_items: [
          aCoffee({
            quantity: 3,
            modifiers: [{ modifier_id: oat.modifier_id }, { modifier_id: vanilla.modifier_id, quantity: 2 }],
          }),
        ],
      }),
    )
    const line = lineOf(order)
    assert.equal(line.name, 'Coffee - Large')
    assert.equal(line.description, 'Fresh')
    assert.equal(line.sku, large.sku)
    assert.equal(line.image, 'https://shop.example/coffee.png')
    assert.equal(line.source_type, 'variant')
    assert.equal(line.variant_id, large.variant_id)
    assert.equal(line.product_id, menu.coffee.product_id)
    assert.deepEqual(line.categories, [handle])
    assert.deepEqual(line.selected_options, [{ name: 'Size', value: 'Large' }])
    assert.equal(line.unit_price_money.amount, 400)
    assert.equal(line.base_subtotal_money.amount, 1200)
    // Oat milk and two shots: 160 for each of three cups.
    assert.equal(line.modifier_total_money.amount, 480)
    assert.equal(line.subtotal_money.amount, 1680)
    assert.equal(pricesOf(order)['total'], 1680)
    assert.deepEqual(
      line.modifiers.map((one: any) => [
        one.modifier_group_name,
        one.name,
        one.quantity,
        one.total_money.amount,
      ]),
      [
        ['Milk', 'Oat', 1, 60],
        ['Syrup', 'Vanilla', 2, 100],
      ],
    )
    assert.match(line.modifiers[0].order_line_item_modifier_id, /^olim_/)
  })

  it('keeps what it copied when the catalogue changes', async () => {
    const product = await made('/v1/products', {
      name: 'Tea',
      product_type: 'physical',
      default_variant: { unit_price_money: usd(250) },
    })
    const { order_id: id } = await expectData(
      201,
      create({ line_items: [{ variant_id: product.default_variant_id }] }),
    )
    await changed('PATCH', `/v1/products/${product.product_id}`, { name: 'Green tea' })
    await changed('PATCH', `/v1/products/${product.product_id}/variants/${product.default_variant_id}`, {
      unit_price_money: usd(999),
    })
    const kept = await done('PATCH', `/${id}`, { requested_tip: { percent: 10 } })
    assert.equal(lineOf(kept).name, 'Tea')
    assert.equal(pricesOf(kept)['total'], 275)
    const { data: archived } = await server.call('DELETE', `/v1/products/${product.product_id}`)
    assert.equal(archived.status, 'archived')
    assert.equal((await paid(id)).order.payment_status, 'paid')
  })

  it('beside a line of its own and a bundle with its components', async () => {
    const order = await expectData(
      201,
      create({ line_items: [aLine(100), { bundle_id: breakfast.bundle_id, quantity: 2 }] }),
    )
    const line = lineOf(order, 1)
    assert.equal(line.source_type, 'bundle')
    assert.equal(line.bundle_id, breakfast.bundle_id)
    assert.equal(line.variant_id, undefined)
    assert.equal(line.subtotal_money.amount, 2800)
    assert.deepEqual(
      line.bundle_components.map((one: any) => [one.variant_id, one.quantity]),
      [
        [mugId, 1],
        [small.variant_id, 2],
      ],
    )
    assert.equal(pricesOf(order)['total'], 2900)
  })

  it('text and any active modifier on a line of its own', async () => {
    const order = await expectData(
      201,
      create({
        line_items: [aLine(500, { modifiers: [{ text: 'For Ada' }, { modifier_id: vanilla.modifier_id }] })],
      }),
    )
    assert.deepEqual(
      lineOf(order).modifiers.map((one: any) => [one.source_type, one.text_value, one.total_money.amount]),
      [
        ['text', 'For Ada', 0],
        ['catalog_modifier', null, 50],
      ],
    )
    assert.equal(pricesOf(order)['total'], 550)
  })

  for (const [what, line, ...expected] of [
    [
      'two sources',
      { variant_id: 'var_1', bundle_id: 'bun_1' },
      400,
      'LINE_ITEM_SOURCE_CONFLICT',
      'line_items[0].bundle_id',
    ],
    [
      'a source and a price',
      { variant_id: 'var_1', unit_price_money: usd(1) },
      400,
      'LINE_ITEM_SOURCE_CONFLICT',
      'line_items[0].unit_price_money',
    ],
    [
      "a source and the catalogue's description",
      { variant_id: 'var_1', description: 'x' },
      400,
      'CATALOG_LINE_ITEM_FIELDS_READ_ONLY',
      'line_items[0].description',
    ],
    [
      'an unknown variant',
      { variant_id: 'var_01J8EXAMPLE000000000000000' },
      404,
      'RESOURCE_NOT_FOUND',
      'line_items[0].variant_id',
    ],
    [
      'an unknown bundle',
      { bundle_id: 'bun_01J8EXAMPLE000000000000000' },
      404,
      'RESOURCE_NOT_FOUND',
      'line_items[0].bundle_id',
    ],
    ['no milk', aCoffee({ modifiers: [] }), 400, 'MODIFIER_GROUP_REQUIRED', 'line_items[0].modifiers'],
    [
      'two milks',
      aCoffee({ modifiers: [{ modifier_id: oat.modifier_id }, { modifier_id: whole.modifier_id }] }),
      400,
      'MODIFIER_SELECTION_LIMIT_EXCEEDED',
      undefined,
    ],
    [
      'three shots',
      aCoffee({
        modifiers: [{ modifier_id: oat.modifier_id }, { modifier_id: vanilla.modifier_id, quantity: 3 }],
      }),
      400,
      'MODIFIER_SELECTION_LIMIT_EXCEEDED',
      undefined,
    ],
    [
      'an unknown modifier',
      aLine(1, { modifiers: [{ modifier_id: 'mod_01J8EXAMPLE000000000000000' }] }),
      400,
      'INVALID_MODIFIER',
      'line_items[0].modifiers[0].modifier_id',
    ],
  ] as const)
    it(`${what}: ${expected[1]}, and no order`, async () => {
      const before = (await server.call('GET', '/v1/orders?page_size=1')).data
      const answer = await create({ line_items: [line] })
      assert.deepEqual(
        said(answer).slice(0, expected[2] === undefined ? 2 : 3),
        expected[2] === undefined ? expected.slice(0, 2) : [...expected],
        JSON.stringify(answer.json),
      )
      assert.deepEqual((await server.call('GET', '/v1/orders?page_size=1')).data, before)
    })

  it('409 VARIANT_NOT_SELLABLE and BUNDLE_NOT_SELLABLE once they are inactive', async () => {
    const hat = await made('/v1/products', {
      name: 'Hat',
      product_type: 'physical',
      default_variant: { unit_price_money: usd(900) },
    })
    const set = await made('/v1/bundles', {
      name: 'Two hats',
      unit_price_money: usd(1500),
      components: [{ variant_id: hat.default_variant_id, quantity: 2 }],
    })
    await changed('PATCH', `/v1/bundles/${set.bundle_id}`, { status: 'inactive' })
    assert.deepEqual(said(await create({ line_items: [{ bundle_id: set.bundle_id }] })), [
      409,
      'BUNDLE_NOT_SELLABLE',
      'line_items[0].bundle_id',
    ])
    await changed('PATCH', `/v1/products/${hat.product_id}`, { status: 'inactive' })
    assert.deepEqual(said(await create({ line_items: [{ variant_id: hat.default_variant_id }] })), [
      409,
      'VARIANT_NOT_SELLABLE',
      'line_items[0].variant_id',
    ])
  })

  it('400 CURRENCY_MISMATCH for a variant in another currency than the line before it', async () => {
    const line = { name: 'Thing', unit_price_money: money('EUR')(100) }
    assert.deepEqual(said(await create({ line_items: [line, { variant_id: mugId }] })), [
      400,
      'CURRENCY_MISMATCH',
      'line_items[1].variant_id',
    ])
  })
})

describe('addOrderLineItems and updateOrderLineItem with the catalogue', () => {
  it('a variant is added to an order that is there', async () => {
    const { order_id: id } = await anOrder(100)
    const order = await done('POST', `/${id}/line-items`, { line_items: [aCoffee()] })
    assert.equal(lineOf(order, 1).name, 'Coffee - Large')
    assert.equal(pricesOf(order)['total'], 560)
  })

  it('other modifiers, with the version of the line', async () => {
    const order = await expectData(201, create({ line_items: [aCoffee({ quantity: 2 })] }))
    const { order_line_item_id: lineId, version } = lineOf(order)
    const path = `/${order.order_id}/line-items/${lineId}`
    const after = await done('PATCH', path, {
      modifiers: [{ modifier_id: whole.modifier_id }, { modifier_id: vanilla.modifier_id }],
      expected_version: version,
    })
    assert.deepEqual(
      lineOf(after).modifiers.map((one: any) => one.name),
      ['Whole', 'Vanilla'],
    )
    assert.equal(pricesOf(after)['total'], 900)
    const more = await done('PATCH', path, { quantity: 3 })
    assert.equal(pricesOf(more)['total'], 1350)
  })

  it('refusals: no version, an old version, a field of the catalogue, what may not be chosen', async () => {
    const order = await expectData(201, create({ line_items: [aCoffee()] }))
    const path = `/${order.order_id}/line-items/${lineOf(order).order_line_item_id}`
    const modifiers = [{ modifier_id: whole.modifier_id }]
    const refused = (body: object, expected: [number, string, string?]) =>
      expectRefusal(order.order_id, () => send('PATCH', path, body), expected)
    await refused({ modifiers }, [400, 'EXPECTED_VERSION_REQUIRED', 'expected_version'])
    await refused({ modifiers, expected_version: 9 }, [
      409,
      'ORDER_LINE_ITEM_VERSION_CONFLICT',
      'expected_version',
    ])
    await refused({ name: 'Mine' }, [400, 'CATALOG_LINE_ITEM_FIELDS_READ_ONLY', 'name'])
    await refused({ unit_price_money: usd(1) }, [
      400,
      'CATALOG_LINE_ITEM_FIELDS_READ_ONLY',
      'unit_price_money',
    ])
    await refused({ modifiers: [], expected_version: 1 }, [400, 'MODIFIER_GROUP_REQUIRED', 'modifiers'])
  })

  it('409 PAID_LINE_ITEM_MODIFIER_CHANGE_FORBIDDEN once money was collected; the same choice again is none', async () => {
    const order = await expectData(201, create({ line_items: [aCoffee()] }))
    const path = `/${order.order_id}/line-items/${lineOf(order).order_line_item_id}`
    await paid(order.order_id)
    await expectRefusal(
      order.order_id,
      () => send('PATCH', path, { modifiers: [{ modifier_id: whole.modifier_id }], expected_version: 1 }),
      [409, 'PAID_LINE_ITEM_MODIFIER_CHANGE_FORBIDDEN', 'modifiers'],
    )
    const same = await done('PATCH', path, {
      modifiers: [{ modifier_id: oat.modifier_id }],
      expected_version: 1,
    })
    assert.equal(lineOf(same).version, 2)
  })

  it('a choice that would make the line cheaper than nothing: LINE_ITEM_NEGATIVE_PRICE', async () => {
    const group = await made('/v1/modifier-groups', {
      name: 'Own cup',
      modifier_group_type: 'list',
      modifiers: [{ name: 'Own cup', price_delta_money: usd(-200) }],
    })
    const cup = { modifiers: [{ modifier_id: group.modifiers[0].modifier_id }] }
    const answer = await create({ line_items: [aLine(100, cup)] })
    assert.deepEqual(said(answer), [400, 'LINE_ITEM_NEGATIVE_PRICE', 'line_items[0].modifiers'])
    const order = await expectData(201, create({ line_items: [aLine(500, cup)] }))
    assert.equal(pricesOf(order)['total'], 300)
    assert.equal(lineOf(await read(order.order_id)).modifier_total_money.amount, -200)
  })
})
