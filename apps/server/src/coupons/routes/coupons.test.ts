import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  aCoupon,
  aPromotion,
  create,
  freshCode,
  read,
  server,
  usd,
} from '../../promotions/a-promotion.fixture.ts'

const nowhere = 'cpn_01K9ABCDEFGHJKMNPQRSTVWXYZ'
const post = (body: object) => create(body, '/v1/coupons')

describe('POST /v1/coupons', () => {
  it('201: a promotion with one code', async () => {
    const coupon_code = freshCode()
    const { status, data } = await post({ coupon_code, percent_off: 20, minimum_purchase_amount: 5000 })
    const { coupon_id, promotion_id, created_at, updated_at, ...rest } = data
    assert.equal(status, 201)
    assert.equal(coupon_id.replace('cpn_', 'promo_'), promotion_id)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      name: coupon_code,
      coupon_code,
      description: null,
      percent_off: 20,
      amount_off_money: null,
      max_uses: null,
      uses_count: 0,
      expires_at: null,
      status: 'active',
      limit_to_item_ids: [],
      minimum_purchase_amount: 5000,
      is_stackable: false,
      discount_calculation_basis: 'subtotal_pre_tax',
      version: 1,
    })
    const promotion = await read(`/v1/promotions/by-code/${coupon_code}`)
    assert.equal(promotion.promotion_id, promotion_id)
    assert.equal(promotion.discount_class, 'order')
    assert.deepEqual(promotion.eligibility_rules, [{ field: 'order.subtotal', operator: 'gte', value: 5000 }])
  })

  it('201: an amount off some items, that combines', async () => {
    const made = await aCoupon({
      percent_off: undefined,
      amount_off_money: usd(500),
      name: 'Five off lamps',
      description: 'For the newsletter',
      limit_to_item_ids: ['prod_1', 'var_2'],
      is_stackable: true,
      max_uses: 10,
      expires_at: '2090-01-01T00:00:00Z',
    })
    assert.deepEqual(made.amount_off_money, usd(500))
    assert.deepEqual(made.limit_to_item_ids, ['prod_1', 'var_2'])
    assert.deepEqual(await read(`/v1/coupons/${made.coupon_id}`), made)
    const promotion = await read(`/v1/promotions/${made.promotion_id}`)
    assert.equal(promotion.discount_class, 'line_item')
    assert.deepEqual(promotion.combines_with, { order: true, line_item: true, service_charge: true })
    assert.equal(promotion.max_uses, 10)
  })

  const refusals: [name: string, body: object, code: string, param: string][] = [
    ['no code', { percent_off: 10 }, 'FIELD_REQUIRED', 'coupon_code'],
    ['nothing off', { coupon_code: 'N1' }, 'EXACTLY_ONE_REQUIRED', 'percent_off'],
    [
      'two at once',
      { coupon_code: 'N2', percent_off: 10, amount_off_money: usd(1) },
      'EXACTLY_ONE_REQUIRED',
      'percent_off',
    ],
    [
      'five decimals',
      { coupon_code: 'N3', percent_off: 10.00001 },
      'INVALID_APPLICATION_METHOD',
      'percent_off',
    ],
    [
      'an unknown basis',
      { coupon_code: 'N4', percent_off: 10, discount_calculation_basis: 'all' },
      'INVALID_DISCOUNT_CALCULATION_BASIS',
      'discount_calculation_basis',
    ],
    ['a space', { coupon_code: 'N 5', percent_off: 10 }, 'INVALID_CODE', 'coupon_code'],
    ['a long code', { coupon_code: 'N'.repeat(101), percent_off: 10 }, 'CODE_TOO_LONG', 'coupon_code'],
  ]
  for (const [name, body, code, param] of refusals)
    it(`400 ${code}: ${name}`, async () => {
      const { status, error } = await post(body)
      assert.deepEqual([status, error?.code, error?.param], [400, code, param])
    })

  it("400 DUPLICATE_CODE: a promotion's code", async () => {
    const code = freshCode()
    await aPromotion({ codes: [{ code }] })
    const { error } = await post({ coupon_code: code.toLowerCase(), percent_off: 10 })
    assert.deepEqual([error.code, error.param], ['DUPLICATE_CODE', 'coupon_code'])
  })
})

