import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Context, systemContext } from '../platform/context.ts'
import { environments } from '../platform/auth/environments.ts'
import { transact, writeOnce } from '../platform/db/transact.ts'
import { Refusal } from '../platform/http/errors.ts'
import { aCoupon, aPromotion, freshCode, read, server } from './a-promotion.fixture.ts'
import { automaticOffers } from './automatic-offers.ts'
import type { Offer } from './offer.ts'
import { type OfferInput, askedFor, limitedIds, offerOf, withUsesLeft } from './offer-of.ts'
import { findOffers, lockOffers } from './offer-queries.ts'
import { redeemUses, releaseUses, reserveUses } from './use-queries.ts'

const { rows } = await server.services.db.query(`SELECT environment_id FROM api_keys WHERE key_hash = $1`, [
  server.services.secrets.digest('api-key', server.sandboxKey),
])
const environment = (await environments(server.services).find(rows[0].environment_id))!
const context = (): Context => systemContext(server.services, environment)
const anOrderId = () => server.services.ids.newId('ord')

/** What applying a promotion to an order does: lock, decide, reserve. */
const take = (input: OfferInput, customerId: string | null = null, orderId = anOrderId()): Promise<Offer> => {
  const ctx = context()
  return transact(ctx, { found: lockOffers(ctx, askedFor([input], customerId)) }, ({ found }) => {
    const offer = offerOf(found, input, ctx.now, 'discount.promotion', true)
    return { result: offer, writes: reserveUses(ctx, orderId, customerId, [offer]) }
  })
}

