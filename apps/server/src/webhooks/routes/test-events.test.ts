import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { type Consumer, aConsumer } from '../a-consumer.fixture.ts'
import { aMerchant } from '../a-merchant.fixture.ts'

const merchant = await aMerchant()
const { call } = merchant.server

const listen = async (to: Pick<Consumer, 'url'>, body: object = {}) => (await merchant.listen(to, body)).path
const send = (to: string, event_type: string, options: { idempotencyKey?: string } = {}) =>
  call('POST', `${to}/test-events`, { body: { event_type }, ...options })
const anEvent = async (consumer: Consumer) => (await send(await listen(consumer), 'order.paid')).data

describe('createWebhookTestEvent', () => {
  it('200: what was sent and what came of it, as the attempt shows it later', async () => {
    const consumer = await aConsumer()
    const { data } = await send(await listen(consumer), 'order.paid')
    const [{ json }] = consumer.received as [any]
    assert.deepEqual([json.webhook_event_id, json.event_type], [data.webhook_event_id, 'order.paid'])
    assert.deepEqual([json.test, json.data.payment_status], [true, 'paid'])
    assert.deepEqual([data.status_code, data.error_category], [200, null])
    const [attempt, ...others] = await merchant.attemptsOf(data.webhook_delivery_id)
    assert.equal(others.length, 0)
    for (const field of [
      'webhook_delivery_attempt_id',
      'attempt_number',
      'attempt_status',
      'delivery_trigger',
      'status_code',
      'duration_milliseconds',
      'response_body_excerpt',
    ])
      assert.equal(attempt[field], data[field], field)
    assert.deepEqual([attempt.response_content_type, attempt.response_body_excerpt], ['text/plain', 'noted'])
  })

  it('200: the failure inside when the target fails; nothing is tried again', async () => {
    const consumer = await aConsumer(500)
    const { status, data } = await send(await listen(consumer), 'refund.created')
    assert.equal(status, 200)
    assert.deepEqual(
      [
        data.attempt_status,
        data.event_status,
        data.status_code,
        data.error_category,
        data.response_body_excerpt,
      ],
      ['failed', 'failed', 500, 'webhook_http_5xx', 'noted'],
    )
    const { data: delivery } = await call('GET', `/v1/webhook-deliveries/${data.webhook_delivery_id}`)
    assert.deepEqual([delivery.status, delivery.next_retry_at], ['failed', null])
    assert.equal(delivery.automatic_attempt_count, 0)
  })

  it('200: the failure inside when nobody listens', async () => {
    const consumer = await aConsumer()
    const to = await listen(consumer)
    await consumer.close()
    const { status, data } = await send(to, 'order.paid')
    assert.deepEqual([status, data.attempt_status, data.status_code], [200, 'failed', null])
    assert.deepEqual(
      [data.diagnostic_category, data.error_category],
      ['connection_error', 'webhook_connection'],
    )
  })

  it('200: one event for one Idempotency-Key; 409 IDEMPOTENCY_KEY_IN_PROGRESS meanwhile', async () => {
    const consumer = await aConsumer('hang')
    const to = await listen(consumer)
    const running = send(to, 'order.paid', { idempotencyKey: 'test-1' })
    await waitFor('it is being sent', () => consumer.received.length === 1)
    const meanwhile = await send(to, 'order.paid', { idempotencyKey: 'test-1' })
    assert.deepEqual([meanwhile.status, meanwhile.error.code], [409, 'IDEMPOTENCY_KEY_IN_PROGRESS'])
    consumer.answerHanging(200)
    assert.equal((await running).status, 200)
    const again = await send(to, 'order.paid', { idempotencyKey: 'test-1' })
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true')
    assert.equal(consumer.received.length, 1)
    assert.equal(again.data.webhook_event_id, consumer.received[0]!.json.webhook_event_id)
  })

  it('200: every type, whatever the endpoint subscribes to', async () => {
    const consumer = await aConsumer()
    const to = await listen(consumer, { enabled_events: ['order.paid'] })
    for (const type of [
      'capability.updated',
      'subscription.created',
      'order.payment_succeeded',
      'payout.paid',
    ])
      assert.equal((await send(to, type)).data.event_status, 'delivered', type)
  })

  it('400 INVALID_EVENT_TYPE', async () => {
    const to = await listen({ url: 'https://merchant.example/' })
    const { status, error } = await send(to, 'order.payed')
    assert.deepEqual([status, error.code, error.param], [400, 'INVALID_EVENT_TYPE', 'event_type'])
    assert.equal((await call('POST', `${to}/test-events`, { body: {} })).error.code, 'FIELD_REQUIRED')
  })

  it('404 RESOURCE_NOT_FOUND', async () => {
    const { status, error } = await send('/v1/webhook-endpoints/whep_none', 'order.paid')
    assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
  })

  it('409 WEBHOOK_ENDPOINT_NOT_ACTIVE: disabled', async () => {
    const to = await listen({ url: 'https://merchant.example/' }, { enabled: false })
    const { status, error } = await send(to, 'order.paid')
    assert.deepEqual([status, error.code], [409, 'WEBHOOK_ENDPOINT_NOT_ACTIVE'])
  })
})

