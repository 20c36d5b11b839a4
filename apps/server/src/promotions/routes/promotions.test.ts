import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hourMs, plusMs } from '../../platform/clock/clock.ts'
import { aPromotion, create, freshCode, read, server, tenPercent, usd } from '../a-promotion.fixture.ts'

const plain = (changes: object = {}) => ({ name: 'Sale', application_method: tenPercent, ...changes })
const method = (changes: object) => plain({ application_method: changes, discount_class: 'line_item' })

describe('POST /v1/promotions', () => {
  it('201: a percentage off the order for a code, with what was left out filled in', async () => {
    const code = freshCode()
    const { status, data } = await create(plain({ codes: [{ code }] }))
    assert.equal(status, 201)
    const { promotion_id, codes, created_at, updated_at, ...rest } = data
    assert.match(promotion_id, /^promo_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      status: 'active',
      name: 'Sale',
      display_name: null,
      application_method: {
        type: 'percent_off',
        percent_off: 10,
        calculation_basis: 'subtotal_pre_tax',
        allocation: 'across',
        max_discount_money: null,
      },
      discount_class: 'order',
      redemption_type: 'code',
      eligibility_rules: [],
      combines_with: { order: false, line_item: false, service_charge: false },
      exclusivity: null,
      schedule: { starts_at: null, ends_at: null, timezone: 'UTC' },
      max_uses: null,
      max_uses_per_customer: null,
      uses_count: 0,
      stacking_mode: 'continue',
      metadata: {},
      version: 1,
      archived_at: null,
    })
    assert.equal(codes.length, 1)
    assert.match(codes[0].promotion_code_id, /^pcode_/)
    assert.deepEqual([codes[0].code, codes[0].status, codes[0].max_uses], [code, 'active', null])
  })

  it('201: every field, as it was sent', async () => {
    const sent = {
      name: 'Second lamp half price',
      display_name: 'Lamps',
      application_method: {
        type: 'buy_x_get_y',
        buy_min_quantity: 1,
        get_quantity: 1,
        get_percent_off: 50,
        calculation_basis: 'subtotal_post_tax',
        qualifying_item_rules: [{ field: 'line.category', operator: 'eq', value: 'lamps' }],
        discounted_item_rules: { any: [{ field: 'line.sku', operator: 'in', value: ['A', 'B'] }] },
        reward_selection: 'highest_price',
        max_discount_money: usd(5000),
        max_applications: 2,
      },
      discount_class: 'line_item',
      redemption_type: 'automatic',
      eligibility_rules: { all: [{ field: 'order.subtotal', operator: 'gte', value: 1000 }] },
      combines_with: { order: true, line_item: false, service_charge: true },
      exclusivity: { group: 'lamps', selection: 'highest_priority', priority: 7 },
      schedule: {
        starts_at: '2030-01-01T01:00:00+01:00',
        ends_at: '2030-02-01T00:00:00Z',
        timezone: 'Europe/Madrid',
      },
      max_uses: 100,
      max_uses_per_customer: 1,
      stacking_mode: 'stop_after',
      metadata: { campaign: 'winter' },
    }
    const { status, data } = await create(sent)
    assert.equal(status, 201)
    assert.deepEqual(
      { ...data },
      {
        ...data,
        ...sent,
        schedule: {
          starts_at: '2030-01-01T00:00:00.000Z',
          ends_at: '2030-02-01T00:00:00.000Z',
          timezone: 'Europe/Madrid',
        },
      },
    )
    assert.equal(data.status, 'not_yet_started')
    const { codes, ...shown } = data
    assert.deepEqual(codes, [])
    assert.deepEqual(await read(`/v1/promotions/${data.promotion_id}`), shown)
  })

  it('201: the same again under one idempotency key', async () => {
    const body = plain({ codes: [{ code: freshCode() }] })
    const first = await server.call('POST', '/v1/promotions', { body, idempotencyKey: 'promotion-1' })
    const second = await server.call('POST', '/v1/promotions', { body, idempotencyKey: 'promotion-1' })
    assert.deepEqual(second.data, first.data)
  })

  const refusals: [name: string, body: object, status: number, code: string, param?: string][] = [
    ['no method', { name: 'Sale' }, 400, 'APPLICATION_METHOD_REQUIRED', 'application_method'],
    ['no name', { application_method: tenPercent }, 400, 'FIELD_REQUIRED', 'name'],
    ['an id', plain({ promotion_id: 'promo_1' }), 400, 'SERVER_GENERATED_ID', 'promotion_id'],
    [
      'an unknown type',
      method({ type: 'gift' }),
      400,
      'UNSUPPORTED_APPLICATION_TYPE',
      'application_method.type',
    ],
    [
      'no percentage',
      method({ type: 'percent_off' }),
      400,
      'INVALID_APPLICATION_METHOD',
      'application_method.percent_off',
    ],
    [
      'half a per cent',
      method({ type: 'percent_off', percent_off: 0.5 }),
      400,
      'INVALID_APPLICATION_METHOD',
      'application_method.percent_off',
    ],
    [
      'five decimals',
      method({ type: 'percent_off', percent_off: 10.00001 }),
      400,
      'INVALID_APPLICATION_METHOD',
      'application_method.percent_off',
    ],
    [
      'an amount in a percentage',
      method({ ...tenPercent, amount_off_money: usd(1) }),
      400,
      'INVALID_APPLICATION_METHOD',
      'application_method.amount_off_money',
    ],
    [
      'an amount of nothing',
      method({ type: 'amount_off', amount_off_money: usd(0) }),
      400,
      'INVALID_AMOUNT',
      'application_method.amount_off_money.amount',
    ],
    [
      'no quantity to get',
      method({ type: 'buy_x_get_y', buy_min_quantity: 1 }),
      400,
      'INVALID_APPLICATION_METHOD',
      'application_method.get_quantity',
    ],
    [
      'an unknown reward',
      method({ type: 'buy_x_get_y', buy_min_quantity: 1, get_quantity: 1, reward_selection: 'random' }),
      400,
      'INVALID_REWARD_SELECTION',
      'application_method.reward_selection',
    ],
    [
      'an unknown basis',
      method({ ...tenPercent, calculation_basis: 'total_with_shipping' }),
      400,
      'INVALID_CALCULATION_BASIS',
      'application_method.calculation_basis',
    ],
    [
      'an unknown allocation',
      method({ ...tenPercent, allocation: 'half' }),
      400,
      'INVALID_ALLOCATION',
      'application_method.allocation',
    ],
    [
      'each of the order',
      plain({ application_method: { ...tenPercent, allocation: 'each' } }),
      400,
      'INVALID_ALLOCATION',
      'application_method.allocation',
    ],
    ['an unknown class', plain({ discount_class: 'tip' }), 400, 'INVALID_DISCOUNT_CLASS', 'discount_class'],
    [
      'a reward on charges',
      plain({
        discount_class: 'service_charge',
        application_method: { type: 'buy_x_get_y', buy_min_quantity: 1, get_quantity: 1 },
      }),
      400,
      'INVALID_DISCOUNT_CLASS',
      'discount_class',
    ],
    [
      'chosen items of the order',
      plain({ application_method: { ...tenPercent, discounted_item_rules: [] } }),
      409,
      'PROMOTION_FILTER_TARGET_CONFLICT',
      'application_method.discounted_item_rules',
    ],
    [
      'rules about orders for items',
      method({
        ...tenPercent,
        discounted_item_rules: [{ field: 'order.subtotal', operator: 'gte', value: 1 }],
      }),
      400,
      'INVALID_RULE_VALUE',
      'application_method.discounted_item_rules[0].field',
    ],
    ['rules of text', plain({ eligibility_rules: 'all' }), 400, 'INVALID_RULE_GROUP', 'eligibility_rules'],
    [
      'an unknown operator',
      plain({ eligibility_rules: [{ field: 'order.subtotal', operator: 'like', value: 1 }] }),
      400,
      'INVALID_RULE_OPERATOR',
      'eligibility_rules[0].operator',
    ],
    [
      'an unknown selection',
      plain({ exclusivity: { group: 'a', selection: 'first' } }),
      400,
      'INVALID_EXCLUSIVITY_SELECTION',
      'exclusivity.selection',
    ],
    ['an unknown mode', plain({ stacking_mode: 'stop' }), 400, 'INVALID_STACKING_MODE', 'stacking_mode'],
    [
      'an unknown redemption',
      plain({ redemption_type: 'mail' }),
      400,
      'INVALID_REDEMPTION_TYPE',
      'redemption_type',
    ],
    [
      'codes for all',
      plain({ redemption_type: 'automatic', codes: [{ code: 'ALL' }] }),
      400,
      'INVALID_REDEMPTION_TYPE',
      'redemption_type',
    ],
    [
      'an end before the start',
      plain({ schedule: { starts_at: '2030-01-02T00:00:00Z', ends_at: '2030-01-01T00:00:00Z' } }),
      400,
      'INVALID_RANGE',
      'schedule.ends_at',
    ],
    ['no time', plain({ schedule: { ends_at: 'soon' } }), 400, 'INVALID_TIMESTAMP', 'schedule.ends_at'],
    ['no zone', plain({ schedule: { timezone: 'Mars/Base' } }), 400, 'INVALID_TIMEZONE', 'schedule.timezone'],
    ['a code with a space', plain({ codes: [{ code: 'TEN OFF' }] }), 400, 'INVALID_CODE', 'codes[0].code'],
    ['a long code', plain({ codes: [{ code: 'A'.repeat(101) }] }), 400, 'CODE_TOO_LONG', 'codes[0].code'],
    [
      'one code twice',
      plain({ codes: [{ code: 'Twice' }, { code: 'tWICE' }] }),
      400,
      'DUPLICATE_CODE',
      'codes[1].code',
    ],
    ['no uses', plain({ max_uses: 0 }), 400, 'INVALID_REQUEST', 'max_uses'],
    [
      'a reserved key',
      plain({ metadata: { flint_a: '1' } }),
      400,
      'RESERVED_METADATA_KEY',
      'metadata.flint_a',
    ],
  ]
  for (const [name, body, status, code, param] of refusals)
    it(`${status} ${code}: ${name}`, async () => {
      const refused = await create(body)
      assert.deepEqual([refused.status, refused.error?.code, refused.error?.param], [status, code, param])
    })

  it('400 DUPLICATE_CODE: a code of another promotion, in another letter case', async () => {
    const code = freshCode()
    await aPromotion({ codes: [{ code }] })
    const { error } = await create(plain({ codes: [{ code: code.toLowerCase() }] }))
    assert.deepEqual([error.code, error.param], ['DUPLICATE_CODE', 'codes'])
  })

  it('gives one code to one of eight who ask at once', async () => {
    const code = freshCode()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        create(plain({ codes: [{ code: n % 2 ? code : code.toLowerCase() }] })),
      ),
    )
    assert.deepEqual(answers.map(({ status, error }) => error?.code ?? status).toSorted(), [
      201,
      ...Array(7).fill('DUPLICATE_CODE'),
    ])
  })
})

