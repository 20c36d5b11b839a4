import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aCheckout,
  aDonation,
  aLink,
  anEvent,
  patch,
  payCheckout,
  post,
  readLink,
} from '../a-link.fixture.ts'

/* What sellers do with links. Source: contract, flint-commerce 9.1 to 9.3. */
const server = await startTestServer()
const mug = { key: 'mug', name: 'Mug', unit_price_money: usd(1500) }
const event = { event_at: '2031-05-01T18:00:00Z' }

const aVariant = async () => {
  const { data } = await server.call('POST', '/v1/products', {
    body: { name: 'Shirt', product_type: 'physical', default_variant: { unit_price_money: usd(2500) } },
  })
  await server.call('PATCH', `/v1/products/${data.product_id}`, { body: { status: 'active' } })
  return { variantId: data.default_variant_id as string, productId: data.product_id as string }
}

/** The code and param of each refusal, beside the body that earns it. */
const expectRefused = async (
  send: (body: any) => ReturnType<typeof post>,
  cases: readonly (readonly [body: Record<string, unknown>, status: number, code: string, param: string])[],
) => {
  for (const [body, status, code, param] of cases) {
    const refused = await send(body)
    const shown = JSON.stringify([body, refused.json])
    assert.deepEqual(
      [refused.status, refused.error?.code, refused.error?.param],
      [status, code, param],
      shown,
    )
  }
}

const create = (body: Record<string, unknown>) => post(server, { name: 'A', line_items: [mug], ...body })

