import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ApiAnswer } from '../../../../../test/support/api.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, money, newKey, orderCalls, said, salesTax, usd } from '../order-calls.fixture.ts'

/** What a line, a fee, a tax, a customer or a promotion can be refused for, by every operation that takes one. */
const server = await startTestServer()
const { aBuyer, aPaidOrder, anOrder, create, done, expectRefusal, read, send } = orderCalls(server)

const made = async (path: string, body: unknown): Promise<any> => {
  const answer = await server.call('POST', path, { body, idempotencyKey: newKey() })
  assert.equal(answer.status, 201, JSON.stringify(answer.json))
  return answer.data
}
const aGroup = (special: object) => made('/v1/modifier-groups', { name: 'Group', ...special })
const aProduct = async (special: object = {}): Promise<string> => {
  const product = await made('/v1/products', {
    name: 'Thing',
    product_type: 'physical',
    default_variant: { unit_price_money: usd(500) },
    ...special,
  })
  return product.default_variant_id
}

const milk = await aGroup({ modifiers: [{ name: 'Oat', price_delta_money: usd(60) }, { name: 'Rice' }] })
const [oat] = milk.modifiers
const words = await aGroup({ modifier_group_type: 'text', max_text_length: 5 })
const gone = await aGroup({ modifiers: [{ name: 'Soy' }] })
await server.call('DELETE', `/v1/modifier-groups/${gone.modifier_group_id}`)
const inEuro = await aGroup({ modifiers: [{ name: 'Almond', price_delta_money: money('EUR')(60) }] })
const set = await made('/v1/modifier-sets', {
  name: 'Coffee',
  modifier_groups: [milk, words].map(({ modifier_group_id }) => ({ modifier_group_id })),
})
const coffee = await aProduct({ modifier_set_id: set.modifier_set_id })
const plain = await aGroup({ modifiers: [{ name: 'Sugar' }] })

type Case = [what: string, part: object, status: number, code: string, param?: string]