describe('GET /v1/promotions/{promotion_id}', () => {
  it('200: each status, from the most final on', async () => {
    const hour = (hours: number) => plusMs(server.clock.now(), hours * hourMs)
    const statusOf = async (body: object) =>
      (await read(`/v1/promotions/${(await aPromotion(body)).promotion_id}`)).status
    const automatic = { redemption_type: 'automatic' }
    assert.equal(await statusOf(automatic), 'active')
    assert.equal(
      await statusOf({ ...automatic, status: 'inactive', schedule: { ends_at: hour(-1) } }),
      'inactive',
    )
    assert.equal(await statusOf({ ...automatic, schedule: { ends_at: hour(-1) } }), 'expired')
    assert.equal(await statusOf({ ...automatic, schedule: { starts_at: hour(1) } }), 'not_yet_started')
    assert.equal(await statusOf({}), 'no_active_codes')
    assert.equal(await statusOf({ codes: [{ code: freshCode(), status: 'inactive' }] }), 'no_active_codes')
    assert.equal(await statusOf({ codes: [{ code: freshCode(), expires_at: hour(-1) }] }), 'no_active_codes')
    assert.equal(await statusOf({ codes: [{ code: freshCode(), expires_at: hour(1) }] }), 'active')
  })

  it('404 PROMOTION_NOT_FOUND', async () => {
    const { status, error } = await server.call('GET', '/v1/promotions/promo_01K9ABCDEFGHJKMNPQRSTVWXYZ')
    assert.deepEqual([status, error.code, error.param], [404, 'PROMOTION_NOT_FOUND', 'promotion_id'])
  })
})