describe('POST /v1/payment-links', () => {
  it('201: a standard link, with an address, a version and nothing sold yet', async () => {
    const { status, data } = await create({ metadata: { campaign: 'may' }, external_reference_id: 'ref-1' })
    assert.equal(status, 201)
    assert.match(data.payment_link_id, /^pl_/)
    assert.equal(data.url, `${server.url}/l/${data.payment_link_id}`)
    assert.deepEqual(
      [data.status, data.version, data.payment_link_type, data.completed_count, data.total_quantity_sold],
      ['active', 1, 'standard', 0, 0],
    )
    assert.deepEqual([data.max_completions, data.metadata], [null, { campaign: 'may' }])
    const [line] = data.line_items
    assert.match(line.payment_link_line_item_id, /^plli_/)
    assert.deepEqual([line.key, line.quantity, line.resolved_name], ['mug', 1, 'Mug'])
    assert.deepEqual(line.resolved_unit_price_money, usd(1500))
  })

  it('201: a live link has an address of its own', async () => {
    const { data } = await server.call('POST', '/v1/payment-links', {
      key: server.liveKey,
      body: { name: 'A', line_items: [mug] },
    })
    assert.equal(data.url, `${server.url}/l/live/${data.payment_link_id}`)
  })

  it('201: everything that a seller can say comes back as it was sent', async () => {
    const said = {
      description: 'Hand made',
      image: 'https://shop.example/mug.png',
      inactive_message: 'Back in May',
      max_completions: 20,
      expiration: {
        expires_in_seconds: 600,
        expiration_url: 'https://shop.example/late',
        expires_at: '2031-01-01T00:00:00.000Z',
      },
      custom_text: { order_summary_message: 'Thanks', success_message: 'See you' },
      theme: { accent_color: '#112233' },
      legal: { terms_of_service_url: 'https://shop.example/terms', require_terms_of_service: true },
      redirects: { success_redirect_url: 'https://shop.example/thanks' },
      tax: { enabled: true },
      tip: { enabled: true, tip_percent_options: [10, 15, 20] },
      payments: { enabled_payment_options: ['card', 'ach_debit'] },
      promotion_config: { codes_enabled: false },
      customer_collection: { require_email: true, enable_address_autocomplete: false },
    }
    const { data } = await create(said)
    for (const [name, value] of Object.entries(said)) assert.deepEqual(data[name], value, name)
  })

  it('201: lines without a key get one, lines of the catalogue their name and price', async () => {
    const { variantId, productId } = await aVariant()
    const { data } = await create({
      line_items: [
        { variant_id: variantId, quantity: 2 },
        { ...mug, key: 'line_1' },
      ],
    })
    assert.deepEqual(
      data.line_items.map((line: any) => line.key),
      ['line_1_2', 'line_1'],
    )
    const [shirt] = data.line_items
    assert.deepEqual([shirt.name, shirt.resolved_name], [null, 'Shirt'])
    assert.deepEqual(shirt.resolved_unit_price_money, usd(2500))
    await server.call('PATCH', `/v1/products/${productId}`, { body: { status: 'inactive' } })
    const { line_items } = await readLink(server, data.payment_link_id)
    assert.equal(line_items[0].is_catalog_item_unavailable, true)
  })

  it('201: custom fields in the order of their positions, keys from their labels', async () => {
    const { data } = await create({
      custom_fields: [
        { label: 'Engraving!', custom_field_type: 'textarea', position: 5 },
        { label: 'Size', custom_field_type: 'dropdown', options: ['S', 'L'], required: true },
        { key: 'gift', label: 'A gift?', custom_field_type: 'checkbox' },
        { label: 'Size' },
      ],
    })
    assert.deepEqual(
      data.custom_fields.map((field: any) => [field.key, field.custom_field_type, field.max_length]),
      [
        ['size', 'dropdown', null],
        ['gift', 'checkbox', null],
        ['size_2', 'text', 255],
        ['engraving', 'textarea', 1000],
      ],
    )
  })

  it('201: a donation, an event', async () => {
    const trees = await aDonation(server, { donation_suggested_amount_money_options: [usd(1000)] })
    assert.deepEqual(trees.donation_suggested_amount_money_options, [usd(1000)])
    const concert = await anEvent(server, 100)
    assert.deepEqual([concert.remaining_quantity, concert.is_sold_out], [100, false])
    assert.equal(concert.event_config.event_at, '2031-05-01T18:00:00.000Z')
  })

  it('400: types and what does not go with them', () =>
    expectRefused(create, [
      [{ payment_link_type: 'raffle' }, 400, 'INVALID_PAYMENT_LINK_TYPE', 'payment_link_type'],
      [{ line_items: [] }, 400, 'MISSING_LINE_ITEMS', 'line_items'],
      [{ donation_min_amount_money: usd(1) }, 400, 'INVALID_REQUEST', 'donation_min_amount_money'],
      [{ event_config: event }, 400, 'INVALID_REQUEST', 'event_config'],
      [{ payment_link_type: 'event', line_items: [] }, 400, 'EVENT_LINE_ITEMS_REQUIRED', 'line_items'],
      [{ payment_link_type: 'event' }, 400, 'FIELD_REQUIRED', 'event_config'],
      [
        { payment_link_type: 'event', event_config: { event_at: 'soon' } },
        400,
        'INVALID_EVENT_AT',
        'event_config.event_at',
      ],
      [
        { payment_link_type: 'event', event_config: { ...event, timezone: 'Mars' } },
        400,
        'INVALID_TIMEZONE',
        'event_config.timezone',
      ],
      [
        { payment_link_type: 'event', event_config: event, plan_id: 'plan_1' },
        400,
        'EVENT_PLAN_NOT_ALLOWED',
        'plan_id',
      ],
    ]))

  it('400: what a donation is not', async () => {
    const donation = (body: Record<string, unknown>) =>
      create({
        payment_link_type: 'donation',
        line_items: undefined,
        donation_min_amount_money: usd(500),
        donation_max_amount_money: usd(900),
        ...body,
      })
    const suggestions = 'donation_suggested_amount_money_options'
    await expectRefused(donation, [
      [{ line_items: [mug] }, 400, 'DONATION_LINE_ITEMS_NOT_ALLOWED', 'line_items'],
      [{ subscription_plan_id: 'plan_1' }, 400, 'DONATION_PLAN_NOT_ALLOWED', 'subscription_plan_id'],
      [
        { promotion_config: { codes_enabled: true } },
        400,
        'DONATION_PROMOTIONS_NOT_ALLOWED',
        'promotion_config',
      ],
      [{ tax: { enabled: true } }, 400, 'DONATION_TAX_NOT_ALLOWED', 'tax'],
      [{ tip: { enabled: true } }, 400, 'DONATION_TIP_NOT_ALLOWED', 'tip'],
      [{ donation_max_amount_money: usd(400) }, 400, 'INVALID_DONATION_AMOUNT', 'donation_max_amount_money'],
      [{ [suggestions]: [usd(600), usd(901)] }, 400, 'INVALID_DONATION_AMOUNT', `${suggestions}[1]`],
      [
        { donation_max_amount_money: { amount: 900, currency: 'EUR' } },
        400,
        'CURRENCY_MISMATCH',
        'donation_max_amount_money.currency',
      ],
      [
        { donation_min_amount_money: undefined, donation_max_amount_money: undefined },
        400,
        'FIELD_REQUIRED',
        'donation_min_amount_money',
      ],
    ])
  })

  it('400: lines', async () => {
    const line = (fields: Record<string, unknown>) => create({ line_items: [{ ...mug, ...fields }] })
    const { variantId } = await aVariant()
    await expectRefused(create, [
      [{ line_items: [mug, mug] }, 400, 'DUPLICATE_LINE_ITEM_KEY', 'line_items[1].key'],
      [
        { line_items: [mug, { name: 'B', unit_price_money: { amount: 1, currency: 'EUR' } }] },
        400,
        'CURRENCY_MISMATCH',
        'line_items[1].unit_price_money.currency',
      ],
      [{ line_items: [{ unit_price_money: usd(1) }] }, 400, 'LINE_ITEM_NAME_REQUIRED', 'line_items[0].name'],
      [
        { line_items: [{ name: 'A' }] },
        400,
        'LINE_ITEM_UNIT_PRICE_REQUIRED',
        'line_items[0].unit_price_money',
      ],
      [
        { line_items: [{ variant_id: variantId, allow_unit_price_adjustment: true }] },
        400,
        'CATALOG_LINE_ITEM_FIELDS_READ_ONLY',
        'line_items[0].allow_unit_price_adjustment',
      ],
      [{ line_items: [{ variant_id: 'var_1' }] }, 404, 'RESOURCE_NOT_FOUND', 'line_items[0].variant_id'],
    ])
    await expectRefused(line, [
      [{ variant_id: variantId }, 400, 'LINE_ITEM_SOURCE_CONFLICT', 'line_items[0].name'],
      [{ quantity: 0 }, 400, 'LINE_ITEM_INVALID_QUANTITY', 'line_items[0].quantity'],
      [{ max_quantity: 3 }, 400, 'INVALID_REQUEST', 'line_items[0].max_quantity'],
      [
        { allow_quantity_adjustment: true, min_quantity: 2 },
        400,
        'LINE_ITEM_INVALID_QUANTITY',
        'line_items[0].quantity',
      ],
      [{ min_unit_price_money: usd(1) }, 400, 'INVALID_REQUEST', 'line_items[0].min_unit_price_money'],
      [
        { allow_unit_price_adjustment: true, max_unit_price_money: usd(1000) },
        400,
        'INVALID_AMOUNT',
        'line_items[0].unit_price_money',
      ],
    ])
  })

  it('400: custom fields and metadata', () =>
    expectRefused(create, [
      [
        { custom_fields: [{ label: 'A', custom_field_type: 'date' }] },
        400,
        'INVALID_PAYMENT_LINK_CUSTOM_FIELD_TYPE',
        'custom_fields[0].custom_field_type',
      ],
      [
        { custom_fields: Array.from({ length: 21 }, (_, at) => ({ label: `Field ${at}` })) },
        400,
        'TOO_MANY_CUSTOM_FIELDS',
        'custom_fields',
      ],
      [
        { custom_fields: [{ label: 'A', custom_field_type: 'dropdown' }] },
        400,
        'FIELD_REQUIRED',
        'custom_fields[0].options',
      ],
      [
        { custom_fields: [{ label: 'A', options: ['B'] }] },
        400,
        'INVALID_REQUEST',
        'custom_fields[0].options',
      ],
      [
        {
          custom_fields: [
            { key: 'a', label: 'A' },
            { key: 'a', label: 'B' },
          ],
        },
        400,
        'INVALID_REQUEST',
        'custom_fields[1].key',
      ],
      [
        {
          custom_fields: Array.from({ length: 15 }, (_, at) => ({ label: `Field ${at}` })),
          metadata: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`k${at}`, 'v'])),
        },
        400,
        'METADATA_TOO_MANY_KEYS',
        'metadata',
      ],
    ]))

  it('400: settings that no checkout takes', () =>
    expectRefused(create, [
      [
        { redirects: { success_redirect_url: 'javascript:alert(1)' } },
        400,
        'INVALID_REQUEST',
        'redirects.success_redirect_url',
      ],
      [
        { payments: { enabled_payment_options: ['affirm'] } },
        400,
        'PAYMENT_OPTION_NOT_ALLOWED',
        'payments.enabled_payment_options[0]',
      ],
      [{ colour: 'red' }, 400, 'UNKNOWN_FIELD', 'colour'],
      [{ max_completions: 0 }, 400, 'INVALID_REQUEST', 'max_completions'],
    ]))

  it('404: a plan, 409: delivery: neither is served for links', () =>
    expectRefused(create, [
      [{ subscription_plan_id: 'plan_1' }, 404, 'SUBSCRIPTION_PLAN_NOT_FOUND', 'subscription_plan_id'],
      [{ delivery_method_ids: ['dm_1'] }, 409, 'PAYMENT_LINK_FULFILLMENT_UNAVAILABLE', 'delivery_method_ids'],
    ]))
})

