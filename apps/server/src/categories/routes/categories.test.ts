import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf } from '../../../../../test/support/add-key.ts'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import { findCategoriesByHandle } from '../queries.ts'

const server = await startTestServer()
const { call } = server
const path = '/v1/categories'

let made = 0
const aCategory = async (body: object = {}) => {
  const answer = await call('POST', path, { body: { name: `Category ${++made}`, ...body } })
  assert.equal(answer.status, 201, JSON.stringify(answer.json))
  return answer.data
}

const refused = async (
  method: string,
  to: string,
  body: unknown,
  expected: [status: number, code: string, param?: string],
) => {
  const { status, error } = await call(method, to, body === undefined ? {} : { body })
  assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
  return error
}

const productIn = (handle: string) => ({
  name: 'Thing',
  product_type: 'physical',
  categories: [handle],
  default_variant: { unit_price_money: usd(100) },
})
const aProductIn = async (handle: string) =>
  (await call('POST', '/v1/products', { body: productIn(handle) })).data

const environmentId = await environmentOf(server.services, server.seeded.sandboxId)

describe('createCategory', () => {
  it('201: makes the handle from the name', async () => {
    const { category_id, created_at, updated_at, ...rest } = await aCategory({ name: ' Heiße Getränke ' })
    assert.match(category_id, /^ctg_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(rest, {
      name: 'Heiße Getränke',
      handle: 'hei-e-getranke',
      description: null,
      status: 'active',
      version: 1,
    })
  })

  it('201: takes a handle and a description', async () => {
    const category = await aCategory({ name: 'Tea', handle: 'tea-and-more', description: 'Leaves' })
    assert.deepEqual([category.handle, category.description], ['tea-and-more', 'Leaves'])
  })

  it('201: a name in another script gets a handle of its own', async () => {
    const category = await aCategory({ name: '寿司' })
    assert.equal(category.handle, category.category_id.toLowerCase().replace('_', '-'))
  })

  for (const [what, body, code, param] of [
    ['no name', {}, 'FIELD_REQUIRED', 'name'],
    ['an empty name', { name: ' ' }, 'INVALID_CATEGORY_NAME', 'name'],
    ['a handle with capitals', { name: 'A', handle: 'Tea' }, 'INVALID_CATEGORY_HANDLE', 'handle'],
    [
      'a long description',
      { name: 'A', description: 'a'.repeat(2001) },
      'INVALID_CATEGORY_DESCRIPTION',
      'description',
    ],
  ] as const)
    it(`400 ${code}: ${what}`, () => refused('POST', path, body, [400, code, param]))

  it('409 CATEGORY_HANDLE_EXISTS: given, or made from the name', async () => {
    await aCategory({ name: 'Unique one' })
    await refused('POST', path, { name: 'Another', handle: 'unique-one' }, [
      409,
      'CATEGORY_HANDLE_EXISTS',
      'handle',
    ])
    await refused('POST', path, { name: 'Unique One!' }, [409, 'CATEGORY_HANDLE_EXISTS', 'name'])
  })

  it('of many that want one handle at once, one gets it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', path, { body: { name: 'Wanted' } })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(7).fill(409)])
  })

  it('the same key gives the same category', async () => {
    const options = { body: { name: 'Kept' }, idempotencyKey: 'category-kept' }
    const first = await call('POST', path, options)
    const second = await call('POST', path, options)
    assert.equal(second.data.category_id, first.data.category_id)
  })
})

describe('getCategory', () => {
  it('200', async () => {
    const category = await aCategory()
    assert.deepEqual((await call('GET', `${path}/${category.category_id}`)).data, category)
  })

  it('404 RESOURCE_NOT_FOUND', () =>
    refused('GET', `${path}/ctg_01J00000000000000000000000`, undefined, [
      404,
      'RESOURCE_NOT_FOUND',
      'category_id',
    ]))
})

describe('updateCategory', () => {
  it('200: the name changes, the handle stays, the version grows', async () => {
    const { category_id, handle } = await aCategory({ description: 'old' })
    const { data } = await call('PATCH', `${path}/${category_id}`, {
      body: { name: 'New name', description: null, expected_version: 1 },
    })
    assert.deepEqual([data.name, data.handle, data.description, data.version], ['New name', handle, null, 2])
  })

  it('400 NO_FIELDS_TO_UPDATE', async () => {
    const { category_id } = await aCategory()
    await refused('PATCH', `${path}/${category_id}`, { expected_version: 1 }, [400, 'NO_FIELDS_TO_UPDATE'])
  })

  it('400 UNKNOWN_FIELD: the handle is fixed', async () => {
    const { category_id } = await aCategory()
    await refused('PATCH', `${path}/${category_id}`, { handle: 'other' }, [400, 'UNKNOWN_FIELD', 'handle'])
  })

  it('400: a name or a version that cannot be', async () => {
    const { category_id } = await aCategory()
    await refused('PATCH', `${path}/${category_id}`, { name: '' }, [400, 'INVALID_CATEGORY_NAME', 'name'])
    await refused('PATCH', `${path}/${category_id}`, { name: 'A', expected_version: 0 }, [
      400,
      'INVALID_EXPECTED_VERSION',
      'expected_version',
    ])
  })

  it('409 CATEGORY_MODIFIED: says the version there is', async () => {
    const { category_id } = await aCategory()
    const error = await refused('PATCH', `${path}/${category_id}`, { name: 'A', expected_version: 7 }, [
      409,
      'CATEGORY_MODIFIED',
      'expected_version',
    ])
    assert.equal(error?.['current_version'], 1)
  })

  it('404 RESOURCE_NOT_FOUND', () =>
    refused('PATCH', `${path}/ctg_01J00000000000000000000000`, { name: 'A' }, [404, 'RESOURCE_NOT_FOUND']))
})

