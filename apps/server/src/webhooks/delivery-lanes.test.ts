import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { plusMs } from '../platform/clock/clock.ts'
import { compose } from '../platform/db/statement.ts'
import { aSandbox, manage, testScopes } from '../sandboxes/sandboxes.fixture.ts'
import { startWorker } from '../worker.ts'
import { aConsumer } from './a-consumer.fixture.ts'
import { aMerchant, signaturesOf, verifies } from './a-merchant.fixture.ts'
import { deliveryLeaseMs } from './delivery.ts'
import { settleDeliveries } from './delivery-queries.ts'
import { fanOutEvents, takeDueDeliveries } from './queue-queries.ts'
import { settleAttempt } from './settle-attempt.ts'

describe('ten endpoints, one of them dead', () => {
  it('the dead one fills its own lane; the nine get everything meanwhile', async () => {
    const { server, listen, createOrder } = await aMerchant()
    server.startWorker()
    const dead = await aConsumer('hang')
    await listen(dead)
    await Promise.all(Array.from({ length: 20 }, () => createOrder()))
    await waitFor('the lane of the dead one is full', () => dead.mostHanging === 16)
    const healthy = await Promise.all(Array.from({ length: 9 }, () => aConsumer()))
    await Promise.all(healthy.map((consumer) => listen(consumer)))
    const orders = await Promise.all([createOrder(), createOrder(), createOrder()])
    await waitFor('the nine have all of theirs', () =>
      healthy.every(({ received }) => received.length === orders.length),
    )
    const { rows } = await server.services.db.query(
      `SELECT count(*) AS failed FROM webhook_delivery_attempts WHERE attempt_status = 'failed'`,
    )
    assert.equal(rows[0].failed, 0, 'all the while the dead one has not even timed out once')

    // Once it answers, its backlog goes on by itself.
    dead.answer = 200
    dead.answerHanging(200)
    await waitFor('the backlog is delivered', async () => {
      const open = `SELECT count(*) AS open FROM webhook_deliveries WHERE status <> 'delivered'`
      return (await server.services.db.query(open)).rows[0].open === 0
    })
    assert.equal(dead.mostHanging, 16)
  })
})

describe('several workers', () => {
  it('never make the same attempt twice', async () => {
    const { server, listen, createOrder } = await aMerchant()
    const workers = Array.from({ length: 4 }, () => startWorker(server.services))
    const [consumer, failing] = [await aConsumer(), await aConsumer(500)]
    await listen(consumer)
    await listen(failing)
    const total = 60
    await Promise.all(Array.from({ length: total }, () => createOrder()))
    const triedTimes = (times: number) =>
      waitFor(`all are tried ${times} times`, async () => {
        const { rows } = await server.services.db.query(
          `SELECT count(*) AS open FROM webhook_deliveries
           WHERE leased_until IS NOT NULL OR (status = 'pending' AND automatic_attempt_count <> $1)`,
          [times],
        )
        return rows[0].open === 0 && failing.received.length >= times * total
      })
    await triedTimes(1)
    assert.deepEqual([consumer.received.length, failing.received.length], [total, total])
    server.clock.advance(40_000)
    await triedTimes(2)
    for (const worker of workers) await worker.stop()
    const ids = failing.received.map(({ headers }) => headers['webhook-id'])
    assert.deepEqual([ids.length, new Set(ids).size], [2 * total, total])
  })
})

describe('a sandbox and its fork', () => {
  it('have endpoints of the same id, and each event of either is sent once', async () => {
    const { server } = await aMerchant()
    const consumer = await aConsumer()
    const sandbox = await aSandbox(server)
    await server.call('POST', '/v1/webhook-endpoints', { key: sandbox.key, body: { url: consumer.url } })
    const body = { name: 'Fork', issue_test_key: true, scopes: testScopes }
    const { data: fork } = await manage(server, 'POST', `/${sandbox.sandboxId}/fork`, { body })
    const line_items = [{ name: 'Mug', unit_price_money: { amount: 1450, currency: 'USD' } }]
    for (const key of [sandbox.key, fork.secret_key, sandbox.key, fork.secret_key])
      await server.call('POST', '/v1/orders', { key, body: { line_items } })
    const worker = server.startWorker()
    await waitFor('all are delivered', async () => {
      const { rows } = await server.services.db.query(
        `SELECT count(*) FILTER (WHERE status = 'delivered') AS delivered FROM webhook_deliveries`,
      )
      return rows[0].delivered === 4
    })
    await worker.stop()
    assert.equal(consumer.received.length, 4)
    const { rows } = await server.services.db.query('SELECT count(*) AS made FROM webhook_delivery_attempts')
    assert.equal(rows[0].made, 4)
  })
})