describe('GET /v1/payment-links/{payment_link_id}', () => {
  it('200: the link as it was created', async () => {
    const link = await aLink(server)
    assert.deepEqual(await readLink(server, link.payment_link_id), link)
  })

  it('200: a link that has ended reads as inactive', async () => {
    const link = await aLink(server, { expiration: { expires_at: '2020-01-01T00:00:00Z' } })
    assert.equal(link.status, 'inactive')
  })

  it('404: an id of nothing', async () => {
    const { status, error } = await server.call('GET', '/v1/payment-links/pl_01J00000000000000000000000')
    assert.deepEqual([status, error.code], [404, 'PAYMENT_LINK_NOT_FOUND'])
  })
})

describe('PATCH /v1/payment-links/{payment_link_id}', () => {
  it('200: changes what is sent, replaces lists, takes away with null, one version up', async () => {
    const link = await aLink(server, { description: 'Old', metadata: { a: '1', b: '2' } })
    const { status, data } = await patch(server, link.payment_link_id, {
      name: 'Cups',
      description: null,
      line_items: [
        { ...mug, quantity: 2 },
        { name: 'Cup', unit_price_money: usd(900) },
      ],
      metadata: { a: null },
      expected_version: 1,
    })
    assert.equal(status, 200)
    assert.deepEqual(
      [data.name, data.description, data.version, data.metadata],
      ['Cups', null, 2, { b: '2' }],
    )
    assert.deepEqual(
      data.line_items.map((line: any) => [line.key, line.quantity]),
      [
        ['mug', 2],
        ['line_2', 1],
      ],
    )
    // A line that keeps its key stays the line that it was.
    assert.equal(data.line_items[0].payment_link_line_item_id, link.line_items[0].payment_link_line_item_id)
  })

  it('200: switches off and on', async () => {
    const { payment_link_id: id } = await aLink(server)
    assert.equal((await patch(server, id, { status: 'inactive' })).data.status, 'inactive')
    assert.equal((await patch(server, id, { status: 'active' })).data.status, 'active')
  })

  it('200: of what is no longer sold, everything else can still be changed', async () => {
    const { variantId, productId } = await aVariant()
    const link = await aLink(server, { line_items: [{ variant_id: variantId }] })
    await server.call('PATCH', `/v1/products/${productId}`, { body: { status: 'inactive' } })
    assert.equal((await patch(server, link.payment_link_id, { name: 'New' })).status, 200)
  })

  it('400, 404, 409', async () => {
    const { payment_link_id: id } = await aLink(server)
    const send = (body: any) => patch(server, id, body)
    await expectRefused(send, [
      [{ line_items: [] }, 400, 'MISSING_LINE_ITEMS', 'line_items'],
      [{ payment_link_type: 'event' }, 400, 'UNKNOWN_FIELD', 'payment_link_type'],
      [{ subscription_plan_id: 'plan_1' }, 404, 'SUBSCRIPTION_PLAN_NOT_FOUND', 'subscription_plan_id'],
      [{ name: 'A', expected_version: 0 }, 400, 'INVALID_EXPECTED_VERSION', 'expected_version'],
    ])
    const empty = await send({ expected_version: 1 })
    assert.equal(empty.error.code, 'NO_FIELDS_TO_UPDATE')
    const stale = await send({ name: 'B', expected_version: 7 })
    assert.deepEqual(
      [stale.status, stale.error.code, stale.error.current_version],
      [409, 'VERSION_CONFLICT', 1],
    )
    const unknown = await patch(server, 'pl_01J00000000000000000000000', { name: 'A' })
    assert.equal(unknown.error.code, 'PAYMENT_LINK_NOT_FOUND')
  })

  it('a payment is no change of the link: its version stays', async () => {
    const { payment_link_id: id } = await aLink(server)
    await payCheckout(server, await aCheckout(server, id))
    const link = await readLink(server, id)
    assert.deepEqual([link.version, link.completed_count, link.total_quantity_sold], [1, 1, 1])
  })
})

