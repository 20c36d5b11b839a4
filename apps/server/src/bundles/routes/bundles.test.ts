import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../../test/support/server.ts'
import {
  aBundle,
  aMug,
  aShirt,
  aVariant,
  createBundle,
  createProduct,
  created,
  done,
  expectRefusal,
  freshSku,
} from '../../products/catalog-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const path = '/v1/bundles'
const unknown = 'bun_01K9FFFFFFFFFFFFFFFFFFFFFF'
const unknownVariant = 'var_01K9FFFFFFFFFFFFFFFFFFFFFF'
const post = (body: unknown) => call('POST', path, { body })
const patch = (id: string, body: unknown) => call('PATCH', `${path}/${id}`, { body })
const mug = await aVariant(server, { name: 'Mug' })
const tea = await aVariant(server, { name: 'Tea' })
const setVariant = (of: { productId: string; variantId: string }, body: object) =>
  call('PATCH', `/v1/products/${of.productId}/variants/${of.variantId}`, { body })

describe('createBundle', () => {
  it('201: with what is left out filled in', async () => {
    const shirt = await createProduct(server, aShirt())
    const body = {
      name: 'Gift set',
      unit_price_money: usd(3000),
      components: [
        { variant_id: mug.variantId, quantity: 2, position: 5 },
        { variant_id: shirt.default_variant_id, quantity: 1 },
      ],
    }
    const bundle = created(await post({ ...body, components: body.components.toReversed() }))
    const { bundle_id, components, created_at, updated_at, ...rest } = bundle
    assert.match(bundle_id, /^bun_[0-9A-Z]{26}$/)
    assert.equal(created_at, updated_at)
    assert.deepEqual(
      components.map(({ bundle_component_id: _id, ...component }: any) => component),
      [
        {
          variant_id: shirt.default_variant_id,
          product_id: shirt.product_id,
          name: 'Shirt - Red / M',
          quantity: 1,
          position: 0,
        },
        { variant_id: mug.variantId, product_id: mug.productId, name: 'Mug', quantity: 2, position: 5 },
      ],
    )
    assert.deepEqual(rest, {
      name: 'Gift set',
      description: null,
      status: 'active',
      sku: null,
      unit_price_money: usd(3000),
      taxable: true,
      line_item_tax_category: null,
      images: [],
      categories: [],
      modifier_set_id: null,
      available_for_sale: true,
      external_reference_id: null,
      metadata: {},
      version: 1,
    })
    assert.deepEqual(done(await call('GET', `${path}/${bundle_id}`)), bundle)
  })

  it('201: takes everything that can be set', async () => {
    created(await call('POST', '/v1/categories', { body: { name: 'Sets', handle: 'sets' } }))
    const fields = {
      description: 'For two',
      status: 'inactive',
      sku: freshSku(),
      taxable: false,
      line_item_tax_category: 'food',
      images: [{ url: 'https://a.example/1', alt: 'A set', external_reference_id: 'i1' }],
      categories: ['sets'],
      modifier_set_id: null,
      external_reference_id: 'erp-1',
      metadata: { a: 'b' },
    }
    const bundle = await createBundle(server, [mug.variantId, tea.variantId], fields)
    assert.partialDeepStrictEqual(bundle, { ...fields, available_for_sale: false })
  })

  it('201: an inactive one may have inactive variants', async () => {
    const { variantId } = await aVariant(server, {}, { status: 'inactive' })
    await createBundle(server, [variantId], { status: 'inactive' })
  })

  const one = { variant_id: mug.variantId, quantity: 1 }
  for (const [what, fields, code, param] of [
    ['no name', { name: undefined }, 'FIELD_REQUIRED', 'name'],
    ['no price', { unit_price_money: undefined }, 'FIELD_REQUIRED', 'unit_price_money'],
    ['no components', { components: undefined }, 'BUNDLE_COMPONENTS_REQUIRED', 'components'],
    ['empty components', { components: [] }, 'BUNDLE_COMPONENTS_REQUIRED', 'components'],
    ['components that are none', { components: 'mug' }, 'INVALID_COMPONENTS', 'components'],
    ['too many', { components: Array(101).fill(one) }, 'INVALID_COMPONENTS', 'components'],
    ['a component that is none', { components: ['mug'] }, 'INVALID_COMPONENT', 'components[0]'],
    ['no variant', { components: [{ quantity: 1 }] }, 'COMPONENT_REQUIRED', 'components[0].variant_id'],
    [
      'no quantity',
      { components: [{ ...one, quantity: undefined }] },
      'FIELD_REQUIRED',
      'components[0].quantity',
    ],
    [
      'none of it',
      { components: [{ ...one, quantity: 0 }] },
      'INVALID_COMPONENT_QUANTITY',
      'components[0].quantity',
    ],
    [
      '10000 of it',
      { components: [{ ...one, quantity: 10000 }] },
      'INVALID_COMPONENT_QUANTITY',
      'components[0].quantity',
    ],
    [
      'a position below zero',
      { components: [{ ...one, position: -1 }] },
      'INVALID_COMPONENT_POSITION',
      'components[0].position',
    ],
    [
      'one position twice',
      {
        components: [
          { ...one, position: 1 },
          { variant_id: tea.variantId, quantity: 1 },
        ],
      },
      'INVALID_COMPONENT_POSITION',
      'components[1].position',
    ],
    [
      'one variant twice',
      { components: [one, one] },
      'DUPLICATE_COMPONENT_VARIANT',
      'components[1].variant_id',
    ],
    ['an archived one', { status: 'archived' }, 'INVALID_BUNDLE_STATUS', 'status'],
    [
      'a currency that is none',
      { unit_price_money: { amount: 1, currency: 'XXQ' } },
      'UNSUPPORTED_CURRENCY',
      'unit_price_money.currency',
    ],
    ['an unknown category', { categories: ['nowhere'] }, 'INVALID_CATEGORIES', 'categories[0]'],
    [
      'an unknown set of modifiers',
      { modifier_set_id: 'ms_1' },
      'INVALID_MODIFIER_SET_ID',
      'modifier_set_id',
    ],
    ['an image without an address', { images: [{ url: 'x' }] }, 'IMAGE_URL_INVALID', 'images[0].url'],
    [
      'another tax category',
      { line_item_tax_category: 'toys' },
      'INVALID_TAX_CATEGORY',
      'line_item_tax_category',
    ],
  ] as [string, object, string, string][])
    it(`400 ${code}: ${what}`, async () =>
      void expectRefusal(await post(aBundle([mug.variantId], fields)), 400, code, param))

  it('404 RESOURCE_NOT_FOUND: an unknown variant, or one of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    const theirs = await createProduct(server, aMug(), key)
    for (const id of [unknownVariant, theirs.default_variant_id])
      expectRefusal(await post(aBundle([mug.variantId, id])), 404, 'RESOURCE_NOT_FOUND', 'components')
  })

  it('409 BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE: inactive; archived even in an inactive bundle', async () => {
    const { variantId } = await aVariant(server, {}, { status: 'inactive' })
    expectRefusal(await post(aBundle([variantId])), 409, 'BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE')
    const gone = await aVariant(server)
    done(await call('DELETE', `/v1/products/${gone.productId}`))
    const body = aBundle([gone.variantId], { status: 'inactive' })
    expectRefusal(await post(body), 409, 'BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE')
  })

  it('409 BUNDLE_COMPONENT_PRODUCT_NOT_ACTIVE', async () => {
    const { variantId } = await aVariant(server, { status: 'inactive' })
    expectRefusal(await post(aBundle([variantId])), 409, 'BUNDLE_COMPONENT_PRODUCT_NOT_ACTIVE')
  })

  it('409 SKU_ALREADY_EXISTS, ARCHIVED_CATEGORY', async () => {
    const sku = freshSku()
    await createProduct(server, aMug({}, { sku }))
    expectRefusal(await post(aBundle([mug.variantId], { sku })), 409, 'SKU_ALREADY_EXISTS', 'sku')
    const { category_id, handle } = created(await call('POST', '/v1/categories', { body: { name: 'Gone' } }))
    done(await call('DELETE', `/v1/categories/${category_id}`))
    expectRefusal(await post(aBundle([mug.variantId], { categories: [handle] })), 409, 'ARCHIVED_CATEGORY')
  })
})