describe('modifiers of a line, wherever it is made or changed', () => {
  const cases: Case[] = [
    [
      'unknown',
      [{ modifier_id: 'mod_01J8EXAMPLE000000000000000' }] as never,
      400,
      'INVALID_MODIFIER',
      '[0].modifier_id',
    ],
    [
      'of another group',
      [{ modifier_id: oat.modifier_id, modifier_group_id: words.modifier_group_id }] as never,
      400,
      'INVALID_MODIFIER_GROUP',
      '[0].modifier_group_id',
    ],
    [
      'archived',
      [{ modifier_id: gone.modifiers[0].modifier_id }] as never,
      409,
      'MODIFIER_UNAVAILABLE',
      '[0].modifier_id',
    ],
    [
      'not among those of the item',
      [{ modifier_id: plain.modifiers[0].modifier_id }] as never,
      400,
      'MODIFIER_SOURCE_UNSUPPORTED',
      '[0].modifier_id',
    ],
    [
      'twice as many as may be',
      [{ modifier_id: oat.modifier_id, quantity: 2 }] as never,
      400,
      'MODIFIER_QUANTITY_INVALID',
      '[0].quantity',
    ],
    [
      'the same one twice',
      [{ modifier_id: oat.modifier_id }, { modifier_id: oat.modifier_id }] as never,
      400,
      'MODIFIER_DUPLICATE_SELECTION',
      '[1]',
    ],
    [
      'a text that is too long',
      [{ text: 'Happy birthday' }] as never,
      400,
      'MODIFIER_TEXT_INVALID',
      '[0].text',
    ],
  ]
  for (const [what, modifiers, status, code, param] of cases) {
    const expected = (prefix: string) => [status, code, `${prefix}modifiers${param}`]
    it(`${what}: ${code}`, async () => {
      const line = { variant_id: coffee, modifiers }
      assert.deepEqual(said(await create({ line_items: [line] })), expected('line_items[0].'))
      const { order_id: id, line_items } = await create({ line_items: [{ variant_id: coffee }] }).then(
        ({ data }) => data,
      )
      const add = () => send('POST', `/${id}/line-items`, { line_items: [line] })
      await expectRefusal(id, add, expected('line_items[0].') as never)
      const patch = () =>
        send('PATCH', `/${id}/line-items/${line_items[0].order_line_item_id}`, {
          modifiers,
          expected_version: 1,
        })
      await expectRefusal(id, patch, expected('') as never)
    })
  }

  it('in another currency: MODIFIER_CURRENCY_MISMATCH', async () => {
    const modifiers = [{ modifier_id: inEuro.modifiers[0].modifier_id }]
    const { order_id: id, line_items } = await anOrder(500)
    const lines = { line_items: [aLine(500, { modifiers })] }
    for (const answer of [
      await create(lines),
      await send('POST', `/${id}/line-items`, lines),
      await send('PATCH', `/${id}/line-items/${line_items[0].order_line_item_id}`, {
        modifiers,
        expected_version: 1,
      }),
    ])
      assert.deepEqual(said(answer).slice(0, 2), [409, 'MODIFIER_CURRENCY_MISMATCH'])
  })

  it('none of a group that must be answered, nor too many: when a line is added or changed, too', async () => {
    const must = await aGroup({
      required: true,
      max_selections: 1,
      modifiers: [{ name: 'A' }, { name: 'B' }],
    })
    const asks = await made('/v1/modifier-sets', {
      name: 'Asks',
      modifier_groups: [{ modifier_group_id: must.modifier_group_id }],
    })
    const variant_id = await aProduct({ modifier_set_id: asks.modifier_set_id })
    const both = must.modifiers.map((one: any) => ({ modifier_id: one.modifier_id }))
    const { data } = await create({ line_items: [{ variant_id, modifiers: both.slice(0, 1) }] })
    const path = `/${data.order_id}/line-items`
    for (const [modifiers, code] of [
      [[], 'MODIFIER_GROUP_REQUIRED'],
      [both, 'MODIFIER_SELECTION_LIMIT_EXCEEDED'],
    ] as const) {
      const add = () => send('POST', path, { line_items: [{ variant_id, modifiers }] })
      await expectRefusal(data.order_id, add, [400, code])
      const line = `${path}/${data.line_items[0].order_line_item_id}`
      await expectRefusal(data.order_id, () => send('PATCH', line, { modifiers, expected_version: 1 }), [
        400,
        code,
      ])
    }
  })
})

describe('where a line comes from, when it is added', () => {
  it('a field of the catalogue, and what is not sold any more', async () => {
    const { order_id: id } = await anOrder(500)
    const add = (line: object) => () => send('POST', `/${id}/line-items`, { line_items: [line] })
    await expectRefusal(id, add({ variant_id: coffee, tax: salesTax(5) }), [
      400,
      'CATALOG_LINE_ITEM_FIELDS_READ_ONLY',
      'line_items[0].tax',
    ])
    const variant_id = await aProduct({ status: 'inactive' })
    await expectRefusal(id, add({ variant_id }), [409, 'VARIANT_NOT_SELLABLE', 'line_items[0].variant_id'])
    const bundle = await made('/v1/bundles', {
      name: 'Two',
      unit_price_money: usd(800),
      status: 'inactive',
      components: [{ variant_id: coffee, quantity: 2 }],
    })
    await expectRefusal(id, add({ bundle_id: bundle.bundle_id }), [
      409,
      'BUNDLE_NOT_SELLABLE',
      'line_items[0].bundle_id',
    ])
  })
})

