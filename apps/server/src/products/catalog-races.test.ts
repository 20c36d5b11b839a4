import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import {
  aBundle,
  aMug,
  aShirt,
  aShirtVariant,
  aVariant,
  createBundle,
  createProduct,
  done,
  expectRefusal,
  freshSku,
} from './catalog-calls.fixture.ts'

const server = await startTestServer()
const { call } = server
const times = <T>(count: number, run: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => run(at)))

describe('one SKU that many want at once', () => {
  it('goes to one product, variant or bundle; the others get 409 SKU_ALREADY_EXISTS', async () => {
    const { variantId } = await aVariant(server)
    const shirts = await times(4, () => createProduct(server, aShirt()))
    for (let round = 0; round < 4; round++) {
      const sku = freshSku()
      const answers = await times(16, (at) => {
        const shirt = shirts[Math.floor(at / 4)]!
        return [
          () => call('POST', '/v1/products', { body: aMug({}, { sku }) }),
          () => call('POST', '/v1/bundles', { body: aBundle([variantId], { sku }) }),
          () =>
            call('PATCH', `/v1/products/${shirt.product_id}/variants/${shirt.default_variant_id}`, {
              body: { sku },
            }),
          () =>
            call('POST', `/v1/products/${shirt.product_id}/variants`, {
              body: { variant: aShirtVariant('Red', 'L', { sku }) },
            }),
        ][at % 4]!()
      })
      const lost = answers.filter(({ status }) => status >= 400)
      assert.equal(lost.length, 15)
      for (const answer of lost)
        if (answer.error.code !== 'VARIANT_OPTION_COMBINATION_ALREADY_EXISTS')
          expectRefusal(answer, 409, 'SKU_ALREADY_EXISTS')
    }
  })

  it('of requests that want several in another order, one wins as a whole', async () => {
    const skus = [freshSku(), freshSku()]
    const answers = await times(12, (at) => {
      const [first, second] = at % 2 ? skus : skus.toReversed()
      const variants = [
        aShirtVariant('Red', 'M', { sku: first }),
        aShirtVariant('Blue', 'L', { sku: second }),
      ]
      return call('POST', '/v1/products', { body: aShirt({ variants }) })
    })
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    for (const answer of answers.filter(({ status }) => status !== 201))
      expectRefusal(answer, 409, 'SKU_ALREADY_EXISTS')
  })
})

describe('archiving and bundling at once', () => {
  const isArchived = async (path: string) => done(await call('GET', path)).status === 'archived'

  for (const [what, refusal] of [
    ['a variant', 'VARIANT_IN_ACTIVE_BUNDLE'],
    ['a product', 'PRODUCT_IN_ACTIVE_BUNDLE'],
  ] as const)
    it(`${what}: either it is archived, or it is in the bundle`, async () => {
      for (let round = 0; round < 12; round++) {
        const shirt = await createProduct(server, aShirt())
        const variantPath = `/v1/products/${shirt.product_id}/variants/${shirt.default_variant_id}`
        const path = what === 'a variant' ? variantPath : `/v1/products/${shirt.product_id}`
        const [bundled, archived] = await Promise.all(
          round % 2
            ? [
                call('POST', '/v1/bundles', { body: aBundle([shirt.default_variant_id]) }),
                call('DELETE', path),
              ]
            : await (async () => {
                const { bundle_id } = await createBundle(server, [shirt.default_variant_id], {
                  status: 'inactive',
                })
                return [
                  call('PATCH', `/v1/bundles/${bundle_id}`, { body: { status: 'active' } }),
                  call('DELETE', path),
                ] as const
              })(),
        )
        if (bundled.status < 300) {
          expectRefusal(archived, 409, refusal)
          assert.equal(await isArchived(variantPath), false)
        } else {
          expectRefusal(bundled, 409, 'BUNDLE_COMPONENT_VARIANT_NOT_ACTIVE')
          assert.equal(await isArchived(variantPath), true)
        }
      }
    })
})

describe('many changes of one product at once', () => {
  it('are all made, each one version further, and the sums are right at the end', async () => {
    const { product_id, options } = await createProduct(server, aShirt())
    const answers = await times(16, (at) =>
      at % 2
        ? call('PATCH', `/v1/products/${product_id}`, { body: { metadata: { [`k${at}`]: 'v' } } })
        : call('PATCH', `/v1/products/${product_id}`, {
            body: {
              options: options.map(({ option_id, name, values }: any) => ({
                option_id,
                name,
                values: values.map(({ value }: any) => ({ value })),
              })),
            },
          }),
    )
    for (const answer of answers) done(answer)
    const product = done(await call('GET', `/v1/products/${product_id}`))
    assert.deepEqual(
      [product.version, Object.keys(product.metadata).length, product.variant_count],
      [17, 8, 2],
    )
  })
})