describe('getBundle', () => {
  it('200: is for sale as long as all its variants are', async () => {
    const cup = await aVariant(server)
    const { bundle_id } = await createBundle(server, [mug.variantId, cup.variantId])
    const isForSale = async () => done(await call('GET', `${path}/${bundle_id}`)).available_for_sale
    done(await setVariant(cup, { status: 'inactive' }))
    assert.equal(await isForSale(), false)
    done(await setVariant(cup, { status: 'active' }))
    assert.equal(await isForSale(), true)
    done(await call('PATCH', `/v1/products/${cup.productId}`, { body: { status: 'inactive' } }))
    assert.equal(await isForSale(), false)
  })

  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(await call('GET', `${path}/${unknown}`), 404, 'RESOURCE_NOT_FOUND', 'bundle_id'))
})

describe('updateBundle', () => {
  it('200: changes what is named, and nothing else', async () => {
    const before = await createBundle(server, [mug.variantId], { metadata: { a: '1' }, sku: freshSku() })
    server.clock.advance(1000)
    const change = {
      name: 'Set',
      description: 'New',
      sku: freshSku(),
      unit_price_money: { amount: 5, currency: 'EUR' },
      taxable: false,
      line_item_tax_category: 'food',
      external_reference_id: 'x',
    }
    const after = done(
      await patch(before.bundle_id, { ...change, metadata: { b: '2' }, expected_version: 1 }),
    )
    assert.deepEqual(after, {
      ...before,
      ...change,
      metadata: { a: '1', b: '2' },
      version: 2,
      updated_at: after.updated_at,
    })
    assert.deepEqual(done(await call('GET', `${path}/${before.bundle_id}`)), after)
  })

  it('200: components change while it is inactive, or as it becomes so; those that stay keep their ids', async () => {
    const { bundle_id, components } = await createBundle(server, [mug.variantId, tea.variantId])
    const cup = await aVariant(server)
    const first = done(
      await patch(bundle_id, {
        status: 'inactive',
        components: [
          { variant_id: tea.variantId, quantity: 7 },
          { variant_id: cup.variantId, quantity: 1 },
        ],
      }),
    )
    assert.equal(first.components.length, 2)
    assert.deepEqual(
      [first.components[0].bundle_component_id, first.components[0].quantity],
      [components[1].bundle_component_id, 7],
    )
    const second = done(
      await patch(bundle_id, {
        status: 'active',
        components: [
          {
            bundle_component_id: first.components[1].bundle_component_id,
            variant_id: mug.variantId,
            quantity: 3,
          },
        ],
      }),
    )
    assert.deepEqual(second.components, [
      {
        bundle_component_id: first.components[1].bundle_component_id,
        variant_id: mug.variantId,
        product_id: mug.productId,
        name: 'Mug',
        quantity: 3,
        position: 0,
      },
    ])
    assert.deepEqual(done(await call('GET', `${path}/${bundle_id}`)), second)
  })

  it('400: NO_FIELDS_TO_UPDATE, INVALID_EXPECTED_VERSION, INVALID_BUNDLE_STATUS', async () => {
    const { bundle_id } = await createBundle(server, [mug.variantId])
    expectRefusal(await patch(bundle_id, {}), 400, 'NO_FIELDS_TO_UPDATE')
    expectRefusal(await patch(bundle_id, { expected_version: 'x' }), 400, 'INVALID_EXPECTED_VERSION')
    expectRefusal(await patch(bundle_id, { status: 'archived' }), 400, 'INVALID_BUNDLE_STATUS')
  })

  it('400: UNKNOWN_BUNDLE_COMPONENT, DUPLICATE_BUNDLE_COMPONENT_ID', async () => {
    const { bundle_id, components } = await createBundle(server, [mug.variantId], { status: 'inactive' })
    const { bundle_component_id } = components[0]
    const named = (id: string, variant_id: string) => ({ bundle_component_id: id, variant_id, quantity: 1 })
    expectRefusal(
      await patch(bundle_id, { components: [named('bunc_1', mug.variantId)] }),
      400,
      'UNKNOWN_BUNDLE_COMPONENT',
      'components[0].bundle_component_id',
    )
    expectRefusal(
      await patch(bundle_id, {
        components: [named(bundle_component_id, mug.variantId), named(bundle_component_id, tea.variantId)],
      }),
      400,
      'DUPLICATE_BUNDLE_COMPONENT_ID',
      'components[1].bundle_component_id',
    )
  })

  it('404 RESOURCE_NOT_FOUND: the bundle, or a variant', async () => {
    expectRefusal(await patch(unknown, { name: 'x' }), 404, 'RESOURCE_NOT_FOUND', 'bundle_id')
    const { bundle_id } = await createBundle(server, [mug.variantId], { status: 'inactive' })
    const components = [{ variant_id: unknownVariant, quantity: 1 }]
    expectRefusal(await patch(bundle_id, { components }), 404, 'RESOURCE_NOT_FOUND', 'components')
  })

  it('409 ACTIVE_BUNDLE_COMPONENTS_IMMUTABLE', async () => {
    const { bundle_id } = await createBundle(server, [mug.variantId])
    const components = [{ variant_id: tea.variantId, quantity: 1 }]
    expectRefusal(
      await patch(bundle_id, { components }),
      409,
      'ACTIVE_BUNDLE_COMPONENTS_IMMUTABLE',
      'components',
    )
  })

  it('409 BUNDLE_COMPONENT_*_NOT_ACTIVE: as it becomes active', async () => {
    const cup = await aVariant(server, {}, { status: 'inactive' })
    const { bundle_id } = await createBundle(server, [cup.variantId], { status: 'inactive' })
    const activate = () => patch(bundle_id, { status: 'active' })
    expectRefusal(await activate(), 409, 'BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE')
    done(await setVariant(cup, { status: 'active' }))
    done(await call('PATCH', `/v1/products/${cup.productId}`, { body: { status: 'inactive' } }))
    expectRefusal(await activate(), 409, 'BUNDLE_COMPONENT_PRODUCT_NOT_ACTIVE')
    done(await call('PATCH', `/v1/products/${cup.productId}`, { body: { status: 'active' } }))
    done(await activate())
  })

  it('409: VERSION_CONFLICT, SKU_ALREADY_EXISTS, FIELD_NOT_UPDATABLE', async () => {
    const sku = freshSku()
    await createBundle(server, [mug.variantId], { sku })
    const { bundle_id } = await createBundle(server, [mug.variantId])
    const answer = await patch(bundle_id, { name: 'x', expected_version: 2 })
    assert.equal(expectRefusal(answer, 409, 'VERSION_CONFLICT').current_version, 1)
    expectRefusal(await patch(bundle_id, { sku }), 409, 'SKU_ALREADY_EXISTS', 'sku')
    done(await call('DELETE', `${path}/${bundle_id}`))
    expectRefusal(await patch(bundle_id, { name: 'x' }), 409, 'FIELD_NOT_UPDATABLE')
  })
})