describe('PATCH /v1/promotions/{promotion_id}', () => {
  const patch = (id: string, body: object) => server.call('PATCH', `/v1/promotions/${id}`, { body })

  it('200: changes what is sent, keeps the rest', async () => {
    const before = await aPromotion({
      max_uses: 5,
      metadata: { a: '1', b: '2' },
      schedule: { starts_at: '2030-01-01T00:00:00Z', timezone: 'Europe/Madrid' },
      redemption_type: 'automatic',
    })
    const { status, data } = await patch(before.promotion_id, {
      name: 'Late sale',
      application_method: { type: 'amount_off', amount_off_money: usd(500) },
      schedule: { ends_at: '2031-01-01T00:00:00Z' },
      max_uses: null,
      metadata: { a: null, c: '3' },
      status: 'inactive',
    })
    assert.equal(status, 200)
    assert.equal(data.version, 2)
    assert.equal(data.name, 'Late sale')
    assert.equal(data.status, 'inactive')
    assert.deepEqual(data.application_method, {
      type: 'amount_off',
      amount_off_money: usd(500),
      allocation: 'across',
      max_discount_money: null,
    })
    assert.deepEqual(data.schedule, {
      starts_at: '2030-01-01T00:00:00.000Z',
      ends_at: '2031-01-01T00:00:00.000Z',
      timezone: 'Europe/Madrid',
    })
    assert.equal(data.max_uses, null)
    assert.deepEqual(data.metadata, { b: '2', c: '3' })
    assert.deepEqual(await read(`/v1/promotions/${before.promotion_id}`), data)
  })

  it('400 NO_FIELDS_TO_UPDATE: nothing but a version', async () => {
    const { promotion_id } = await aPromotion()
    const { status, error } = await patch(promotion_id, { expected_version: 1 })
    assert.deepEqual([status, error.code], [400, 'NO_FIELDS_TO_UPDATE'])
  })

  it('400 INVALID_ALLOCATION: a class that the method does not fit', async () => {
    const { promotion_id } = await aPromotion({ discount_class: 'line_item' })
    const { status, error } = await patch(promotion_id, { discount_class: 'order' })
    assert.deepEqual([status, error.code], [400, 'INVALID_ALLOCATION'])
  })

  it('400 INVALID_RANGE: an end before the start that stays', async () => {
    const { promotion_id } = await aPromotion({ schedule: { starts_at: '2030-01-01T00:00:00Z' } })
    const { status, error } = await patch(promotion_id, { schedule: { ends_at: '2029-01-01T00:00:00Z' } })
    assert.deepEqual([status, error.code], [400, 'INVALID_RANGE'])
  })

  it('400 UNKNOWN_FIELD: the redemption type stays', async () => {
    const { promotion_id } = await aPromotion()
    const { error } = await patch(promotion_id, { redemption_type: 'automatic' })
    assert.deepEqual([error.code, error.param], ['UNKNOWN_FIELD', 'redemption_type'])
  })

  it('409 VERSION_CONFLICT: changed since it was read', async () => {
    const { promotion_id } = await aPromotion()
    await patch(promotion_id, { name: 'One' })
    const { status, error } = await patch(promotion_id, { name: 'Two', expected_version: 1 })
    assert.deepEqual([status, error.code, error.current_version], [409, 'VERSION_CONFLICT', 2])
  })

  it('409 PROMOTION_CONFLICT: archived', async () => {
    const { promotion_id } = await aPromotion()
    await server.call('DELETE', `/v1/promotions/${promotion_id}`)
    const { status, error } = await patch(promotion_id, { name: 'Two' })
    assert.deepEqual([status, error.code, error.current_status], [409, 'PROMOTION_CONFLICT', 'archived'])
  })

  it('404 PROMOTION_NOT_FOUND', async () => {
    const { status, error } = await patch('promo_01K9ABCDEFGHJKMNPQRSTVWXYZ', { name: 'Two' })
    assert.deepEqual([status, error.code], [404, 'PROMOTION_NOT_FOUND'])
  })
})

