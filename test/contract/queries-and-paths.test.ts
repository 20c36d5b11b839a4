import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { routes } from '../../apps/server/src/app.ts'
import { rawRequest } from '../support/raw-request.ts'
import { takesKeys } from '../support/route-callers.ts'
import { rowCounts } from '../support/row-counts.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const auth = { Authorization: `Bearer ${server.sandboxKey}` }
const placeOf = (path: string) => path.replace(/\{(\w+)\}/g, 'no_such_id')
const body = {
  line_items: [{ name: 'Desk lamp', quantity: 1, unit_price_money: { amount: 4200, currency: 'USD' } }],
}
const orders: string[] = []
let counts: Record<string, number>

before(async () => {
  for (let made = 0; made < 5; made++)
    orders.push((await server.call('POST', '/v1/orders', { body })).data.order_id)
  counts = await rowCounts(server.services)
})

describe('a query key that a route does not have', () => {
  for (const route of routes.filter(takesKeys))
    it(`400 UNSUPPORTED_QUERY_PARAM: ${route.method} ${route.path}`, async () => {
      for (const name of ['colour', 'constructor', '__proto__', 'api_key']) {
        const { status, error } = await server.call(route.method, `${placeOf(route.path)}?${name}=red`)
        assert.deepEqual([status, error?.code, error?.param], [400, 'UNSUPPORTED_QUERY_PARAM', name])
      }
    })
})

for (const route of routes.filter((each) => each.isList && takesKeys(each)))
  describe(`${route.method} ${route.path}: paging`, () => {
    const path = placeOf(route.path)
    const isPaged = route.query?.properties.page_size !== undefined

    if (isPaged) {
      it('400 INVALID_PAGE_SIZE', async () => {
        for (const size of ['0', '101', '-1', 'abc', '', '1.5', '1e9', 'Infinity', '1&page_size=2']) {
          const { status, error } = await server.call('GET', `${path}?page_size=${size}`)
          assert.deepEqual([status, error.code, error.param], [400, 'INVALID_PAGE_SIZE', 'page_size'], size)
        }
      })

      it('400 INVALID_PAGE_TOKEN', async () => {
        // Sandboxes are listed for live keys only.
        const key = route.operationId === 'listDeveloperSandboxes' ? server.liveKey : server.sandboxKey
        for (const token of ['', 'nonsense', 'a.b', '.', `${'a'.repeat(3000)}`, '%00']) {
          const { status, error } = await server.call('GET', `${path}?page_token=${token}`, { key })
          const isRefused = error?.code === 'INVALID_PAGE_TOKEN' || error?.code === 'INVALID_QUERY_PARAMETER'
          // A list of something that is not there says so before it reads a token.
          assert.ok((status === 400 && isRefused) || (status === 404 && path.includes('no_such_id')), token)
        }
      })
    }

    it('400: bad times, in every filter that takes one', async () => {
      for (const [name, schema] of Object.entries<any>(route.query?.properties ?? {})) {
        if (schema.format !== 'date-time') continue
        for (const text of ['yesterday', '2026-07-02', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z'].concat(
          ['2026-07-02T25:00:00Z', '0000-01-01T00:00:00Z', '2026-07-02T18:04:11', '1783000000', ''],
        )) {
          const { status, error } = await server.call('GET', `${path}?${name}=${encodeURIComponent(text)}`)
          assert.deepEqual([status, error.code, error.param], [400, schema['x-flint-error'], name], text)
        }
      }
    })

    it('400: words that a filter does not have, a filter given twice', async () => {
      for (const [name, schema] of Object.entries<any>(route.query?.properties ?? {})) {
        if (!schema.enum) continue
        const wrong = await server.call('GET', `${path}?${name}=purple`)
        assert.deepEqual([wrong.status, wrong.error.param], [400, name])
        if (schema['x-flint-error']) assert.equal(wrong.error.code, schema['x-flint-error'])
        const twice = await server.call('GET', `${path}?${name}=${schema.enum[0]}&${name}=${schema.enum[0]}`)
        assert.deepEqual([twice.status, twice.error.param], [400, name])
      }
    })
  })

