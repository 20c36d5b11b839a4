import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { usd } from '../../../../test/support/money-calls.ts'
import { startTestServer } from '../../../../test/support/server.ts'
import { type MadeSandbox, aSandbox, manage } from './sandboxes.fixture.ts'

const count = 200
const server = await startTestServer({ FLINT_SANDBOXES_PER_MERCHANT: '250' })

/** Some at a time, as that many test runs side by side would. */
const forEach = async <T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = Array(items.length)
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index]!, index)
  }
  await Promise.all(Array.from({ length: 40 }, worker))
  return results
}

const namesIn = async (list: string, key: string) => {
  const { data } = await server.call('GET', `/v1/${list}?page_size=100`, { key })
  return data as any[]
}

describe(`${count} sandboxes at once`, () => {
  it('see each their own and nothing else, also when others are reset', async () => {
    const sandboxes: MadeSandbox[] = await forEach(Array.from({ length: count }), (_, index) =>
      aSandbox(server, `Run ${index}`),
    )
    const isReset = (index: number) => index % 4 === 3
    const paid = await forEach(sandboxes, async ({ sandboxId, key }, index) => {
      const reference = `run-${index}`
      const { data: order } = await server.call('POST', '/v1/orders', {
        key,
        body: {
          external_reference_id: reference,
          line_items: [{ name: reference, unit_price_money: usd(1000 + index) }],
        },
      })
      // The same names and numbers in all of them, as tests that run side by side have.
      const customer = await server.call('POST', '/v1/customers', {
        key,
        body: { email: 'buyer@shop.example' },
      })
      const { status } = await server.call('POST', `/v1/orders/${order.order_id}/pay`, {
        key,
        idempotencyKey: 'pay',
        body: { action: 'pay', payment_source: { token: 'tok_visa' } },
      })
      assert.deepEqual([order.order_number, customer.status, status], ['1001', 201, 200])
      if (isReset(index)) assert.equal((await manage(server, 'POST', `/${sandboxId}/reset`)).status, 200)
      return order.order_id as string
    })
    await forEach(sandboxes, async ({ key }, index) => {
      const orders = await namesIn('orders', key)
      const events = await namesIn('webhook-events', key)
      if (isReset(index)) return assert.deepEqual([orders, events], [[], []])
      assert.deepEqual(
        orders.map((order) => [order.order_id, order.external_reference_id, order.payment_status]),
        [[paid[index], `run-${index}`, 'paid']],
      )
      assert.equal((await namesIn('customers', key)).length, 1)
      assert.ok(events.length > 0)
      const others = paid[(index + 1) % count]!
      assert.equal((await server.call('GET', `/v1/orders/${others}`, { key })).status, 404)
    })
  })
})
