import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aMug,
  aShirt,
  aShirtVariant,
  createProduct,
  created,
  done,
  expectRefusal,
  shirtOptions,
} from '../catalog-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const unknown = 'prod_01K9FFFFFFFFFFFFFFFFFFFFFF'

/** All pages, two at a time. */
const allOf = async (path: string, caller: Pick<typeof server, 'call'> = server): Promise<any[]> => {
  const found: any[] = []
  let token = ''
  do {
    const page = await caller.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}page_size=2${token && `&page_token=${token}`}`,
    )
    assert.ok(done(page).length <= 2)
    found.push(...page.data)
    token = page.json.next_page_token ?? ''
  } while (token)
  return found
}
const namesOf = async (path: string) => (await allOf(path)).map(({ name }) => name)

describe('listProducts', async () => {
  // Of its own: no other list of this file sees these.
  const { key } = await server.anotherSandbox()
  const call: typeof server.call = (method, path, options) => server.call(method, path, { key, ...options })
  const own = { call }
  const namesOf = async (path: string) => (await allOf(path, own)).map(({ name }) => name)
  created(await call('POST', '/v1/categories', { body: { name: 'Home', handle: 'home' } }))
  const mug = await createProduct(
    own,
    aMug({ name: 'a mug', external_reference_id: 'erp-7', categories: ['home'] }, { sku: 'A-1' }),
  )
  server.clock.advance(60_000)
  const shirt = await createProduct(own, aShirt({ name: 'c shirt', description: 'Of 100 % cotton' }))
  const fee = await createProduct(
    own,
    aMug({ name: 'b fee', product_type: 'fee', status: 'inactive' }, { sku: 'B-1' }),
  )
  const gone = await createProduct(own, aMug({ name: 'd gone', categories: ['home'] }, { sku: 'D-1' }))
  done(await call('DELETE', `/v1/products/${gone.product_id}`))
  server.clock.advance(60_000)
  done(await call('PATCH', `/v1/products/${mug.product_id}`, { body: { metadata: { seen: 'yes' } } }))

  for (const [query, names] of [
    ['', ['d gone', 'b fee', 'c shirt', 'a mug']],
    ['?sort_direction=asc', ['a mug', 'c shirt', 'b fee', 'd gone']],
    ['?sort_by=updated_at', ['a mug', 'd gone', 'b fee', 'c shirt']],
    ['?sort_by=name', ['d gone', 'c shirt', 'b fee', 'a mug']],
    ['?product_type=fee', ['b fee']],
    ['?product_type=fee,physical&status=active', ['c shirt', 'a mug']],
    ['?status=inactive&status=archived', ['d gone', 'b fee']],
    ['?category_handle=home', ['d gone', 'a mug']],
    ['?category_handle=garden', []],
    ['?external_reference_id=erp-7', ['a mug']],
    ['?external_reference_id=erp', []],
    ['?sku=A-1', ['a mug']],
    ['?sku=a-1', []],
    ['?sku=D-1', ['d gone']],
    ['?query=SHIRT', ['c shirt']],
    ['?query=100%20%25', ['c shirt']],
    ['?query=100_', []],
    ['?query=ERP', ['a mug']],
    [`?query=${fee.product_id.slice(0, 30)}`, ['b fee']],
    [`?created_after=${shirt.created_at}`, ['d gone', 'b fee', 'c shirt']],
    [`?created_before=${mug.created_at}`, ['a mug']],
    [`?updated_after=${mug.created_at}&updated_before=${fee.created_at}`, ['b fee', 'c shirt']],
  ] as [string, string[]][])
    it(`200: ${query.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|prod_\w+/g, '…') || 'all, newest first'}`, async () =>
      assert.deepEqual(await namesOf(`/v1/products${query}`), names))

  it('200: shows each as its own read does', async () => {
    for (const product of await allOf('/v1/products', own))
      assert.deepEqual(product, done(await call('GET', `/v1/products/${product.product_id}`)))
  })

  it('200: an archived variant of a product that is not takes its SKU with it', async () => {
    const variants = [aShirtVariant('Red', 'M', { sku: 'X-1' }), aShirtVariant('Blue', 'M')]
    const { product_id, default_variant_id } = await createProduct(own, aShirt({ variants, name: 'x' }))
    assert.deepEqual(await namesOf('/v1/products?sku=X-1'), ['x'])
    done(await call('DELETE', `/v1/products/${product_id}/variants/${default_variant_id}`))
    assert.deepEqual(await namesOf('/v1/products?sku=X-1'), [])
  })

  for (const [query, code] of [
    ['product_type=thing', 'INVALID_PRODUCT_TYPE'],
    ['status=gone', 'INVALID_QUERY_PARAMETER'],
    ['sort_by=price', 'INVALID_SORT_BY'],
    ['delivery_profile_id=x', 'UNSUPPORTED_QUERY_PARAM'],
    ['page_size=101', 'INVALID_PAGE_SIZE'],
  ] as [string, string][])
    it(`400 ${code}: ${query}`, async () =>
      void expectRefusal(await call('GET', `/v1/products?${query}`), 400, code))
})

describe('listProductVariants', async () => {
  const { product_id } = await createProduct(
    server,
    aShirt({
      variants: [
        aShirtVariant('Red', 'M', { name: 'one', position: 3 }),
        aShirtVariant('Red', 'L', { name: 'two', position: 2, sku: 'V-2' }),
        aShirtVariant('Blue', 'L', { name: 'three', position: 1, status: 'inactive' }),
      ],
    }),
  )
  const path = `/v1/products/${product_id}/variants`
  server.clock.advance(60_000)
  const last = created(
    await call('POST', path, {
      body: { variant: aShirtVariant('Blue', 'M', { name: 'four', unit_price_money: usd(1) }) },
    }),
  )
  done(await call('DELETE', `${path}/${last.variant_id}`))
  await createProduct(server, aShirt())

  for (const [query, names] of [
    ['', ['four', 'three', 'two', 'one']],
    ['?sort_by=position&sort_direction=asc', ['three', 'two', 'one', 'four']],
    ['?sort_by=updated_at&sort_direction=asc', ['one', 'two', 'three', 'four']],
    ['?status=active', ['two', 'one']],
    ['?status=inactive,archived', ['four', 'three']],
    ['?sku=V-2', ['two']],
    [`?created_after=${last.created_at}`, ['four']],
  ] as [string, string[]][])
    it(`200: ${query.replace(/=2\d{3}-.*/, '=…') || 'all, newest first'}`, async () =>
      assert.deepEqual(await namesOf(`${path}${query}`), names))

  it('400 INVALID_VARIANT_STATUS', async () =>
    void expectRefusal(await call('GET', `${path}?status=gone`), 400, 'INVALID_VARIANT_STATUS', 'status[0]'))

  it('400 CURSOR_MISMATCH: the token of another product', async () => {
    const { json } = await call('GET', `${path}?page_size=1`)
    const other = await createProduct(server, aShirt())
    expectRefusal(
      await call(
        'GET',
        `/v1/products/${other.product_id}/variants?page_size=1&page_token=${json.next_page_token}`,
      ),
      400,
      'CURSOR_MISMATCH',
    )
  })

  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(
      await call('GET', `/v1/products/${unknown}/variants`),
      404,
      'RESOURCE_NOT_FOUND',
      'product_id',
    ))
})

describe('listProductOptions', async () => {
  const { product_id, options } = await createProduct(
    server,
    aShirt({
      options: [
        ...shirtOptions.map((option, at) => ({ ...option, position: 2 - at })),
        { name: 'Fit', values: [{ value: 'Slim' }], position: 9 },
      ],
      variants: [
        aShirtVariant('Red', 'M', {
          selected_options: [
            { name: 'Color', value: 'Red' },
            { name: 'Size', value: 'M' },
            { name: 'Fit', value: 'Slim' },
          ],
        }),
      ],
    }),
  )
  const path = `/v1/products/${product_id}/options`

  it('200: by position, page by page', async () => {
    assert.deepEqual(await namesOf(path), ['Size', 'Color', 'Fit'])
    assert.deepEqual(await allOf(`${path}?status=active`), options)
    assert.deepEqual(await allOf(`${path}?status=archived`), [])
  })

  it('400 INVALID_OPTION_STATUS', async () =>
    void expectRefusal(await call('GET', `${path}?status=gone`), 400, 'INVALID_OPTION_STATUS', 'status'))

  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(await call('GET', `/v1/products/${unknown}/options`), 404, 'RESOURCE_NOT_FOUND'))

  describe('getProductOption', () => {
    it('200', async () =>
      assert.deepEqual(done(await call('GET', `${path}/${options[0].option_id}`)), options[0]))

    it('404 RESOURCE_NOT_FOUND: the option, or the product', async () => {
      expectRefusal(await call('GET', `${path}/opt_1`), 404, 'RESOURCE_NOT_FOUND', 'option_id')
      expectRefusal(
        await call('GET', `/v1/products/${unknown}/options/${options[0].option_id}`),
        404,
        'RESOURCE_NOT_FOUND',
        'product_id',
      )
    })
  })
})