describe('external tax of a line or a fee, wherever it is given', () => {
  const withTax = (special: object, rate: object = {}) => ({
    calculation: {
      mode: 'external',
      components: [{ type: 'percentage', percent: 5, tax_type: 'sales_tax', ...rate }],
      ...special,
    },
  })
  const rate = withTax({}, { jurisdiction: { state: 'NY', level: 'state' } }).calculation.components[0]
  const cases: Case[] = [
    ['a mode that is none', withTax({ mode: 'guess' }), 400, 'INVALID_TAX_MODE'],
    ['a way of pricing that is none', withTax({ price_mode: 'free' }), 400, 'INVALID_TAX_PRICE_MODE'],
    ['a kind of rate that is none', withTax({}, { type: 'guess' }), 400, 'INVALID_TAX_CALCULATION_TYPE'],
    ['a tax that is none', withTax({}, { tax_type: 'guess' }), 400, 'INVALID_TAX_TYPE'],
    ['more than all of it', withTax({}, { percent: 101 }), 400, 'INVALID_TAX_PERCENTAGE'],
    ['five decimals', withTax({}, { percent: 5.00001 }), 400, 'INVALID_TAX_PERCENTAGE'],
    [
      'a place that is none',
      withTax({}, { jurisdiction: { level: 'planet' } }),
      400,
      'INVALID_TAX_JURISDICTION',
    ],
    ['the same rate twice', withTax({ components: [rate, rate] }), 400, 'DUPLICATE_TAX_COMPONENT'],
    ['no rate', withTax({ components: [] }), 400, 'EXTERNAL_TAX_COMPONENTS_REQUIRED'],
    ['a flat amount', withTax({}, { type: 'flat_amount' }), 400, 'FLAT_TAX_SCOPE_INVALID'],
    ['rates for looked-up tax', withTax({ mode: 'automatic' }), 400, 'AUTOMATIC_TAX_COMPONENTS_FORBIDDEN'],
  ]
  const fee = { type: 'other', name: 'Fee', amount_money: usd(100) }
  const everywhere = async (tax: object): Promise<ApiAnswer[]> => {
    const { order_id: id, line_items, charges } = await anOrder(500, { charges: [fee] })
    return [
      await create({ line_items: [aLine(500, { tax })] }),
      await send('POST', `/${id}/line-items`, { line_items: [aLine(500, { tax })] }),
      await send('PATCH', `/${id}/line-items/${line_items[0].order_line_item_id}`, { tax }),
      await send('POST', `/${id}/charges`, { charge: { ...fee, tax } }),
      await send('PATCH', `/${id}/charges/${charges[0].order_charge_id}`, { tax }),
    ]
  }
  for (const [what, tax, status, code] of cases)
    it(`${what}: ${code}`, async () => {
      for (const answer of await everywhere(tax)) assert.deepEqual(said(answer).slice(0, 2), [status, code])
    })

  it('a category that is none: INVALID_TAX_CATEGORY', async () => {
    const { order_id: id } = await anOrder(500)
    const asLine = { line_items: [aLine(500, { tax: { line_item_tax_category: 'guess' } })] }
    const asFee = { charge: { ...fee, tax: { charge_tax_category: 'guess' } } }
    for (const answer of [
      await create(asLine),
      await send('POST', `/${id}/line-items`, asLine),
      await send('POST', `/${id}/charges`, asFee),
    ])
      assert.deepEqual(said(answer).slice(0, 2), [400, 'INVALID_TAX_CATEGORY'])
  })

  it('rates of one’s own beside looked-up tax: TAX_MODE_MISMATCH', async () => {
    const { order_id: id, line_items } = await anOrder(500, {
      tax: { enabled: true, location: { postal_code: '10001', country: 'US' } },
      charges: [fee],
    })
    const tax = salesTax(5)
    for (const call of [
      () => send('POST', `/${id}/line-items`, { line_items: [aLine(500, { tax })] }),
      () => send('PATCH', `/${id}/line-items/${line_items[0].order_line_item_id}`, { tax }),
      () => send('POST', `/${id}/charges`, { charge: { ...fee, tax } }),
    ])
      await expectRefusal(id, call, [409, 'TAX_MODE_MISMATCH'])
  })
})

