import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { aLine, newKey, salesTax, usd } from '../order-calls.fixture.ts'

const server = await startTestServer()

type Body = Record<string, unknown>
const automatic = { enabled: true, calculation: { mode: 'automatic' } }
const inNewYork = { ...automatic, location: { postal_code: '10001', country: 'US' } }

const call = async (method: string, path: string, body: unknown, options: object = {}) =>
  server.call(method, path, { body, idempotencyKey: newKey(), ...options })
const done = async (method: string, path: string, body: unknown, options: object = {}) => {
  const answer = await call(method, path, body, options)
  assert.ok(answer.status < 300, JSON.stringify(answer.json))
  return answer.data
}
const created = (body: Body = {}) => done('POST', '/v1/orders', { line_items: [aLine(10_000)], ...body })
const said = async (called: Promise<any>) => {
  const { status, error } = await called
  return [status, error?.code, error?.param]
}
const taxed = ({ tax, pricing_amounts: amounts }: any) => [
  tax.status,
  tax.taxability_reason,
  amounts.tax_money.amount,
]
const pay = (orderId: string) =>
  call('POST', `/v1/orders/${orderId}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } })

describe('automatic tax at creation', () => {
  it('calculated from a postal code, with the jurisdictions', async () => {
    const order = await created({ tax: inNewYork })
    assert.deepEqual(taxed(order), ['calculated', 'standard_rated', 888])
    assert.deepEqual(
      order.tax.tax_breakdowns.map((part: any) => [part.jurisdiction.name, part.tax_money.amount]),
      [
        ['New York', 400],
        ['New York City', 450],
        ['Metropolitan Commuter Transportation District', 38],
      ],
    )
    assert.equal(order.line_items[0].tax.taxable, true)
    assert.match(order.tax.tax_breakdowns[0].tax_breakdown_id, /^txb_[0-9A-HJKMNP-TV-Z]{26}$/)
    assert.deepEqual(order.tax.available_location_inputs, ['tax_address', 'postal_code'])
  })

  it('by category: food is not taxed, a delivery is in New York', async () => {
    const order = await created({
      line_items: [
        aLine(10_000, { tax: { line_item_tax_category: 'food' } }),
        aLine(10_000, { tax: { taxable: false } }),
      ],
      charges: [{ type: 'delivery_fee', name: 'Delivery', amount_money: usd(1000) }],
      tax: inNewYork,
    })
    assert.deepEqual(taxed(order), ['calculated', 'standard_rated', 40 + 45 + 4])
    assert.deepEqual(
      order.line_items.map((line: any) => line.tax_money.amount),
      [0, 0],
    )
  })

  it('requires_location without one', async () =>
    assert.deepEqual(taxed(await created({ tax: automatic })), ['requires_location', 'location_required', 0]))

  it('no_jurisdiction where nobody taxes sales', async () =>
    assert.deepEqual(taxed(await created({ tax: { ...automatic, location: { postal_code: '97201' } } })), [
      'calculated',
      'no_jurisdiction',
      0,
    ]))

  it('ORDER_TAX_UNSUPPORTED_COUNTRY', async () =>
    assert.deepEqual(
      await said(
        call('POST', '/v1/orders', {
          line_items: [aLine(100)],
          tax: { ...automatic, location: { postal_code: '10115', country: 'DE' } },
        }),
      ),
      [400, 'ORDER_TAX_UNSUPPORTED_COUNTRY', 'tax.location.address.country'],
    ))

  it("TAX_MODE_MISMATCH: a line's own rates beside automatic tax", async () =>
    assert.deepEqual(
      await said(
        call('POST', '/v1/orders', {
          line_items: [aLine(100), aLine(100, { tax: salesTax(8) })],
          tax: inNewYork,
        }),
      ),
      [409, 'TAX_MODE_MISMATCH', 'line_items[1].tax.calculation'],
    ))

  const parts: [code: string, tax: Body, param: string][] = [
    ['EXTERNAL_TAX_COMPONENTS_REQUIRED', { calculation: {} }, 'components'],
    [
      'AUTOMATIC_TAX_COMPONENTS_FORBIDDEN',
      {
        calculation: {
          mode: 'automatic',
          components: [{ type: 'percentage', percent: 1, tax_type: 'sales_tax' }],
        },
      },
      'components',
    ],
    [
      'FLAT_TAX_SCOPE_INVALID',
      { calculation: { components: [{ type: 'flat_amount', flat_money: usd(1), tax_type: 'sales_tax' }] } },
      'components[0].type',
    ],
    [
      'DUPLICATE_TAX_COMPONENT',
      salesTax(0, {
        components: ['CA', 'CA'].map((code) => ({
          type: 'percentage',
          percent: 1,
          tax_type: 'sales_tax',
          jurisdiction: { code },
        })),
      }),
      'components[1]',
    ],
  ]
  for (const [code, tax, param] of parts)
    it(code, async () =>
      assert.deepEqual(await said(call('POST', '/v1/orders', { line_items: [aLine(1, { tax })] })), [
        400,
        code,
        `line_items[0].tax.calculation.${param}`,
      ]),
    )

  it('INVALID_TAX_CATEGORY', async () =>
    assert.deepEqual(
      await said(
        call('POST', '/v1/orders', {
          line_items: [aLine(1, { tax: { line_item_tax_category: 'toys' } })],
        }),
      ),
      [400, 'INVALID_TAX_CATEGORY', 'line_items[0].tax.line_item_tax_category'],
    ))
})

describe('automatic tax of an order that changes', () => {
  it('a new location taxes it anew; lines and charges that are added are taxed as the rest', async () => {
    const order = await created({ tax: automatic })
    const path = `/v1/orders/${order.order_id}`
    assert.deepEqual(taxed(await done('PATCH', path, { tax: { location: { postal_code: '46204' } } })), [
      'calculated',
      'standard_rated',
      700,
    ])
    const moved = { address: { city: 'Austin', state: 'Texas', postal_code: '78701', country: 'US' } }
    assert.equal(taxed(await done('PATCH', path, { tax: { location: moved } }))[2], 625)
    const added = await done('POST', `${path}/line-items`, {
      line_items: [aLine(1000), aLine(1000, { tax: { line_item_tax_category: 'food' } })],
    })
    assert.equal(taxed(added)[2], 625 + 63)
    const charged = await done('POST', `${path}/charges`, {
      charge: { type: 'delivery_fee', name: 'Delivery', amount_money: usd(1000) },
    })
    assert.equal(taxed(charged)[2], 625 + 63 + 63)
  })

  it('external tax can take its place', async () => {
    const order = await created({ tax: inNewYork })
    const path = `/v1/orders/${order.order_id}`
    const external = await done('PATCH', path, { tax: { calculation: { mode: 'external' } } })
    assert.deepEqual(taxed(external), ['not_required', 'not_taxable', 0])
    const rated = await done('PATCH', `${path}/line-items/${order.line_items[0].order_line_item_id}`, {
      tax: salesTax(10),
    })
    assert.equal(taxed(rated)[2], 1000)
  })
})

describe('paying an order with automatic tax', () => {
  it('ORDER_TAX_NOT_READY until there is a location', async () => {
    const order = await created({ tax: automatic })
    assert.deepEqual(await said(pay(order.order_id)), [409, 'ORDER_TAX_NOT_READY', 'tax.location'])
    await done('PATCH', `/v1/orders/${order.order_id}`, { tax: { location: { postal_code: '10001' } } })
    const { data } = await pay(order.order_id)
    assert.equal(data.order?.payment_status ?? data.payment_status, 'paid')
  })

  it('ORDER_TAX_NOT_UPDATABLE_AFTER_PAYMENT; what is added later is taxed by the same rates', async () => {
    const order = await created({ tax: inNewYork })
    const path = `/v1/orders/${order.order_id}`
    assert.equal((await pay(order.order_id)).status, 200)
    for (const tax of [{ location: { postal_code: '97201' } }, { enabled: false }])
      assert.deepEqual(await said(call('PATCH', path, { tax })), [
        409,
        'ORDER_TAX_NOT_UPDATABLE_AFTER_PAYMENT',
        'tax',
      ])
    const added = await done('POST', `${path}/line-items`, { line_items: [aLine(10_000)] })
    assert.equal(taxed(added)[2], 888 * 2)
  })
})

describe('a buyer in checkout', () => {
  it('may change the tax address, and the session stays open', async () => {
    const order = await created({ tax: automatic })
    const session = await done('POST', '/v1/checkout-sessions', { order_id: order.order_id })
    const headers = {
      'X-Checkout-Session-ID': session.checkout_session_id,
      'X-Checkout-Session-Secret': session.checkout_access.checkout_auth_token,
    }
    const path = `/v1/orders/${order.order_id}`
    const buyer = { key: null, headers }
    const located = await done('PATCH', path, { tax: { location: { postal_code: '10001' } } }, buyer)
    assert.equal(taxed(located)[2], 888)
    const { data } = await server.call('GET', `/v1/checkout-sessions/${session.checkout_session_id}`)
    assert.equal(data.status, 'open')
    assert.deepEqual(await said(call('PATCH', path, { tax: { enabled: false } }, buyer)), [
      400,
      'CHECKOUT_ORDER_UPDATE_FIELD_NOT_ALLOWED',
      'tax.enabled',
    ])
  })
})

describe("the order's customer", () => {
  const aCustomer = (special: Body) =>
    done('POST', '/v1/customers', { email: `${newKey()}@example.com`, name: 'Ada', ...special })
  const address = { line1: '1 Main St', city: 'Austin', state: 'TX', postal_code: '78701', country: 'US' }

  it('is exempt', async () => {
    const { customer_id } = await aCustomer({ tax_exempt: true })
    const order = await created({ customer_id, tax: inNewYork })
    assert.deepEqual(taxed(order), ['exempt', 'customer_exempt', 0])
    assert.deepEqual(order.tax.exemption, { tax_exempt: true, source: 'customer', customer_id })
    assert.equal((await pay(order.order_id)).status, 200)
  })

  it('lends an address where none is given', async () => {
    const { customer_id } = await aCustomer({ billing_address: address })
    const order = await created({ customer_id, tax: automatic })
    assert.deepEqual(taxed(order), ['calculated', 'standard_rated', 625])
    const { address_type: type, address_source: source, customer_id: id } = order.tax.location
    assert.deepEqual([type, source, id], ['billing_address', 'customer', customer_id])
  })

  it('set later, brings the same', async () => {
    const { customer_id } = await aCustomer({ shipping_address: address })
    const order = await created({ tax: automatic })
    const changed = await done('PATCH', `/v1/orders/${order.order_id}`, { customer_id })
    assert.deepEqual(taxed(changed), ['calculated', 'standard_rated', 625])
  })

  it('lives where the table knows nothing: incomplete, and not to be paid', async () => {
    const { customer_id } = await aCustomer({
      billing_address: { ...address, state: 'BE', postal_code: '10115', country: 'DE' },
    })
    const order = await created({ customer_id, tax: automatic })
    assert.deepEqual([order.tax.status, order.tax.failure_reason], ['incomplete', 'location_unsupported'])
    assert.deepEqual(await said(pay(order.order_id)), [409, 'ORDER_TAX_NOT_READY', 'tax.location'])
  })
})

describe('live mode without a table of its own', () => {
  it('is incomplete: sample rates are for sandboxes', async () => {
    const order = await done(
      'POST',
      '/v1/orders',
      { line_items: [aLine(100)], tax: inNewYork },
      { key: server.liveKey },
    )
    assert.deepEqual([order.tax.status, order.tax.failure_reason], ['incomplete', 'rate_unavailable'])
  })
})

describe("an operator's table", () => {
  it('another table changes no order that is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flint-rates-'))
    after(() => rm(folder, { recursive: true }))
    const file = join(folder, 'rates.csv')
    await writeFile(file, 'country,state,level,name,percent\nUS,NY,state,New York,10\n')
    const own = await startTestServer({ FLINT_TAX_RATES_FILE: file })
    const body = { line_items: [aLine(10_000)], tax: inNewYork }
    const { data: order } = await own.call('POST', '/v1/orders', { body })
    assert.deepEqual(taxed(order), ['calculated', 'standard_rated', 1000])
    await writeFile(file, 'country,state,level,name,percent\nUS,NY,state,New York,20\n')
    // As a process does that starts with the new file: its configuration is another object.
    const services = { ...own.services, config: { ...own.services.config } }
    const { buildApp } = await import('../../app.ts')
    const restarted = await buildApp(services)
    after(() => restarted.close())
    const inject = async (method: 'POST' | 'PATCH', url: string, payload: object) =>
      (
        await restarted.inject({
          method,
          url,
          payload,
          headers: { authorization: `Bearer ${own.sandboxKey}` },
        })
      ).json().data
    const added = await inject('POST', `/v1/orders/${order.order_id}/line-items`, {
      line_items: [aLine(10_000)],
    })
    assert.equal(taxed(added)[2], 2000)
    assert.equal(taxed(await inject('POST', '/v1/orders', body))[2], 2000)
    const asked = await inject('PATCH', `/v1/orders/${order.order_id}`, { tax: { enabled: true } })
    assert.equal(taxed(asked)[2], 4000)
  })
})