describe('GET /v1/coupons', () => {
  it('200: newest first, page by page, without promotions and deleted ones; by code', async () => {
    const { key } = await server.anotherSandbox()
    const call = (method: string, path: string, body?: object) => server.call(method, path, { key, body })
    await call('POST', '/v1/promotions', {
      name: 'None',
      application_method: { type: 'percent_off', percent_off: 10 },
    })
    const ids: string[] = []
    for (const coupon_code of ['One', 'Two', 'Three'])
      ids.push((await call('POST', '/v1/coupons', { coupon_code, percent_off: 10 })).data.coupon_id)
    const gone = await call('POST', '/v1/coupons', { coupon_code: 'Gone', percent_off: 10 })
    await call('DELETE', `/v1/coupons/${gone.data.coupon_id}`)
    const first = await call('GET', '/v1/coupons?page_size=2')
    const next = await call('GET', `/v1/coupons?page_size=2&page_token=${first.json.next_page_token}`)
    assert.deepEqual(
      [...first.data, ...next.data].map((one: any) => one.coupon_code),
      ['Three', 'Two', 'One'],
    )
    const found = await call('GET', '/v1/coupons?code=tWO')
    assert.deepEqual(
      found.data.map((one: any) => one.coupon_id),
      [ids[1]],
    )
    assert.deepEqual((await call('GET', '/v1/coupons?code=gone')).data, [])
  })
})

describe('GET /v1/coupons/{coupon_id}', () => {
  it('200: expired', async () => {
    const { coupon_id } = await aCoupon({ expires_at: '2020-01-01T00:00:00Z' })
    assert.equal((await read(`/v1/coupons/${coupon_id}`)).status, 'expired')
  })

  it('404 COUPON_NOT_FOUND: unknown, or a promotion that was not made as a coupon', async () => {
    const { promotion_id } = await aPromotion()
    for (const id of [nowhere, promotion_id.replace('promo_', 'cpn_'), promotion_id]) {
      const { status, error } = await server.call('GET', `/v1/coupons/${id}`)
      assert.deepEqual([status, error.code, error.param], [404, 'COUPON_NOT_FOUND', 'coupon_id'])
    }
  })
})

describe('PATCH /v1/coupons/{coupon_id}', () => {
  const patch = (id: string, body: object) => server.call('PATCH', `/v1/coupons/${id}`, { body })

  it('200: changes what is sent, keeps the rest', async () => {
    const before = await aCoupon({ limit_to_item_ids: ['prod_1'], minimum_purchase_amount: 100 })
    const { status, data } = await patch(before.coupon_id, {
      amount_off_money: usd(300),
      status: 'disabled',
      minimum_purchase_amount: null,
      is_stackable: true,
      expires_at: '2090-01-01T00:00:00Z',
      max_uses: 2,
      name: 'Less',
      description: 'Now in dollars',
    })
    assert.equal(status, 200)
    assert.deepEqual(data, {
      ...before,
      percent_off: null,
      amount_off_money: usd(300),
      status: 'disabled',
      minimum_purchase_amount: null,
      is_stackable: true,
      expires_at: '2090-01-01T00:00:00.000Z',
      max_uses: 2,
      name: 'Less',
      description: 'Now in dollars',
      version: 2,
      updated_at: data.updated_at,
    })
    assert.deepEqual(await read(`/v1/coupons/${before.coupon_id}`), data)
  })

  it('200: the basis alone', async () => {
    const { coupon_id } = await aCoupon()
    const { data } = await patch(coupon_id, { discount_calculation_basis: 'total_with_shipping' })
    assert.deepEqual([data.percent_off, data.discount_calculation_basis], [20, 'total_with_shipping'])
  })

  it('400 EXACTLY_ONE_REQUIRED, NO_FIELDS_TO_UPDATE', async () => {
    const { coupon_id } = await aCoupon()
    const both = await patch(coupon_id, { percent_off: 10, amount_off_money: usd(1) })
    assert.deepEqual([both.status, both.error.code], [400, 'EXACTLY_ONE_REQUIRED'])
    assert.equal((await patch(coupon_id, {})).error.code, 'NO_FIELDS_TO_UPDATE')
  })

  it('409 VERSION_CONFLICT; PROMOTION_CONFLICT: deleted', async () => {
    const { coupon_id } = await aCoupon()
    const stale = await patch(coupon_id, { name: 'A', expected_version: 2 })
    assert.deepEqual([stale.status, stale.error.code], [409, 'VERSION_CONFLICT'])
    await server.call('DELETE', `/v1/coupons/${coupon_id}`)
    const gone = await patch(coupon_id, { name: 'A' })
    assert.deepEqual([gone.status, gone.error.code], [409, 'PROMOTION_CONFLICT'])
  })

  it('404 COUPON_NOT_FOUND', async () => {
    const { status, error } = await patch(nowhere, { name: 'A' })
    assert.deepEqual([status, error.code], [404, 'COUPON_NOT_FOUND'])
  })
})

