import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { dayMs, hourMs, plusMs } from '../platform/clock/clock.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant } from './a-merchant.fixture.ts'

const merchant = await aMerchant()
const { listen, createOrder } = merchant
const { call, clock } = merchant.server
merchant.server.startWorker()

type Endpoint = { id: string; path: string }
const read = async ({ path }: Endpoint) => (await call('GET', path)).data

/** One delivery uses up its nine attempts. */
const exhaustOne = async (endpoint: Endpoint) => {
  const delivery = await merchant.deliveryTo(endpoint, await createOrder())
  for (let tried = 1; tried < 9; tried++) {
    const { next_retry_at } = await merchant.onceTried(delivery, tried)
    clock.advance(Date.parse(next_retry_at) - clock.nowMs())
  }
  await merchant.onceTried(delivery, 9)
  return (await merchant.attemptsOf(delivery))[0].completed_at as string
}

describe('an endpoint to which nothing can be delivered', () => {
  it('shows from the first exhausted delivery on when it will be disabled, and then is', async () => {
    const endpoint = await listen(await aConsumer(410))
    assert.equal((await read(endpoint)).disabling_scheduled_at, null)
    const failedAt = await exhaustOne(endpoint)
    const scheduledAt = plusMs(failedAt, 7 * dayMs)
    const shown = await read(endpoint)
    assert.deepEqual([shown.enabled, shown.disabling_scheduled_at], [true, scheduledAt])

    clock.advance(Date.parse(scheduledAt) - clock.nowMs() - 60_000)
    // One more failure does not move it.
    const waiting = await merchant.deliveryTo(endpoint, await createOrder())
    await merchant.onceTried(waiting, 1)
    assert.equal((await read(endpoint)).disabling_scheduled_at, scheduledAt)

    clock.advance(60_000)
    const after = await waitFor('it is disabled', async () => {
      const data = await read(endpoint)
      return data.enabled ? null : data
    })
    assert.deepEqual([after.disabled_reason, after.disabling_scheduled_at], ['deliveries_failing', null])
    assert.ok(after.disabled_at >= scheduledAt)
    const { data: suppressed } = await call('GET', `/v1/webhook-deliveries/${waiting}`)
    assert.deepEqual([suppressed.status, suppressed.next_retry_at], ['suppressed', null])

    const { data: enabled } = await call('PATCH', endpoint.path, { body: { enabled: true } })
    assert.deepEqual(
      [enabled.enabled, enabled.disabled_reason, enabled.disabled_at, enabled.disabling_scheduled_at],
      [true, null, null, null],
    )
    assert.equal((await call('GET', `/v1/webhook-deliveries/${waiting}`)).data.status, 'suppressed')
  })

  it('stays when anything succeeds: a delivery, a test event', async () => {
    const consumers = [await aConsumer(500), await aConsumer(500)] as const
    const endpoints = [await listen(consumers[0]), await listen(consumers[1])] as const
    await exhaustOne(endpoints[0])
    // Its retries come at times of their own.
    await waitFor('the other has failed, too', async () => {
      clock.advance(hourMs)
      return (await read(endpoints[1])).disabling_scheduled_at
    })
    for (const consumer of consumers) consumer.answer = 200
    await call('POST', `${endpoints[0].path}/test-events`, { body: { event_type: 'order.paid' } })
    assert.equal((await read(endpoints[0])).disabling_scheduled_at, null)
    await createOrder()
    await waitFor(
      'the success counts',
      async () => (await read(endpoints[1])).disabling_scheduled_at === null,
    )
    clock.advance(8 * dayMs)
    await merchant.onceDelivered(await merchant.deliveryTo(endpoints[1], await createOrder()))
    for (const endpoint of endpoints) assert.equal((await read(endpoint)).enabled, true)
  })

  it('stays when it asks for that', async () => {
    const endpoint = await listen(await aConsumer(500), { disable_when_failing: false })
    await exhaustOne(endpoint)
    assert.deepEqual((await read(endpoint)).disabling_scheduled_at, null)
    clock.advance(8 * dayMs)
    await merchant.onceTried(await merchant.deliveryTo(endpoint, await createOrder()), 1)
    assert.equal((await read(endpoint)).enabled, true)
    // What failed before does not count.
    const { data } = await call('PATCH', endpoint.path, { body: { disable_when_failing: true } })
    assert.deepEqual([data.disable_when_failing, data.disabling_scheduled_at], [true, null])
  })

  it('starts anew with "enabled": true', async () => {
    const endpoint = await listen(await aConsumer(500))
    await exhaustOne(endpoint)
    const { data } = await call('PATCH', endpoint.path, { body: { enabled: true } })
    assert.equal(data.disabling_scheduled_at, null)
  })
})

describe('an endpoint that its merchant disables', () => {
  it('says so, and since when', async () => {
    const endpoint = await listen(await aConsumer())
    const { data } = await call('PATCH', endpoint.path, { body: { enabled: false } })
    assert.deepEqual([data.disabled_reason, data.disabled_at], ['requested', data.updated_at])
    clock.advance(1000)
    const again = await call('PATCH', endpoint.path, { body: { enabled: false } })
    assert.equal(again.data.disabled_at, data.disabled_at)
    const { data: born } = await call('POST', '/v1/webhook-endpoints', {
      body: { url: 'https://merchant.example/hooks', enabled: false },
    })
    assert.deepEqual([born.disabled_reason, born.disabled_at], ['requested', born.created_at])
  })
})