describe('GET /v1/orders', () => {
  it('400 CURSOR_MISMATCH: a token of a list with other parameters', async () => {
    const first = await server.call('GET', '/v1/orders?page_size=2')
    const token = first.json.next_page_token
    const other = await server.call('GET', `/v1/orders?page_size=2&sort_direction=asc&page_token=${token}`)
    assert.deepEqual(
      [other.status, other.error.code, other.error.param],
      [400, 'CURSOR_MISMATCH', 'page_token'],
    )
    const same = await server.call('GET', `/v1/orders?page_size=3&page_token=${token}`)
    assert.deepEqual(
      same.data.map((order: any) => order.order_id),
      orders.toReversed().slice(2, 5),
    )
  })

  it("400 INVALID_PAGE_TOKEN: a token that was changed, or another sandbox's", async () => {
    const { json } = await server.call('GET', '/v1/orders?page_size=2')
    const changed = `${json.next_page_token.slice(0, -1)}${json.next_page_token.endsWith('A') ? 'B' : 'A'}`
    const { error } = await server.call('GET', `/v1/orders?page_size=2&page_token=${changed}`)
    assert.equal(error.code, 'INVALID_PAGE_TOKEN')
    const { key } = await server.anotherSandbox()
    const other = await server.call('GET', `/v1/orders?page_size=2&page_token=${json.next_page_token}`, {
      key,
    })
    assert.equal(other.error.code, 'CURSOR_MISMATCH')
    counts = await rowCounts(server.services)
  })

  it('400 INVALID_SORT_BY, INVALID_SORT_DIRECTION', async () => {
    const by = await server.call('GET', '/v1/orders?sort_by=colour')
    assert.deepEqual([by.status, by.error.code, by.error.param], [400, 'INVALID_SORT_BY', 'sort_by'])
    const direction = await server.call('GET', '/v1/orders?sort_direction=up')
    assert.deepEqual([direction.status, direction.error.code], [400, 'INVALID_SORT_DIRECTION'])
  })

  it('400 INVALID_CREATED_RANGE: bounds that are crossed', async () => {
    const { status, error } = await server.call(
      'GET',
      '/v1/orders?created_after=2026-07-02T00:00:00Z&created_before=2026-07-01T00:00:00Z',
    )
    assert.deepEqual([status, error.code], [400, 'INVALID_CREATED_RANGE'])
  })

  it('400: amounts without a currency, below one, beyond all numbers', async () => {
    const alone = await server.call('GET', '/v1/orders?min_amount=1')
    assert.deepEqual([alone.status, alone.error.code, alone.error.param], [400, 'FIELD_REQUIRED', 'currency'])
    for (const amount of ['0', '-1', '1.5', 'x', '1e400', '99999999999999999999']) {
      const { error } = await server.call('GET', `/v1/orders?currency=USD&min_amount=${amount}`)
      assert.equal(error.code, 'INVALID_MIN_AMOUNT', amount)
    }
    const currency = await server.call('GET', '/v1/orders?currency=usd&min_amount=1')
    assert.equal(currency.error.code, 'INVALID_CURRENCY')
  })

  it('400 INVALID_EXPAND, EXPANSION_LIMIT_EXCEEDED', async () => {
    const unknown = await server.call('GET', '/v1/orders?expand=colour')
    assert.deepEqual(
      [unknown.status, unknown.error.code, unknown.error.param],
      [400, 'INVALID_EXPAND', 'expand'],
    )
    const paths = Array.from({ length: 11 }, (_, index) => `p${index}`).join(',')
    const many = await server.call('GET', `/v1/orders?expand=${paths}`)
    assert.deepEqual([many.status, many.error.code, many.error.limit], [400, 'EXPANSION_LIMIT_EXCEEDED', 10])
  })

  it('400: a NUL in a filter', async () => {
    const { status, error } = await server.call('GET', '/v1/orders?customer_id=a%00b')
    assert.deepEqual([status, error.code, error.param], [400, 'INVALID_QUERY_PARAMETER', 'customer_id'])
  })

  it('walks every row once while others come in', async () => {
    const seen: string[] = []
    let path = '/v1/orders?page_size=2'
    for (let pages = 0; pages < 10; pages++) {
      const { data, json } = await server.call('GET', path)
      seen.push(...data.map((order: any) => order.order_id))
      if (pages < 2) await server.call('POST', '/v1/orders', { body })
      if (!json.next_page_token) break
      path = `/v1/orders?page_size=2&page_token=${json.next_page_token}`
    }
    assert.deepEqual(seen, orders.toReversed())
    counts = await rowCounts(server.services)
  })
})

describe('a path that is none', () => {
  it('404 ROUTE_NOT_FOUND', async () => {
    for (const path of [
      '/v1/nothing',
      '/v1',
      '/v1/orders/',
      '/v2/orders',
      '/v1/orders/a/b/c',
      '/V1/orders',
      '/nothing',
    ]) {
      const { status, error } = await server.call('GET', path)
      assert.deepEqual([status, error.code, error.type], [404, 'ROUTE_NOT_FOUND', 'not_found_error'], path)
    }
  })

  it('404 ROUTE_NOT_FOUND: percent signs that encode nothing, a NUL, an id beyond all length', async () => {
    for (const path of [
      '/v1/orders/%zz',
      '/v1/orders/%ff',
      '/v1/orders/a%00b',
      `/v1/orders/${'a'.repeat(2000)}`,
    ]) {
      const { status, error, headers } = await rawRequest(server.url, 'GET', path, auth)
      assert.deepEqual([status, error.code], [404, 'ROUTE_NOT_FOUND'], path.slice(0, 40))
      assert.ok(headers['x-request-id'])
    }
  })

  it('404 ORDER_NOT_FOUND: odd ids that are well encoded', async () => {
    for (const id of ['ord_..', 'ord_%2F', "'%20OR%201=1", '%F0%9F%98%80']) {
      const { status, error } = await server.call('GET', `/v1/orders/${id}`)
      assert.deepEqual([status, error.code], [404, 'ORDER_NOT_FOUND'], id)
    }
  })
})

describe('405 METHOD_NOT_ALLOWED', () => {
  const methodsOf = new Map<string, string[]>()
  for (const { path, method } of routes) methodsOf.set(path, [...(methodsOf.get(path) ?? []), method])
  for (const [path, known] of methodsOf)
    it(path, async () => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        if (known.includes(method)) continue
        const { status, error, headers } = await server.call(method, placeOf(path))
        assert.deepEqual(
          [status, error.code, error.type],
          [405, 'METHOD_NOT_ALLOWED', 'invalid_request_error'],
        )
        assert.deepEqual(headers.get('allow')!.split(', ').toSorted(), known.toSorted())
      }
      const head = await server.call('HEAD', placeOf(path))
      assert.equal(head.status, 405)
    })
})

describe('after all of these', () => {
  it('the database is as it was', async () => assert.deepEqual(await rowCounts(server.services), counts))
})
