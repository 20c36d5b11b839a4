import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aPromotion, create, freshCode, read, server } from '../a-promotion.fixture.ts'

const nowhere = 'promo_01K9ABCDEFGHJKMNPQRSTVWXYZ'
const noCode = 'pcode_01K9ABCDEFGHJKMNPQRSTVWXYZ'

const aCode = async (body: object = {}): Promise<{ path: string; code: any }> => {
  const { promotion_id } = await aPromotion()
  const { status, data, json } = await create(
    { code: freshCode(), ...body },
    `/v1/promotions/${promotion_id}/codes`,
  )
  assert.equal(status, 201, JSON.stringify(json))
  return { path: `/v1/promotions/${promotion_id}/codes/${data.promotion_code_id}`, code: data }
}

describe('POST /v1/promotions/{promotion_id}/codes', () => {
  it('201: with a limit and an end; the promotion is active with it', async () => {
    const { promotion_id, status: before } = await aPromotion()
    const { status, data } = await create(
      { code: 'Été-25%', max_uses: 3, expires_at: '2090-01-01T00:00:00Z' },
      `/v1/promotions/${promotion_id}/codes`,
    )
    const { promotion_code_id, created_at, updated_at, ...rest } = data
    assert.equal(status, 201)
    assert.match(promotion_code_id, /^pcode_/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      promotion_id,
      code: 'Été-25%',
      status: 'active',
      expires_at: '2090-01-01T00:00:00.000Z',
      max_uses: 3,
      uses_count: 0,
      version: 1,
    })
    const after = await read(`/v1/promotions/${promotion_id}`)
    assert.deepEqual([before, after.status], ['no_active_codes', 'active'])
    assert.equal(
      (await read(`/v1/promotions/by-code/${encodeURIComponent('été-25%')}`)).promotion_id,
      promotion_id,
    )
  })

  it('400 INVALID_CODE, CODE_TOO_LONG, DUPLICATE_CODE', async () => {
    const { promotion_id } = await aPromotion()
    const codeOf = async (code: string) =>
      (await create({ code }, `/v1/promotions/${promotion_id}/codes`)).error?.code
    assert.equal(await codeOf('A B'), 'INVALID_CODE')
    assert.equal(await codeOf('A\u200bB'), 'INVALID_CODE')
    assert.equal(await codeOf('A'.repeat(101)), 'CODE_TOO_LONG')
    assert.equal(await codeOf('Once'), undefined)
    assert.equal(await codeOf('ONCE'), 'DUPLICATE_CODE')
  })

  it('409 PROMOTION_CONFLICT: automatic, or archived', async () => {
    const automatic = await aPromotion({ redemption_type: 'automatic' })
    const archived = await aPromotion()
    await server.call('DELETE', `/v1/promotions/${archived.promotion_id}`)
    for (const { promotion_id } of [automatic, archived]) {
      const refused = await create({ code: freshCode() }, `/v1/promotions/${promotion_id}/codes`)
      assert.deepEqual([refused.status, refused.error.code], [409, 'PROMOTION_CONFLICT'])
    }
  })

  it('404 PROMOTION_NOT_FOUND', async () => {
    const { status, error } = await create({ code: freshCode() }, `/v1/promotions/${nowhere}/codes`)
    assert.deepEqual([status, error.code], [404, 'PROMOTION_NOT_FOUND'])
  })
})

describe('GET /v1/promotions/{promotion_id}/codes', () => {
  it('200: newest first, page by page, by code', async () => {
    const codes = [freshCode(), freshCode(), freshCode()]
    const { promotion_id } = await aPromotion({ codes: codes.map((code) => ({ code })) })
    const path = `/v1/promotions/${promotion_id}/codes`
    const first = await server.call('GET', `${path}?page_size=2`)
    const next = await server.call('GET', `${path}?page_size=2&page_token=${first.json.next_page_token}`)
    assert.deepEqual(
      [...first.data, ...next.data].map((one: any) => one.code),
      codes.toReversed(),
    )
    assert.deepEqual(
      (await read(`${path}?code=${codes[1]!.toLowerCase()}`)).map((one: any) => one.code),
      [codes[1]],
    )
  })

  it('404 PROMOTION_NOT_FOUND', async () => {
    const { status, error } = await server.call('GET', `/v1/promotions/${nowhere}/codes`)
    assert.deepEqual([status, error.code], [404, 'PROMOTION_NOT_FOUND'])
  })
})