describe('listWebhookEvents', () => {
  const list = async (query: string) => {
    const { data } = await call('GET', `/v1/webhook-events?page_size=100&${query}`)
    return data.map((event: any) => event.webhook_event_id)
  }

  it('200: test events only with include=test_events', async () => {
    const event = await anEvent(await aConsumer())
    assert.ok(!(await list('')).includes(event.webhook_event_id))
    assert.ok((await list('include=test_events')).includes(event.webhook_event_id))
    const { data } = await call('GET', `/v1/webhook-events/${event.webhook_event_id}`)
    assert.deepEqual([data.test, data.event_origin], [true, 'test_api'])
    assert.equal(data.payload.test, true)
  })

  it('200: by status of a delivery, to one endpoint or any', async () => {
    const [good, bad] = [await listen(await aConsumer()), await listen(await aConsumer(500))]
    const delivered = (await send(good, 'order.paid')).data
    const failed = (await send(bad, 'order.paid')).data
    const all = 'include=test_events'
    assert.ok((await list(`${all}&status=failed`)).includes(failed.webhook_event_id))
    assert.ok(!(await list(`${all}&delivery_status=failed`)).includes(delivered.webhook_event_id))
    const ofBad = `${all}&webhook_endpoint_id=${failed.webhook_endpoint_id}`
    assert.deepEqual(await list(ofBad), [failed.webhook_event_id])
    assert.deepEqual(await list(`${ofBad}&status=failed`), [failed.webhook_event_id])
    assert.deepEqual(await list(`${ofBad}&status=delivered`), [])
  })

  it('200: by every other filter', async () => {
    const line_items = [{ name: 'Mug', quantity: 1, unit_price_money: { amount: 1450, currency: 'USD' } }]
    const headers = { 'X-Request-Id': 'req-filter', 'X-Correlation-Id': 'checkout-7' }
    const { data: order } = await call('POST', '/v1/orders', { body: { line_items }, headers })
    const [id] = await list(`resource_id=${order.order_id}`)
    assert.match(id, /^whev_/)
    // The log has the call a moment after it was answered.
    await waitFor('the call is logged', async () => (await list('correlation_id=checkout-7')).includes(id))
    const { data: read } = await call('GET', `/v1/webhook-events/${id}`)
    assert.equal(read.correlation_id, 'checkout-7')
    for (const filter of [
      `api_request_log_id=${read.api_request_log_id}`,
      'event_type=order.created',
      'resource_type=order',
      'request_id=req-filter',
      'event_source=merchant,partner_app',
      'created_after=2020-01-01T00:00:00Z',
    ])
      assert.ok((await list(filter)).includes(id), filter)
    for (const filter of [
      'event_type=order.paid',
      'resource_type=refund',
      'request_id=req-other',
      'event_source=partner_app',
      'created_before=2020-01-01T00:00:00Z',
      'correlation_id=x',
      'partner_app_id=papp_1',
      'api_request_log_id=rlog_1',
      'status=delivered',
    ])
      assert.ok(!(await list(filter)).includes(id), filter)
  })

  it('200: page by page', async () => {
    for (let count = 0; count < 3; count++) await anEvent(await aConsumer())
    const all = await list('include=test_events')
    const walked: string[] = []
    let token: string | undefined
    do {
      const at = token ? `&page_token=${token}` : ''
      const { json } = await call('GET', `/v1/webhook-events?include=test_events&page_size=2${at}`)
      walked.push(...json.data.map((event: any) => event.webhook_event_id))
      token = json.next_page_token
    } while (token)
    assert.deepEqual(walked, all)
  })

  it('400: filters that contradict each other or are unknown', async () => {
    const code = async (query: string) => (await call('GET', `/v1/webhook-events?${query}`)).error?.code
    assert.equal(await code('status=failed&delivery_status=delivered'), 'INVALID_QUERY_PARAMETER')
    assert.equal(await code('status=lost'), 'INVALID_QUERY_PARAMETER')
    assert.equal(await code('include=everything'), 'INVALID_INCLUDE')
    assert.equal(await code('event_type=order.payed'), 'INVALID_EVENT_TYPE')
    assert.equal(await code('created_after=yesterday'), 'INVALID_CREATED_AFTER')
    assert.equal(await code('colour=red'), 'UNSUPPORTED_QUERY_PARAM')
  })
})