describe('DELETE /v1/promotions/{promotion_id}', () => {
  it('200: archived, and its codes are free again', async () => {
    const code = freshCode()
    const { promotion_id } = await aPromotion({ codes: [{ code }] })
    const { status, data } = await server.call('DELETE', `/v1/promotions/${promotion_id}?expected_version=1`)
    assert.deepEqual([status, data.status, data.version], [200, 'archived', 2])
    assert.equal(data.archived_at, data.updated_at)
    assert.equal((await read(`/v1/promotions/${promotion_id}`)).status, 'archived')
    assert.deepEqual(await read(`/v1/promotions/${promotion_id}/codes`), [])
    await aPromotion({ codes: [{ code }] })
  })

  it('409 VERSION_CONFLICT: changed since it was read', async () => {
    const { promotion_id } = await aPromotion()
    const { status, error } = await server.call('DELETE', `/v1/promotions/${promotion_id}?expected_version=2`)
    assert.deepEqual([status, error.code, error.current_version], [409, 'VERSION_CONFLICT', 1])
  })

  it('409 PROMOTION_CONFLICT: archived already', async () => {
    const { promotion_id } = await aPromotion()
    await server.call('DELETE', `/v1/promotions/${promotion_id}`)
    const { status, error } = await server.call('DELETE', `/v1/promotions/${promotion_id}`)
    assert.deepEqual([status, error.code], [409, 'PROMOTION_CONFLICT'])
  })

  it('404 PROMOTION_NOT_FOUND', async () => {
    const { status, error } = await server.call('DELETE', '/v1/promotions/promo_01K9ABCDEFGHJKMNPQRSTVWXYZ')
    assert.deepEqual([status, error.code], [404, 'PROMOTION_NOT_FOUND'])
  })
})