describe('deleteCategory', () => {
  it('200: it is deleted, can be read, and its handle is free', async () => {
    const { category_id, handle } = await aCategory()
    const { status, data } = await call('DELETE', `${path}/${category_id}?expected_version=1`)
    assert.deepEqual([status, data.status, data.version], [200, 'deleted', 2])
    assert.equal((await call('GET', `${path}/${category_id}`)).data.status, 'deleted')
    assert.equal((await aCategory({ handle })).handle, handle)
  })

  it('409 ARCHIVED_CATEGORY: changed or deleted once more', async () => {
    const { category_id } = await aCategory()
    await call('DELETE', `${path}/${category_id}`)
    await refused('DELETE', `${path}/${category_id}`, undefined, [409, 'ARCHIVED_CATEGORY', 'category_id'])
    await refused('PATCH', `${path}/${category_id}`, { name: 'A' }, [409, 'ARCHIVED_CATEGORY'])
  })

  it('409 CATEGORY_REFERENCED: a product that is not archived is in it', async () => {
    const { category_id, handle } = await aCategory()
    const { product_id } = await aProductIn(handle)
    const error = await refused('DELETE', `${path}/${category_id}`, undefined, [409, 'CATEGORY_REFERENCED'])
    assert.ok(error!.message.includes(product_id))
    await call('DELETE', `/v1/products/${product_id}`)
    assert.equal((await call('DELETE', `${path}/${category_id}`)).status, 200)
  })

  it('409 CATEGORY_TARGETED: the rules of a promotion name it', async () => {
    const { category_id, handle } = await aCategory()
    const promotion = await call('POST', '/v1/promotions', {
      body: {
        name: 'Shelf',
        redemption_type: 'automatic',
        application_method: { type: 'percent_off', percent_off: 10 },
        eligibility_rules: [{ field: 'line.category', operator: 'in', value: ['x', handle] }],
      },
    })
    assert.equal(promotion.status, 201, JSON.stringify(promotion.json))
    await refused('DELETE', `${path}/${category_id}`, undefined, [409, 'CATEGORY_TARGETED'])
    await call('DELETE', `/v1/promotions/${promotion.data.promotion_id}`)
    assert.equal((await call('DELETE', `${path}/${category_id}`)).status, 200)
  })

  it('of deleting it and putting products into it at once, one wins', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { category_id, handle } = await aCategory()
      const [deleted, ...products] = await Promise.all([
        call('DELETE', `${path}/${category_id}`),
        ...Array.from({ length: 3 }, () => call('POST', '/v1/products', { body: productIn(handle) })),
      ])
      const isUsed = products.some(({ status }) => status === 201)
      assert.equal(deleted!.status, isUsed ? 409 : 200)
      for (const { status, error } of products)
        if (status !== 201) assert.equal(error?.code, 'ARCHIVED_CATEGORY')
    }
  })

  it('409 CATEGORY_MODIFIED', async () => {
    const { category_id } = await aCategory()
    await refused('DELETE', `${path}/${category_id}?expected_version=2`, undefined, [
      409,
      'CATEGORY_MODIFIED',
    ])
  })

  it('404 RESOURCE_NOT_FOUND', () =>
    refused('DELETE', `${path}/ctg_01J00000000000000000000000`, undefined, [404, 'RESOURCE_NOT_FOUND']))
})

describe('listCategories', () => {
  it('200: active ones, newest first, page by page', async () => {
    const [first, second] = [await aCategory(), await aCategory()]
    const gone = await aCategory()
    await call('DELETE', `${path}/${gone.category_id}`)
    const page = await call('GET', `${path}?page_size=1`)
    assert.deepEqual(page.data, [second])
    const next = await call('GET', `${path}?page_size=1&page_token=${page.json['next_page_token']}`)
    assert.deepEqual(next.data, [first])
    const deleted = await call('GET', `${path}?status=deleted&page_size=1`)
    assert.equal(deleted.data[0].category_id, gone.category_id)
  })

  it('200: filtered by handle and text, sorted by name', async () => {
    const names = ['zz Filter b', 'zz Filter a']
    for (const name of names) await aCategory({ name })
    const sorted = await call('GET', `${path}?query=zz%20filter&sort_by=name&sort_direction=asc`)
    assert.deepEqual(
      sorted.data.map((category: { name: string }) => category.name),
      names.toSorted(),
    )
    assert.equal((await call('GET', `${path}?handle=zz-filter-a`)).data[0].name, 'zz Filter a')
  })

  it('400 INVALID_CATEGORY_STATUS', () =>
    refused('GET', `${path}?status=gone`, undefined, [400, 'INVALID_CATEGORY_STATUS', 'status']))
})

describe('findCategoriesByHandle', () => {
  it('says active for a handle that was given again, deleted for one that was not, nothing for an unknown one', async () => {
    const again = await aCategory({ handle: 'given-again' })
    await call('DELETE', `${path}/${again.category_id}`)
    await aCategory({ handle: 'given-again' })
    const gone = await aCategory({ handle: 'gone' })
    await call('DELETE', `${path}/${gone.category_id}`)
    const ctx = { environmentId } as Parameters<typeof findCategoriesByHandle>[0]
    const found = await server.services.db.run(
      findCategoriesByHandle(ctx, ['given-again', 'gone', 'never-there']),
    )
    assert.deepEqual(Object.fromEntries(found.map(({ handle, status }) => [handle, status])), {
      'given-again': 'active',
      gone: 'deleted',
    })
  })
})
