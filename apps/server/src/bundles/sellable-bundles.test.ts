import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { environmentOf } from '../../../../test/support/add-key.ts'
import { usd } from '../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { environments } from '../platform/auth/environments.ts'
import { systemContext } from '../platform/context.ts'
import { aShirt, aVariant, createBundle, createProduct, done } from '../products/catalog-calls.fixture.ts'
import { findBundlesToSell } from './sellable-bundles.ts'

const server = await startTestServer()
const { call, services } = server
const environmentId = await environmentOf(services, server.seeded.sandboxId)
const ctx = systemContext(services, (await environments(services).find(environmentId))!)
const bundlesToSell = (...ids: string[]) => services.db.run(findBundlesToSell(ctx, ids))

describe('findBundlesToSell', () => {
  it('has what an order line copies, components by position', async () => {
    const shirt = await createProduct(server, aShirt())
    const mug = await aVariant(server)
    const { bundle_id } = await createBundle(server, [], {
      name: 'Set',
      description: 'Two things',
      sku: 'SET-1',
      unit_price_money: usd(3000),
      taxable: false,
      line_item_tax_category: 'clothing',
      images: [{ url: 'https://a.example/set' }],
      components: [
        { variant_id: mug.variantId, quantity: 2, position: 4 },
        { variant_id: shirt.default_variant_id, quantity: 1, position: 3 },
      ],
    })
    assert.deepEqual(await bundlesToSell(bundle_id, 'bun_1'), [
      {
        sourceType: 'bundle',
        variantId: null,
        productId: null,
        bundleId: bundle_id,
        name: 'Set',
        description: 'Two things',
        sku: 'SET-1',
        image: 'https://a.example/set',
        categories: [],
        selectedOptions: [],
        unitPrice: 3000,
        currency: 'USD',
        taxable: false,
        taxCategory: 'clothing',
        isSellable: true,
        bundleComponents: [
          { variantId: shirt.default_variant_id, name: 'Shirt - Red / M', quantity: 1, position: 3 },
          { variantId: mug.variantId, name: 'Mug', quantity: 2, position: 4 },
        ],
        modifierSetId: null,
      },
    ])
    done(await call('PATCH', `/v1/products/${mug.productId}`, { body: { status: 'inactive' } }))
    assert.equal((await bundlesToSell(bundle_id))[0]!.isSellable, false)
  })
})