describe('a worker on another node', () => {
  it('sees each change of an endpoint at once', async () => {
    const merchant = await aMerchant()
    const { server, createOrder, deliveryTo, onceDelivered } = merchant
    const other = await server.anotherNode()
    other.startWorker()
    const [consumer, staying] = [await aConsumer(), await aConsumer()]
    const endpoint = await merchant.listen(consumer)
    const witness = await merchant.listen(staying)
    await onceDelivered(await deliveryTo(endpoint, await createOrder()))
    assert.equal(signaturesOf(consumer.received[0]!).length, 1)

    const { data: rotated } = await server.call('POST', `${endpoint.path}/rotate-secret`)
    await onceDelivered(await deliveryTo(endpoint, await createOrder()))
    assert.ok(verifies(rotated.secret, consumer.received[1]!))

    const moved = await aConsumer()
    await server.call('PATCH', endpoint.path, { body: { url: moved.url } })
    await onceDelivered(await deliveryTo(endpoint, await createOrder()))
    assert.deepEqual([consumer.received.length, moved.received.length], [2, 1])

    await server.call('PATCH', endpoint.path, { body: { enabled: false } })
    await onceDelivered(await deliveryTo(witness, await createOrder()))
    assert.equal(moved.received.length, 1)
  })
})

describe('a worker that is killed', () => {
  it('before the fan-out: the event waits in the outbox for the next worker', async () => {
    const { server, listen, createOrder, onceDelivered, deliveryTo } = await aMerchant()
    const endpoint = await listen(await aConsumer())
    const orderId = await createOrder()
    server.startWorker()
    await onceDelivered(await deliveryTo(endpoint, orderId))
  })

  it('while sending: the delivery is sent again when the lease has passed, and a late outcome counts for nothing', async () => {
    const { server, listen, createOrder, attemptsOf, deliveryTo, onceDelivered } = await aMerchant()
    const { services, clock, call } = server
    const consumer = await aConsumer()
    const endpoint = await listen(consumer)
    const orderId = await createOrder()
    // What a worker does until the kill: it has taken the delivery, and has written no outcome.
    const now = clock.now()
    const { lanes } = await services.db.run(fanOutEvents(now, 10))
    const withRoom = lanes.map((lane) => ({ ...lane, room: 16 }))
    const [due] = await services.db.run(takeDueDeliveries(withRoom, now, plusMs(now, deliveryLeaseMs)))
    const { taken } = due!

    server.startWorker()
    await onceDelivered(await deliveryTo(endpoint, await createOrder()))
    assert.equal(consumer.received.length, 1, 'the leased one is left alone')
    const resend = (idempotencyKey: string) =>
      call('POST', `/v1/webhook-deliveries/${taken.webhookDeliveryId}/resend`, { idempotencyKey })
    const meanwhile = await resend('resend-while-leased')
    assert.deepEqual([meanwhile.status, meanwhile.error.code], [409, 'WEBHOOK_DELIVERY_IN_FLIGHT'])

    clock.advance(deliveryLeaseMs)
    const delivery = await onceDelivered(await deliveryTo(endpoint, orderId))
    assert.equal(delivery.automatic_attempt_count, 1)
    assert.deepEqual(consumer.received[1]!.headers['webhook-id'], taken.eventId)

    const outcome = {
      startedAt: now,
      completedAt: now,
      durationMilliseconds: 1,
      statusCode: 500,
      responseContentType: null,
      responseHeaders: null,
      responseBodyExcerpt: null,
      failure: null,
    }
    const late = settleAttempt(taken, 'automatic_delivery', outcome, { attemptId: 'wdat_late', random: 0 })
    await services.db.run(compose(settleDeliveries([late])))
    const attempts = await attemptsOf(taken.webhookDeliveryId)
    assert.deepEqual(
      attempts.map((attempt: any) => [attempt.attempt_number, attempt.status_code]),
      [[1, 200]],
    )
    assert.equal((await resend('resend-while-leased')).status, 200, 'the refusal was not kept under the key')
  })
})

describe('a worker that is stopped', () => {
  it('gives back what it could not finish, without counting it', async () => {
    const { server, listen, createOrder } = await aMerchant()
    const worker = server.startWorker()
    const consumer = await aConsumer('hang')
    await listen(consumer)
    await createOrder()
    await waitFor('it is being sent', () => consumer.received.length === 1)
    await worker.stop()
    const { rows } = await server.services.db.query(
      'SELECT status, attempt_count, leased_until FROM webhook_deliveries',
    )
    assert.deepEqual(rows, [{ status: 'pending', attempt_count: 0, leased_until: null }])
    consumer.answer = 200
    server.startWorker()
    await waitFor('the next worker sends it', () => consumer.received.length === 2)
  })
})
