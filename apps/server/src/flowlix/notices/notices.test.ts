import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cards, clientOf, directBody, makeFlowlixKey } from '../../../../../test/support/flowlix-calls.ts'
import { hostedPayer } from '../../../../../test/support/flowlix-hosted.ts'
import { freshKey } from '../../../../../test/support/money-calls.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { aConsumer } from '../../webhooks/a-consumer.fixture.ts'
import { aFlowlixMerchant, isSignedBy, signaturesOf } from './a-receiver.fixture.ts'

const { server, a, c, listen, noticesOf, noticeWhen } = await aFlowlixMerchant()
const { db } = server.services
const minuteMs = 60_000

describe('a notice', () => {
  it('waits in the database until a worker comes, and is then sent once', async () => {
    const { consumer, id } = await listen()
    const paid = await c.paid()
    const [waiting] = await noticesOf(`payment_id=${paid.id}`)
    assert.deepEqual(
      [waiting.status, waiting.attempt_count, waiting.flowlix_webhook_endpoint_id, waiting.event_type],
      ['pending', 0, id, 'payment.succeeded'],
    )
    const workers = [server.startWorker(), server.startWorker()]
    await noticeWhen('it is delivered', `payment_id=${paid.id}`, ({ status }) => status === 'delivered')
    await Promise.all(workers.map((worker) => worker.stop()))
    assert.equal(consumer.received.length, 1)
    assert.equal(consumer.received[0]!.json.id, waiting.event_id)
  })

  it('of a call that is repeated is made once; of one that is refused, never', async () => {
    const { id } = await listen()
    const idempotencyKey = freshKey('flowlix')
    const body = directBody('c')
    for (let time = 0; time < 2; time++) await c.settle((await c.pay(body, { idempotencyKey })).json.id)
    await c.pay({ ...body, amount: 0 }, { idempotencyKey: freshKey('flowlix') })
    assert.equal((await noticesOf(`flowlix_webhook_endpoint_id=${id}`)).length, 1)
  })

  it('that a dead worker had in hand is sent by another when its lease ends', async () => {
    const { consumer } = await listen({ enabled_events: ['payment.failed'] })
    const { id } = await c.declined()
    await db.query(
      `UPDATE flowlix_notices SET leased_until = $2::timestamptz + interval '1 minute' WHERE payment_id = $1`,
      [id, server.clock.now()],
    )
    const worker = server.startWorker()
    await noticesOf(`payment_id=${id}`)
    assert.equal(consumer.received.length, 0)
    server.clock.advance(2 * minuteMs)
    await waitFor('it arrives', () => consumer.received.length === 1)
    await worker.stop()
  })

  it('of an endpoint that was disabled meanwhile is suppressed, and can be resent once it is enabled', async () => {
    const { consumer, path } = await listen({ enabled_events: ['payment.succeeded'] })
    const { id } = await c.paid()
    const query = `payment_id=${id}&status=suppressed`
    await server.call('PATCH', path, { body: { enabled: false } })
    const [notice] = await noticesOf(query)
    const resend = () => server.call('POST', `/v1/flowlix/notices/${notice.flowlix_notice_id}/resend`)
    assert.equal((await resend()).json.error.code, 'WEBHOOK_ENDPOINT_NOT_ACTIVE')
    await server.call('PATCH', path, { body: { enabled: true } })
    assert.equal((await resend()).data.status, 'delivered')
    assert.equal(consumer.received.length, 1)
  })

  it('says the same in every attempt, whatever becomes of the payment meanwhile', async () => {
    const { consumer } = await listen({ enabled_events: ['payment.succeeded'] })
    consumer.answer = 503
    const worker = server.startWorker()
    const paid = await c.paid()
    await noticeWhen('the first is noted', `payment_id=${paid.id}`, (each) => each.last_status_code === 503)
    await c.refund(paid)
    consumer.answer = 200
    server.clock.advance(minuteMs)
    await waitFor('the second attempt', () => consumer.received.length === 2)
    await worker.stop()
    const [first, second] = consumer.received
    assert.equal(first!.text, second!.text)
    assert.ok(signaturesOf(second!).time > signaturesOf(first!).time)
  })

  it('one that hangs holds up no other receiver', async () => {
    const hanging = await listen({ enabled_events: ['payment.succeeded'] })
    hanging.consumer.answer = 'hang'
    const healthy = await listen({ enabled_events: ['payment.succeeded'] })
    const worker = server.startWorker()
    await Promise.all(Array.from({ length: 3 }, () => c.paid()))
    await waitFor('the other has all three', () => healthy.consumer.received.length === 3)
    assert.ok(hanging.consumer.mostHanging > 0)
    hanging.consumer.answer = 200
    hanging.consumer.answerHanging(200)
    await worker.stop()
    await server.call('DELETE', hanging.path)
  })
})

describe('a callback', () => {
  it('is signed with the environment’s secret, with both for a day after a rotation', async () => {
    const worker = server.startWorker()
    const consumer = await aConsumer()
    const paidOn = async () => {
      const payment = await a.opened({ callback_url: consumer.url })
      await (await hostedPayer(server, payment)).pay(cards.visa)
      return waitFor('the callback', () =>
        consumer.received.find(({ json }) => json.data.payment.id === payment.id),
      )
    }
    const { data: old } = await server.call('GET', '/v1/flowlix/callback-secret')
    assert.equal((await server.call('GET', '/v1/flowlix/callback-secret')).data.secret, old.secret)
    assert.ok(isSignedBy(old.secret, await paidOn()))
    const { data: fresh } = await server.call('POST', '/v1/flowlix/callback-secret/rotate')
    assert.notEqual(fresh.secret, old.secret)
    const between = await paidOn()
    assert.ok(isSignedBy(fresh.secret, between) && isSignedBy(old.secret, between))
    server.clock.advance(24 * 60 * minuteMs + 1000)
    const later = await paidOn()
    assert.ok(isSignedBy(fresh.secret, later) && !isSignedBy(old.secret, later))
    await worker.stop()
  })
})

describe('a sandbox whose clock is moved', () => {
  it('has its notices tried again at the instants they are due, and says so', async () => {
    const { key, sandboxId } = await server.anotherSandbox()
    const { consumer } = await listen({}, key)
    consumer.answer = 500
    const clock = `/v1/developer/sandboxes/${sandboxId}/clock`
    const frozen = await server.call('POST', `${clock}/freeze`, { key, idempotencyKey: freshKey() })
    assert.ok(frozen.status < 300, frozen.text)
    const theirs = clientOf(server, 'c', await makeFlowlixKey(server, 'flowlix_c', { by: key }))
    await theirs.paid()
    const { status, data, text } = await server.call('POST', `${clock}/advance`, {
      key,
      body: { by: 'PT40M' },
      idempotencyKey: freshKey(),
    })
    assert.ok(status < 300, text)
    const attempts = data.happened.filter(({ type }: any) => type === 'flowlix_notice_attempt')
    assert.deepEqual(
      attempts.map(({ attempt_number, attempt_status }: any) => [attempt_number, attempt_status]),
      [1, 2, 3, 4].map((number) => [number, 'failed']),
    )
    assert.equal(consumer.received.length, 4)
  })
})