describe('deleteBundle', () => {
  it('200: archives it, frees its SKU; a second time changes nothing', async () => {
    const sku = freshSku()
    const { bundle_id, components } = await createBundle(server, [mug.variantId], { sku })
    const archived = done(await call('DELETE', `${path}/${bundle_id}?expected_version=1`))
    assert.deepEqual(
      [archived.status, archived.version, archived.available_for_sale, archived.components],
      ['archived', 2, false, components],
    )
    assert.deepEqual(done(await call('DELETE', `${path}/${bundle_id}?expected_version=1`)), archived)
    await createBundle(server, [mug.variantId], { sku })
  })

  it('404 RESOURCE_NOT_FOUND, 409 VERSION_CONFLICT', async () => {
    expectRefusal(await call('DELETE', `${path}/${unknown}`), 404, 'RESOURCE_NOT_FOUND', 'bundle_id')
    const { bundle_id } = await createBundle(server, [mug.variantId])
    expectRefusal(await call('DELETE', `${path}/${bundle_id}?expected_version=4`), 409, 'VERSION_CONFLICT')
  })
})

describe('listBundleComponents', () => {
  it('200: each with its variant, page by page', async () => {
    const { bundle_id, components } = await createBundle(server, [mug.variantId, tea.variantId])
    const first = await call('GET', `${path}/${bundle_id}/components?page_size=1`)
    const second = await call(
      'GET',
      `${path}/${bundle_id}/components?page_size=1&page_token=${first.json.next_page_token}`,
    )
    assert.equal(second.json.next_page_token, undefined)
    const { variant, ...component } = done(second)[0]
    assert.deepEqual(component, components[1])
    assert.deepEqual(
      variant,
      done(await call('GET', `/v1/products/${tea.productId}/variants/${tea.variantId}`)),
    )
    assert.equal(done(first)[0].variant.variant_id, mug.variantId)
  })

  it('404 RESOURCE_NOT_FOUND', async () =>
    void expectRefusal(await call('GET', `${path}/${unknown}/components`), 404, 'RESOURCE_NOT_FOUND'))
})