describe('GET /v1/promotions/{promotion_id}/codes/{promotion_code_id}', () => {
  it('200', async () => {
    const { path, code } = await aCode()
    assert.deepEqual(await read(path), code)
  })

  it('200: inactive, expired', async () => {
    assert.equal((await read((await aCode({ status: 'inactive' })).path)).status, 'inactive')
    assert.equal((await read((await aCode({ expires_at: '2020-01-01T00:00:00Z' })).path)).status, 'expired')
  })

  it('404 RESOURCE_NOT_FOUND: unknown, or of another promotion; PROMOTION_NOT_FOUND', async () => {
    const { code } = await aCode()
    const { promotion_id } = await aPromotion()
    const codeOf = async (path: string) => (await server.call('GET', path)).error.code
    assert.equal(await codeOf(`/v1/promotions/${promotion_id}/codes/${noCode}`), 'RESOURCE_NOT_FOUND')
    assert.equal(
      await codeOf(`/v1/promotions/${promotion_id}/codes/${code.promotion_code_id}`),
      'RESOURCE_NOT_FOUND',
    )
    assert.equal(await codeOf(`/v1/promotions/${nowhere}/codes/${noCode}`), 'PROMOTION_NOT_FOUND')
  })
})

describe('PATCH /v1/promotions/{promotion_id}/codes/{promotion_code_id}', () => {
  it('200: off and on again, with a limit', async () => {
    const { path } = await aCode()
    const off = await server.call('PATCH', path, { body: { status: 'inactive', max_uses: 5 } })
    assert.deepEqual(
      [off.status, off.data.status, off.data.max_uses, off.data.version],
      [200, 'inactive', 5, 2],
    )
    const on = await server.call('PATCH', path, { body: { status: 'active', max_uses: null } })
    assert.deepEqual([on.data.status, on.data.max_uses, on.data.version], ['active', null, 3])
    assert.deepEqual(await read(path), on.data)
  })

  it('400 NO_FIELDS_TO_UPDATE; UNKNOWN_FIELD: the code itself', async () => {
    const { path } = await aCode()
    assert.equal((await server.call('PATCH', path, { body: {} })).error.code, 'NO_FIELDS_TO_UPDATE')
    assert.equal((await server.call('PATCH', path, { body: { code: 'B' } })).error.code, 'UNKNOWN_FIELD')
  })

  it('409 VERSION_CONFLICT', async () => {
    const { path } = await aCode()
    const { error } = await server.call('PATCH', path, { body: { status: 'inactive', expected_version: 3 } })
    assert.deepEqual([error.code, error.current_version], ['VERSION_CONFLICT', 1])
  })

  it('404 RESOURCE_NOT_FOUND, PROMOTION_NOT_FOUND', async () => {
    const { promotion_id } = await aPromotion()
    const codeOf = async (path: string) =>
      (await server.call('PATCH', path, { body: { status: 'active' } })).error.code
    assert.equal(await codeOf(`/v1/promotions/${promotion_id}/codes/${noCode}`), 'RESOURCE_NOT_FOUND')
    assert.equal(await codeOf(`/v1/promotions/${nowhere}/codes/${noCode}`), 'PROMOTION_NOT_FOUND')
  })
})

describe('DELETE /v1/promotions/{promotion_id}/codes/{promotion_code_id}', () => {
  it('200: gone, and free for another promotion', async () => {
    const { path, code } = await aCode()
    const { status, data } = await server.call('DELETE', `${path}?expected_version=1`)
    assert.equal(status, 200)
    assert.deepEqual(data, { promotion_code_id: code.promotion_code_id, deleted: true })
    assert.equal((await server.call('GET', path)).status, 404)
    await aPromotion({ codes: [{ code: code.code }] })
  })

  it('409 VERSION_CONFLICT', async () => {
    const { path } = await aCode()
    const { error } = await server.call('DELETE', `${path}?expected_version=9`)
    assert.equal(error.code, 'VERSION_CONFLICT')
  })

  it('404 RESOURCE_NOT_FOUND: deleted already; PROMOTION_NOT_FOUND', async () => {
    const { path } = await aCode()
    await server.call('DELETE', path)
    assert.equal((await server.call('DELETE', path)).error.code, 'RESOURCE_NOT_FOUND')
    const other = await server.call('DELETE', `/v1/promotions/${nowhere}/codes/${noCode}`)
    assert.equal(other.error.code, 'PROMOTION_NOT_FOUND')
  })
})

describe('GET /v1/promotions/by-code/{code}', () => {
  it('200: in any letter case, with the code', async () => {
    const code = freshCode()
    const { promotion_id, codes } = await aPromotion({ codes: [{ code }] })
    const found = await read(`/v1/promotions/by-code/${code.toLowerCase()}`)
    assert.equal(found.promotion_id, promotion_id)
    assert.deepEqual(found.promotion_code, codes[0])
  })

  it('404 PROMOTION_NOT_FOUND: unknown, or deleted', async () => {
    const { path, code } = await aCode()
    await server.call('DELETE', path)
    for (const text of [code.code, 'NEVER-GIVEN-OUT']) {
      const { status, error } = await server.call('GET', `/v1/promotions/by-code/${text}`)
      assert.deepEqual([status, error.code, error.param], [404, 'PROMOTION_NOT_FOUND', 'code'])
    }
  })
})