describe('GET /v1/payment-links', () => {
  const list = async (query: string) => {
    const { status, data, json } = await server.call('GET', `/v1/payment-links?${query}`)
    assert.equal(status, 200, JSON.stringify(json))
    return data.map((link: any) => link.name)
  }

  it('200: every filter, sort and page', async () => {
    const reference = 'list-of-links'
    const of = `external_reference_id=${reference}`
    const first = await aLink(server, { name: 'List one', external_reference_id: reference })
    await anEvent(server, 5, { name: 'List two', external_reference_id: reference })
    await aDonation(server, {
      name: 'List three',
      external_reference_id: reference,
      expiration: { expires_at: '2020-01-01T00:00:00Z' },
    })
    assert.deepEqual(await list(of), ['List three', 'List two', 'List one'])
    assert.deepEqual(await list(`${of}&sort_direction=asc&page_size=1`), ['List one'])
    assert.deepEqual(await list(`${of}&payment_link_type=event`), ['List two'])
    assert.deepEqual(await list(`${of}&status=active`), ['List two', 'List one'])
    assert.deepEqual(await list(`${of}&status=inactive`), ['List three'])
    assert.deepEqual(await list(`${of}&has_plan=true`), [])
    assert.deepEqual((await list(`${of}&has_plan=false`)).length, 3)
    assert.deepEqual(await list(`query=${encodeURIComponent('ist TWO')}`), ['List two'])
    assert.deepEqual(await list(`query=${first.payment_link_id}`), ['List one'])
    await patch(server, first.payment_link_id, { name: 'List one again' })
    assert.deepEqual((await list(`${of}&sort_by=updated_at`))[0], 'List one again')
    assert.deepEqual(await list(`${of}&created_after=2099-01-01T00:00:00Z`), [])
    const { data, json } = await server.call('GET', `/v1/payment-links?${of}&page_size=2`)
    const next = await server.call(
      'GET',
      `/v1/payment-links?${of}&page_size=2&page_token=${json.next_page_token}`,
    )
    assert.deepEqual([data.length, next.data.length], [2, 1])
  })

  it('400: an unknown type or sort', async () => {
    for (const [query, code] of [
      ['payment_link_type=raffle', 'INVALID_PAYMENT_LINK_TYPE'],
      ['sort_by=name', 'INVALID_SORT_BY'],
    ])
      assert.equal((await server.call('GET', `/v1/payment-links?${query}`)).error.code, code)
  })
})