describe('listBundles', async () => {
  const { key } = await server.anotherSandbox()
  const own: Pick<typeof server, 'call'> = {
    call: (method, to, options) => server.call(method, to, { key, ...options }),
  }
  const { variantId } = await aVariant(own)
  created(await own.call('POST', '/v1/categories', { body: { name: 'Sets', handle: 'sets' } }))
  const first = await createBundle(own, [variantId], { name: 'a set', sku: 'SET-1', categories: ['sets'] })
  server.clock.advance(60_000)
  const second = await createBundle(own, [variantId], {
    name: 'b set',
    status: 'inactive',
    external_reference_id: 'erp-9',
  })
  const third = await createBundle(own, [variantId], { name: 'c pack' })
  done(await own.call('DELETE', `${path}/${third.bundle_id}`))
  server.clock.advance(60_000)
  done(await own.call('PATCH', `${path}/${first.bundle_id}`, { body: { description: 'Nice' } }))

  for (const [query, names] of [
    ['', ['c pack', 'b set', 'a set']],
    ['?sort_by=name&sort_direction=asc', ['a set', 'b set', 'c pack']],
    ['?sort_by=updated_at', ['a set', 'c pack', 'b set']],
    ['?status=active,inactive', ['b set', 'a set']],
    ['?category_handle=sets', ['a set']],
    ['?external_reference_id=erp-9', ['b set']],
    ['?sku=SET-1', ['a set']],
    ['?query=SET', ['b set', 'a set']],
    [`?query=${third.bundle_id.slice(0, 29)}`, ['c pack']],
    [`?created_after=${second.created_at}`, ['c pack', 'b set']],
  ] as [string, string[]][])
    it(`200: ${query.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|bun_\w+/g, '…') || 'all, newest first'}`, async () => {
      const found: string[] = []
      let token: string | undefined = ''
      for (const start = `${path}${query}${query ? '&' : '?'}page_size=2`; token !== undefined;) {
        const page = await own.call('GET', `${start}${token && `&page_token=${token}`}`)
        found.push(...done(page).map(({ name }: any) => name))
        token = page.json.next_page_token
      }
      assert.deepEqual(found, names)
    })

  it('400: INVALID_BUNDLE_STATUS, INVALID_SORT_BY', async () => {
    expectRefusal(await call('GET', `${path}?status=gone`), 400, 'INVALID_BUNDLE_STATUS')
    expectRefusal(await call('GET', `${path}?sort_by=price`), 400, 'INVALID_SORT_BY')
  })
})