describe('tax of the whole order, when it is made and when it is changed', () => {
  const flat = { type: 'flat_amount', flat_money: usd(28), tax_type: 'retail_delivery_fee' }
  const inColorado = { ...flat, jurisdiction: { state: 'CO' } }
  const external = (...components: object[]) => ({ calculation: { mode: 'external', components } })
  const cases: Case[] = [
    [
      'a flat amount that is inside the price',
      { calculation: { mode: 'external', price_mode: 'inclusive', components: [flat] } },
      400,
      'FLAT_TAX_PRICE_MODE_INVALID',
    ],
    ['a flat amount of nothing', external({ ...flat, flat_money: usd(0) }), 400, 'INVALID_FLAT_TAX'],
    ['the same twice', external(inColorado, inColorado), 400, 'DUPLICATE_TAX_COMPONENT'],
    [
      'a percentage',
      external({ type: 'percentage', percent: 5, tax_type: 'sales_tax' }),
      400,
      'ORDER_PERCENTAGE_TAX_FORBIDDEN',
    ],
    ['a place without a postal code', { enabled: true, location: {} }, 400, 'ORDER_TAX_LOCATION_REQUIRED'],
    [
      'a postal code that is none',
      { enabled: true, location: { postal_code: '1234' } },
      400,
      'ORDER_TAX_LOCATION_INVALID',
    ],
    [
      'a country without rates',
      { enabled: true, location: { postal_code: '10115', country: 'DE' } },
      400,
      'ORDER_TAX_UNSUPPORTED_COUNTRY',
    ],
  ]
  for (const [what, tax, status, code] of cases)
    it(`${what}: ${code}`, async () => {
      assert.deepEqual(said(await create({ line_items: [aLine(500)], tax })).slice(0, 2), [status, code])
      const { order_id: id } = await anOrder(500)
      await expectRefusal(id, () => send('PATCH', `/${id}`, { tax }), [status, code])
    })
})

describe('the customer of an order', () => {
  const aCustomer = async (): Promise<string> =>
    (await made('/v1/customers', { email: `${newKey()}@shop.example` })).customer_id
  const setOn = (id: string, customer_id: string | null) => () => send('PATCH', `/${id}`, { customer_id })

  it('is set once, and again to the same', async () => {
    const [ada, bob] = [await aCustomer(), await aCustomer()]
    const { order_id: id } = await anOrder(500)
    assert.equal((await done('PATCH', `/${id}`, { customer_id: ada })).customer_id, ada)
    assert.equal((await done('PATCH', `/${id}`, { customer_id: ada })).customer_id, ada)
    await expectRefusal(id, setOn(id, bob), [409, 'ORDER_CUSTOMER_ALREADY_SET', 'customer_id'])
    await expectRefusal(id, setOn(id, null), [409, 'ORDER_CUSTOMER_NOT_CLEARABLE', 'customer_id'])
    const session = (customer_id: string) =>
      server.call('POST', '/v1/checkout-sessions', {
        body: { order_id: id, customer_collection: { customer_id } },
      })
    const param = 'customer_collection.customer_id'
    assert.deepEqual(said(await session(bob)), [409, 'ORDER_CUSTOMER_ALREADY_SET', param])
    assert.equal((await session(ada)).status, 201)
  })

  it('comes with a checkout session, for an order and for an item that is sold at once', async () => {
    const ada = await aCustomer()
    const customer_collection = { customer_id: ada }
    const { order_id } = await anOrder(500)
    const session = (body: object) =>
      server.call('POST', '/v1/checkout-sessions', { body: { ...body, customer_collection } })
    const opened = await session({ order_id })
    assert.deepEqual([opened.status, opened.data.customer_id], [201, ada])
    assert.equal((await read(order_id)).customer_id, ada)
    const quick = await session({ quick_pay_item: { name: 'Hat', amount_money: usd(900) } })
    assert.equal((await read(quick.data.order_id)).customer_id, ada)
    customer_collection.customer_id = 'cus_01J8EXAMPLE000000000000000'
    const unknown = await session({ order_id: (await anOrder(500)).order_id })
    assert.deepEqual(said(unknown), [404, 'CUSTOMER_NOT_FOUND', 'customer_collection.customer_id'])
  })

  it('cannot be set while a buyer is at the checkout, nor once money was taken', async () => {
    const ada = await aCustomer()
    const { orderId } = await aBuyer()
    await expectRefusal(orderId, setOn(orderId, ada), [409, 'ORDER_CUSTOMER_CHECKOUT_ACTIVE', 'customer_id'])
    const { order_id: id } = await aPaidOrder(500)
    await expectRefusal(id, setOn(id, ada), [
      400,
      'ORDER_CUSTOMER_NOT_UPDATABLE_AFTER_PAYMENT',
      'customer_id',
    ])
  })
})