describe('events, deliveries and attempts by id', () => {
  it('404 RESOURCE_NOT_FOUND for one that is not there', async () => {
    for (const path of [
      '/v1/webhook-events/whev_none',
      '/v1/webhook-events/whev_none/deliveries',
      '/v1/webhook-deliveries/wdel_none',
      '/v1/webhook-deliveries/wdel_none/attempts',
    ]) {
      const { status, error } = await call('GET', path)
      assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'], path)
    }
  })
})

describe('resendWebhookDelivery', () => {
  const resend = (deliveryId: string, options: object = {}) =>
    call('POST', `/v1/webhook-deliveries/${deliveryId}/resend`, options)
  const statusOf = async (deliveryId: string) =>
    (await call('GET', `/v1/webhook-deliveries/${deliveryId}`)).data.status

  it('200: a new attempt of the same delivery and event', async () => {
    const consumer = await aConsumer(500)
    const first = await anEvent(consumer)
    consumer.answer = 200
    const body = { reason_message: 'the handler is mended' }
    const { status, data } = await resend(first.webhook_delivery_id, { body })
    assert.equal(status, 200)
    assert.deepEqual(
      [data.attempt_number, data.attempt_status, data.delivery_status, data.delivery_trigger],
      [2, 'delivered', 'delivered', 'manual_resend'],
    )
    assert.deepEqual(
      [data.webhook_delivery_id, data.webhook_event_id],
      [first.webhook_delivery_id, first.webhook_event_id],
    )
    assert.equal(consumer.received[1]!.headers['webhook-id'], first.webhook_event_id)
    assert.equal(await statusOf(first.webhook_delivery_id), 'delivered')
    const { data: attempts } = await call(
      'GET',
      `/v1/webhook-deliveries/${first.webhook_delivery_id}/attempts`,
    )
    assert.deepEqual(
      attempts.map((attempt: any) => [attempt.attempt_number, attempt.attempt_status]),
      [
        [2, 'delivered'],
        [1, 'failed'],
      ],
    )
  })

  it('200: a failure leaves a delivered one delivered, a failed one failed', async () => {
    const consumer = await aConsumer()
    const { webhook_delivery_id } = await anEvent(consumer)
    consumer.answer = 500
    const { data } = await resend(webhook_delivery_id)
    assert.deepEqual([data.attempt_status, data.delivery_status], ['failed', 'delivered'])
    assert.equal(await statusOf(webhook_delivery_id), 'delivered')
  })

  it('200: one attempt for one Idempotency-Key', async () => {
    const consumer = await aConsumer()
    const { webhook_delivery_id } = await anEvent(consumer)
    const options = { idempotencyKey: 'resend-1', body: {} }
    const answer = await resend(webhook_delivery_id, options)
    assert.deepEqual((await resend(webhook_delivery_id, options)).data, answer.data)
    assert.equal(consumer.received.length, 2)
  })

  it('400 UNKNOWN_FIELD and 404 RESOURCE_NOT_FOUND', async () => {
    assert.equal((await resend('wdel_none', { body: { why: 'x' } })).error.code, 'UNKNOWN_FIELD')
    const { status, error } = await resend('wdel_none')
    assert.deepEqual([status, error.code], [404, 'RESOURCE_NOT_FOUND'])
  })

  it('409 WEBHOOK_DELIVERY_IN_FLIGHT: one at a time', async () => {
    const consumer = await aConsumer()
    const { webhook_delivery_id } = await anEvent(consumer)
    consumer.answer = 'hang'
    const running = resend(webhook_delivery_id)
    await waitFor('it is being sent', () => consumer.received.length === 2)
    const meanwhile = await resend(webhook_delivery_id)
    assert.deepEqual([meanwhile.status, meanwhile.error.code], [409, 'WEBHOOK_DELIVERY_IN_FLIGHT'])
    consumer.answerHanging(200)
    assert.equal((await running).data.attempt_number, 2)

    consumer.answer = 200
    const answers = await Promise.all([1, 2, 3, 4].map(() => resend(webhook_delivery_id)))
    const sent = answers.filter(({ status }) => status === 200).length
    for (const { status, error } of answers)
      assert.ok(status === 200 || error.code === 'WEBHOOK_DELIVERY_IN_FLIGHT')
    assert.equal(consumer.received.length, 2 + sent)
  })
})