describe('GET /v1/promotions', () => {
  it('200: by status as each read says it, class, redemption type and words; by name', async () => {
    const { key } = await server.anotherSandbox()
    const add = async (name: string, body: object = {}) => {
      const created = await server.call('POST', '/v1/promotions', {
        key,
        body: { name, application_method: tenPercent, redemption_type: 'automatic', ...body },
      })
      return created.data.promotion_id
    }
    const list = async (query: string) => {
      const { status, data } = await server.call('GET', `/v1/promotions?${query}`, { key })
      assert.equal(status, 200)
      return data.map((one: any) => one.name)
    }
    const active = await add('active')
    await add('inactive', { status: 'inactive' })
    await add('expired', { schedule: { ends_at: '2020-01-01T00:00:00Z' } })
    await add('not_yet_started', {
      schedule: { starts_at: '2090-01-01T00:00:00Z' },
      discount_class: 'line_item',
    })
    await add('no_active_codes', { redemption_type: 'code', display_name: 'Shown to buyers' })
    const archived = await add('archived')
    await server.call('DELETE', `/v1/promotions/${archived}`, { key })

    assert.deepEqual(await list(''), ['no_active_codes', 'not_yet_started', 'expired', 'inactive', 'active'])
    for (const status of ['active', 'inactive', 'expired', 'not_yet_started', 'no_active_codes', 'archived'])
      assert.deepEqual(await list(`status=${status}`), [status])
    assert.deepEqual(await list('status=active,archived'), ['archived', 'active'])
    assert.deepEqual(await list('status=exhausted'), [])
    assert.deepEqual(await list('redemption_type=code'), ['no_active_codes'])
    assert.deepEqual(await list('discount_class=line_item'), ['not_yet_started'])
    assert.deepEqual(await list('query=BUYERS'), ['no_active_codes'])
    assert.deepEqual(await list(`query=${active}`), ['active'])
    assert.deepEqual(await list('sort_by=name&sort_direction=asc&page_size=2'), ['active', 'expired'])
    assert.deepEqual(await list('created_after=2090-01-01T00:00:00Z'), [])
    assert.deepEqual((await list('sort_by=updated_at'))[0], 'no_active_codes')
  })

  it('200: page by page, each promotion once', async () => {
    const { key } = await server.anotherSandbox()
    for (let number = 0; number < 5; number++)
      await server.call('POST', '/v1/promotions', {
        key,
        body: { name: `p${number}`, application_method: tenPercent },
      })
    const names: string[] = []
    let token = ''
    do {
      const { data, json } = await server.call('GET', `/v1/promotions?page_size=2${token}`, { key })
      names.push(...data.map((one: any) => one.name))
      token = json.next_page_token ? `&page_token=${json.next_page_token}` : ''
    } while (token)
    assert.deepEqual(names, ['p4', 'p3', 'p2', 'p1', 'p0'])
  })
})
