import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { environments } from '../platform/auth/environments.ts'
import { systemContext } from '../platform/context.ts'
import {
  aMug,
  aShirt,
  aShirtVariant,
  aVariant,
  createProduct,
  created,
  done,
} from './catalog-calls.fixture.ts'
import { findVariantsToSell } from './sellable-item.ts'

const server = await startTestServer()
const { call, services } = server
const environmentId = await environmentOf(services, server.seeded.sandboxId)
const ctx = systemContext(services, (await environments(services).find(environmentId))!)
const variantsToSell = (...ids: string[]) => services.db.run(findVariantsToSell(ctx, ids))

describe('findVariantsToSell', () => {
  it('has what an order line copies', async () => {
    created(await call('POST', '/v1/categories', { body: { name: 'Tops', handle: 'tops' } }))
    const shirt = await createProduct(
      server,
      aShirt({
        description: 'Of cotton',
        categories: ['tops'],
        images: [{ url: 'https://a.example/shirt' }],
        variants: [
          aShirtVariant('Red', 'M', { sku: 'S-1', taxable: false, line_item_tax_category: 'clothing' }),
          aShirtVariant('Blue', 'L', { name: 'Sky', images: [{ url: 'https://a.example/sky' }] }),
        ],
      }),
    )
    const { data: variants } = await call(
      'GET',
      `/v1/products/${shirt.product_id}/variants?sort_direction=asc`,
    )
    const ids = variants.map(({ variant_id }: any) => variant_id)
    const found = await variantsToSell(...ids, 'var_1')
    assert.equal(found.length, 2)
    const [red, blue] = ids.map((id: string) => found.find(({ variantId }) => variantId === id))
    assert.deepEqual(red, {
      sourceType: 'variant',
      variantId: ids[0],
      productId: shirt.product_id,
      bundleId: null,
      name: 'Shirt - Red / M',
      description: 'Of cotton',
      sku: 'S-1',
      image: 'https://a.example/shirt',
      categories: ['tops'],
      selectedOptions: [
        { name: 'Color', value: 'Red' },
        { name: 'Size', value: 'M' },
      ],
      unitPrice: 2500,
      currency: 'USD',
      taxable: false,
      taxCategory: 'clothing',
      isSellable: true,
      bundleComponents: [],
      modifierSetId: null,
    })
    assert.deepEqual([blue.name, blue.image], ['Shirt - Sky', 'https://a.example/sky'])
  })

  it('is sellable while variant and product are active', async () => {
    const mug = await aVariant(server)
    const path = `/v1/products/${mug.productId}`
    const isSellable = async () => (await variantsToSell(mug.variantId))[0]!.isSellable
    const set = async (to: string, status: string) => done(await call('PATCH', to, { body: { status } }))
    assert.equal(await isSellable(), true)
    await set(`${path}/variants/${mug.variantId}`, 'inactive')
    assert.equal(await isSellable(), false)
    await set(`${path}/variants/${mug.variantId}`, 'active')
    await set(path, 'inactive')
    assert.equal(await isSellable(), false)
    await set(path, 'active')
    assert.equal(await isSellable(), true)
    done(await call('DELETE', path))
    assert.equal(await isSellable(), false)
  })

  it('finds none of another sandbox', async () => {
    const { key } = await server.anotherSandbox()
    const { default_variant_id } = await createProduct(server, aMug(), key)
    assert.deepEqual(await variantsToSell(default_variant_id), [])
  })
})

describe('lineNameOf', () => {
  it('is never longer than a line name may be', async () => {
    const { default_variant_id } = await createProduct(
      server,
      aMug({ name: 'x'.repeat(250) }, { name: 'large' }),
    )
    const [item] = await variantsToSell(default_variant_id)
    assert.equal(item!.name, `${'x'.repeat(250)} - l…`)
    assert.equal(item!.name.length, 255)
  })
})