const outcomeOf = async (taking: Promise<Offer>): Promise<string> => {
  try {
    await taking
    return 'taken'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.definition.code} ${error.context.extra?.['reason'] ?? error.context.extra?.['current_status'] ?? ''}`.trim()
  }
}

const tally = (outcomes: readonly string[]) => {
  const groups = [...Map.groupBy(outcomes, (one) => one)]
  return Object.fromEntries(groups.map(([one, all]) => [one, all.length]))
}

const countsOf = async (promotionId: string, codeId = '') => {
  const { rows: found } = await server.services.db.query(
    `SELECT coalesce(sum(taken), 0)::int AS taken, coalesce(sum(redeemed), 0)::int AS redeemed,
       (SELECT count(*)::int FROM promotion_uses u WHERE u.promotion_id = $1) AS uses
     FROM promotion_use_counts WHERE promotion_id = $1 AND promotion_code_id = $2`,
    [promotionId, codeId],
  )
  return found[0]
}

describe('a use', () => {
  it('is reserved, redeemed once, and counted then', async () => {
    const code = freshCode()
    const { promotion_id, codes } = await aPromotion({ codes: [{ code }], max_uses: 5 })
    const ctx = context()
    const orderId = anOrderId()
    await take({ promotion_code: code }, null, orderId)
    assert.deepEqual(await countsOf(promotion_id), { taken: 1, redeemed: 0, uses: 1 })
    assert.equal((await read(`/v1/promotions/${promotion_id}`)).uses_count, 0)
    for (let times = 0; times < 2; times++)
      await writeOnce(ctx, { result: null, writes: redeemUses(ctx, orderId, [promotion_id]) })
    assert.deepEqual(await countsOf(promotion_id), { taken: 1, redeemed: 1, uses: 1 })
    assert.deepEqual(await countsOf(promotion_id, codes[0].promotion_code_id), {
      taken: 1,
      redeemed: 1,
      uses: 1,
    })
    const found = await read(`/v1/promotions/by-code/${code}`)
    assert.deepEqual([found.uses_count, found.promotion_code.uses_count], [1, 1])
    // What was paid with it is not given back.
    await writeOnce(ctx, { result: null, writes: releaseUses(ctx, orderId, [promotion_id]) })
    assert.deepEqual(await countsOf(promotion_id), { taken: 1, redeemed: 1, uses: 1 })
  })

  it('is given back, and can be taken again', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic', max_uses: 1 })
    const ctx = context()
    const orderId = anOrderId()
    await take({ promotion_id }, null, orderId)
    assert.equal(await outcomeOf(take({ promotion_id })), 'PROMOTION_DECLINED exhausted')
    assert.equal((await read(`/v1/promotions/${promotion_id}`)).status, 'exhausted')
    for (let times = 0; times < 2; times++)
      await writeOnce(ctx, { result: null, writes: releaseUses(ctx, orderId, [promotion_id]) })
    assert.deepEqual(await countsOf(promotion_id), { taken: 0, redeemed: 0, uses: 0 })
    assert.equal(await outcomeOf(take({ promotion_id }, null, orderId)), 'taken')
  })

  it('can be reserved and redeemed in one', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic' })
    const ctx = context()
    const [found] = await ctx.db.run(findOffers(ctx, askedFor([{ promotion_id }], null)))
    const writes = reserveUses(ctx, anOrderId(), null, [found!.offer], 'redeemed')
    await writeOnce(ctx, { result: null, writes })
    assert.deepEqual(await countsOf(promotion_id), { taken: 1, redeemed: 1, uses: 1 })
  })

  it('too many is refused by the database, should nobody have looked', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic', max_uses: 1 })
    const ctx = context()
    const [found] = await ctx.db.run(findOffers(ctx, askedFor([{ promotion_id }], null)))
    const reserve = () =>
      writeOnce(ctx, { result: null, writes: reserveUses(ctx, anOrderId(), null, [found!.offer]) })
    await reserve()
    await assert.rejects(reserve, /division by zero/)
    assert.deepEqual(await countsOf(promotion_id), { taken: 1, redeemed: 0, uses: 1 })
  })
})

describe('of 64 who want it at once', () => {
  const crowd = (want: (number: number) => Promise<Offer>) =>
    Promise.all(Array.from({ length: 64 }, (_, number) => outcomeOf(want(number))))

  it('a limit in all lets exactly so many have it', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic', max_uses: 10 })
    const outcomes = await crowd(() => take({ promotion_id }))
    assert.deepEqual(tally(outcomes), { taken: 10, 'PROMOTION_DECLINED exhausted': 54 })
    assert.deepEqual(await countsOf(promotion_id), { taken: 10, redeemed: 0, uses: 10 })
  })

  it("a code's limit and the promotion's hold together", async () => {
    const [small, large] = [freshCode(), freshCode()]
    const { promotion_id } = await aPromotion({
      codes: [{ code: small, max_uses: 3 }, { code: large }],
      max_uses: 7,
    })
    const outcomes = await crowd((number) =>
      take({ promotion_code: number % 2 ? small : large.toLowerCase() }),
    )
    assert.deepEqual(tally(outcomes), { taken: 7, 'PROMOTION_DECLINED exhausted': 57 })
    assert.ok((await countsOf(promotion_id)).taken === 7)
  })

  it('a limit for each customer counts each', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic', max_uses_per_customer: 2 })
    const outcomes = await crowd((number) => take({ promotion_id }, `cus_${number % 4}`))
    assert.deepEqual(tally(outcomes), { taken: 8, 'PROMOTION_DECLINED exhausted': 56 })
  })

  it('all get what has no limit, and every one is counted', async () => {
    const code = freshCode()
    const { promotion_id, codes } = await aPromotion({ codes: [{ code }] })
    assert.deepEqual(tally(await crowd(() => take({ promotion_code: code }))), { taken: 64 })
    assert.deepEqual(await countsOf(promotion_id, codes[0].promotion_code_id), {
      taken: 64,
      redeemed: 0,
      uses: 64,
    })
  })

  it('taking two limited ones in any order never gets stuck', async () => {
    const ids = (
      await Promise.all([1, 2].map(() => aPromotion({ redemption_type: 'automatic', max_uses: 20 })))
    ).map((one) => one.promotion_id as string)
    const outcomes = await crowd((number) => {
      const ctx = context()
      const promotionIds = number % 2 ? ids : ids.toReversed()
      return transact(
        ctx,
        { found: lockOffers(ctx, { promotionIds, codes: [], customerId: null }) },
        ({ found }) => {
          const offers = promotionIds.map((promotion_id) =>
            offerOf(found, { promotion_id }, ctx.now, 'discount', true),
          )
          return { result: offers[0]!, writes: reserveUses(ctx, anOrderId(), null, offers) }
        },
      )
    })
    assert.deepEqual(tally(outcomes), { taken: 20, 'PROMOTION_DECLINED exhausted': 44 })
  })
})

describe('offerOf', () => {
  const past = { ends_at: '2020-01-01T00:00:00Z' }
  const codeOf = async (body: object, code: object = {}) => {
    const text = freshCode()
    await aPromotion({ ...body, codes: [{ code: text, ...code }] })
    return { promotion_code: text }
  }
  const idOf = async (body: object) => ({
    promotion_id: (await aPromotion({ redemption_type: 'automatic', ...body })).promotion_id as string,
  })
  const cases: [name: string, input: () => Promise<OfferInput>, outcome: string][] = [
    [
      'an unknown id',
      async () => ({ promotion_id: 'promo_01K9ABCDEFGHJKMNPQRSTVWXYZ' }),
      'PROMOTION_NOT_FOUND',
    ],
    ['an unknown code', async () => ({ promotion_code: 'NOPE' }), 'PROMOTION_NOT_FOUND'],
    ['neither', async () => ({}), 'EXACTLY_ONE_REQUIRED'],
    ['both', async () => ({ promotion_id: 'promo_1', promotion_code: 'A' }), 'EXACTLY_ONE_REQUIRED'],
    ['inactive', () => idOf({ status: 'inactive' }), 'PROMOTION_DECLINED disabled'],
    ['ended', () => idOf({ schedule: past }), 'PROMOTION_DECLINED expired'],
    [
      'not started',
      () => idOf({ schedule: { starts_at: '2090-01-01T00:00:00Z' } }),
      'PROMOTION_DECLINED not_yet_started',
    ],
    [
      'by id, without an active code',
      () => idOf({ redemption_type: 'code' }),
      'PROMOTION_NO_ACTIVE_CODES no_active_codes',
    ],
    ['an inactive code', () => codeOf({}, { status: 'inactive' }), 'PROMOTION_DECLINED code_invalid'],
    [
      'an expired code',
      () => codeOf({}, { expires_at: '2020-01-01T00:00:00Z' }),
      'PROMOTION_DECLINED expired',
    ],
    [
      'archived',
      async () => {
        const input = await idOf({})
        await server.call('DELETE', `/v1/promotions/${input.promotion_id}`)
        return input
      },
      'PROMOTION_NOT_REDEEMABLE archived',
    ],
    ['a coupon by id', async () => ({ coupon_id: (await aCoupon()).coupon_id }), 'taken'],
    ['a coupon by code', async () => ({ coupon_code: (await aCoupon()).coupon_code }), 'taken'],
    ['a coupon as a promotion', async () => ({ promotion_code: (await aCoupon()).coupon_code }), 'taken'],
    [
      'a promotion as a coupon',
      async () => ({ coupon_code: (await codeOf({})).promotion_code }),
      'COUPON_NOT_FOUND',
    ],
    [
      'an expired coupon',
      async () => ({ coupon_id: (await aCoupon({ expires_at: past.ends_at })).coupon_id }),
      'COUPON_EXPIRED expired',
    ],
    [
      'a disabled coupon',
      async () => ({ coupon_id: (await aCoupon({ status: 'disabled' })).coupon_id }),
      'PROMOTION_DECLINED disabled',
    ],
  ]
  for (const [name, input, outcome] of cases)
    it(`${name}: ${outcome}`, async () => assert.equal(await outcomeOf(take(await input())), outcome))

  it('a buyer who names an id: CHECKOUT_DISCOUNT_ID_NOT_ALLOWED', () =>
    assert.throws(
      () => offerOf([], { promotion_id: 'promo_1' }, context().now, 'discount.promotion', false),
      (error) =>
        error instanceof Refusal &&
        error.definition.code === 'CHECKOUT_DISCOUNT_ID_NOT_ALLOWED' &&
        error.context.param === 'discount.promotion.promotion_id',
    ))

  it('finds each of several asked for at once, by the input that named it', async () => {
    const inputs = [await codeOf({ name: 'by code' }), await idOf({ name: 'by id' })]
    const ctx = context()
    const found = await ctx.db.run(findOffers(ctx, askedFor(inputs, null)))
    assert.deepEqual(
      inputs.map((input) => offerOf(found, input, ctx.now, 'discounts', true).name),
      ['by code', 'by id'],
    )
  })
})

describe('automaticOffers', () => {
  const names = async () => (await automaticOffers(context())).map((offer) => offer.name)

  it('knows at once what this process changes, and by the second what starts and ends', async () => {
    const { key, environmentId } = await server.anotherSandbox()
    const other = (await environments(server.services).find(environmentId))!
    const own = async () =>
      (await automaticOffers(systemContext(server.services, other))).map((offer) => offer.name)
    const add = (name: string, schedule: object = {}) =>
      server.call('POST', '/v1/promotions', {
        key,
        body: {
          name,
          redemption_type: 'automatic',
          application_method: { type: 'percent_off', percent_off: 5 },
          schedule,
        },
      })
    assert.deepEqual(await own(), [])
    const first = await add('first')
    assert.deepEqual(await own(), ['first'])
    await add('later', { starts_at: new Date(server.clock.nowMs() + 3_600_000).toISOString() })
    assert.deepEqual(await own(), ['first'])
    await server.call('PATCH', `/v1/promotions/${first.data.promotion_id}`, {
      key,
      body: { status: 'inactive' },
    })
    assert.deepEqual(await own(), [])
    server.clock.advance(3_700_000)
    assert.deepEqual(await own(), ['later'])
    assert.ok(!(await names()).includes('later'))
  })

  it('costs no query within a second, and forgets used-up ones under the lock', async () => {
    const { promotion_id } = await aPromotion({ redemption_type: 'automatic', max_uses: 1, name: 'only one' })
    const automatic = await automaticOffers(context())
    const ids = limitedIds(automatic)
    assert.ok(ids.includes(promotion_id))
    const ctx = context()
    const queries: string[] = []
    const counting = {
      ...ctx,
      db: { ...ctx.db, run: (statement: any) => (queries.push(statement.name), ctx.db.run(statement)) },
    } as Context
    await automaticOffers(counting)
    await automaticOffers(counting)
    assert.ok(queries.length <= 1, queries.join())
    await take({ promotion_id })
    const found = await ctx.db.run(findOffers(ctx, { promotionIds: ids, codes: [], customerId: null }))
    assert.ok(!limitedIds(withUsesLeft(automatic, found)).includes(promotion_id))
  })
})