describe('promotions that cannot be used, wherever they are asked for', () => {
  const everywhere = async (discount: object): Promise<ApiAnswer[]> => {
    const { order_id: id } = await anOrder(1000)
    return [
      await create({ line_items: [aLine(1000)], discounts: [discount] }),
      await send('POST', `/${id}/discounts`, { discount }),
      await send('POST', `/${id}/discounts/preview`, { discount }),
    ]
  }
  const expectEverywhere = async (discount: object, ...expected: unknown[]) => {
    for (const answer of await everywhere(discount)) assert.deepEqual(said(answer).slice(0, 2), expected)
  }
  const application_method = { type: 'percent_off', percent_off: 10 }

  it('archived: PROMOTION_NOT_REDEEMABLE; without an active code: PROMOTION_NO_ACTIVE_CODES', async () => {
    const { promotion_id } = await made('/v1/promotions', { name: 'None', application_method })
    await expectEverywhere({ promotion: { promotion_id } }, 400, 'PROMOTION_NO_ACTIVE_CODES')
    await server.call('DELETE', `/v1/promotions/${promotion_id}`)
    await expectEverywhere({ promotion: { promotion_id } }, 409, 'PROMOTION_NOT_REDEEMABLE')
  })

  it('a coupon whose time is over, one that is none, and a second one', async () => {
    const expires_at = new Date(server.clock.nowMs() + 1000).toISOString()
    const coupon = (coupon_code: string) => ({ coupon: { coupon_code } })
    await made('/v1/coupons', { coupon_code: 'SOON-OVER', percent_off: 10, expires_at })
    server.clock.advance(2000)
    await expectEverywhere(coupon('SOON-OVER'), 409, 'COUPON_EXPIRED')
    await expectEverywhere(coupon('NONE'), 404, 'COUPON_NOT_FOUND')
    for (const coupon_code of ['ONE', 'TWO']) await made('/v1/coupons', { coupon_code, percent_off: 10 })
    const both = await create({ line_items: [aLine(1000)], discounts: [coupon('ONE'), coupon('TWO')] })
    assert.deepEqual(said(both), [400, 'COUPON_NOT_STACKABLE', 'discounts[1].coupon'])
  })

  it('a code at a checkout that takes none: PROMOTION_CODES_DISABLED', async () => {
    await made('/v1/promotions', { name: 'Code', application_method, codes: [{ code: 'CLOSED' }] })
    const { orderId, as } = await aBuyer({ promotion_config: { codes_enabled: false } })
    const discount = { promotion: { promotion_code: 'CLOSED' } }
    for (const path of ['discounts', 'discounts/preview'])
      assert.deepEqual(said(await send('POST', `/${orderId}/${path}`, { discount }, as)).slice(0, 2), [
        409,
        'PROMOTION_CODES_DISABLED',
      ])
  })
})