describe('DELETE /v1/coupons/{coupon_id}', () => {
  it('200: deleted, still to be read, its code free again', async () => {
    const { coupon_id, coupon_code } = await aCoupon()
    const { status, data } = await server.call('DELETE', `/v1/coupons/${coupon_id}`)
    assert.deepEqual([status, data.status, data.coupon_code], [200, 'deleted', coupon_code])
    assert.deepEqual(await read(`/v1/coupons/${coupon_id}`), data)
    await aCoupon({ coupon_code })
  })

  it('409 VERSION_CONFLICT; PROMOTION_CONFLICT: deleted already', async () => {
    const { coupon_id } = await aCoupon()
    const stale = await server.call('DELETE', `/v1/coupons/${coupon_id}?expected_version=5`)
    assert.equal(stale.error.code, 'VERSION_CONFLICT')
    await server.call('DELETE', `/v1/coupons/${coupon_id}`)
    const again = await server.call('DELETE', `/v1/coupons/${coupon_id}`)
    assert.deepEqual([again.status, again.error.code], [409, 'PROMOTION_CONFLICT'])
  })

  it('404 COUPON_NOT_FOUND', async () => {
    const { status, error } = await server.call('DELETE', `/v1/coupons/${nowhere}`)
    assert.deepEqual([status, error.code], [404, 'COUPON_NOT_FOUND'])
  })
})

describe('POST /v1/coupons/{coupon_id}/limit-to-items/replace', () => {
  const replace = (id: string, limit_to_item_ids: string[]) =>
    server.call('POST', `/v1/coupons/${id}/limit-to-items/replace`, { body: { limit_to_item_ids } })

  it('200: some items, then all', async () => {
    const { coupon_id, promotion_id } = await aCoupon()
    const some = await replace(coupon_id, ['prod_1', 'prod_2', 'prod_1'])
    assert.deepEqual([some.status, some.data.limit_to_item_ids], [200, ['prod_1', 'prod_2']])
    assert.equal((await read(`/v1/promotions/${promotion_id}`)).discount_class, 'line_item')
    const all = await replace(coupon_id, [])
    assert.deepEqual(all.data.limit_to_item_ids, [])
    assert.equal((await read(`/v1/promotions/${promotion_id}`)).discount_class, 'order')
  })

  it('409 PROMOTION_CONFLICT: deleted', async () => {
    const { coupon_id } = await aCoupon()
    await server.call('DELETE', `/v1/coupons/${coupon_id}`)
    assert.equal((await replace(coupon_id, [])).error.code, 'PROMOTION_CONFLICT')
  })

  it('404 COUPON_NOT_FOUND', async () => {
    const { status, error } = await replace(nowhere, [])
    assert.deepEqual([status, error.code], [404, 'COUPON_NOT_FOUND'])
  })
})
