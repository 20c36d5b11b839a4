import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshKey } from '../../../../../../test/support/money-calls.ts'
import { waitFor } from '../../../../../../test/support/wait-for.ts'
import { maxEndpoints } from '../endpoint.ts'
import { aFlowlixMerchant, isSignedBy, signaturesOf } from '../a-receiver.fixture.ts'

const { server, c, listen, noticesOf } = await aFlowlixMerchant()
const { call } = server
const endpoints = '/v1/flowlix/webhook-endpoints'
const unknown = '01M7ZA0N6V3A6D4Y9J2E5T8RQC'
const code = ({ status, json }: { status: number; json: any }) => [status, json.error.code, json.error.param]

describe('POST /v1/flowlix/webhook-endpoints', () => {
  it('201: with its secret, which is never shown again', async () => {
    const { status, data } = await call('POST', endpoints, {
      body: {
        url: 'https://shop.example/flowlix',
        enabled_events: ['payment.succeeded'],
        description: 'Shop',
      },
    })
    assert.equal(status, 201)
    assert.match(data.flowlix_webhook_endpoint_id, /^fwhep_/)
    assert.match(data.secret, /^whsec_.{40,}/)
    const { secret: _, ...shown } = data
    const path = `${endpoints}/${data.flowlix_webhook_endpoint_id}`
    assert.deepEqual((await call('GET', path)).data, shown)
    assert.deepEqual((await call('GET', endpoints)).data[0], shown)
    await call('DELETE', path)
  })

  it('201: the same call again answers the same', async () => {
    const idempotencyKey = freshKey()
    const body = { url: 'https://shop.example/flowlix' }
    const [first, second] = [
      await call('POST', endpoints, { body, idempotencyKey }),
      await call('POST', endpoints, { body, idempotencyKey }),
    ]
    assert.deepEqual(second.data, first.data)
    await call('DELETE', `${endpoints}/${first.data.flowlix_webhook_endpoint_id}`)
  })

  it('400 INVALID_WEBHOOK_ENDPOINT', async () => {
    const urls = ['ftp://shop.example', 'http://shop.example/hooks', 'https://169.254.169.254/', 'hello']
    for (const url of urls)
      assert.deepEqual(
        code(await call('POST', endpoints, { body: { url } })),
        [400, 'INVALID_WEBHOOK_ENDPOINT', 'url'],
        url,
      )
  })

  it('400: plain http in live mode', async () => {
    const body = { url: 'http://shop.example/hooks' }
    assert.deepEqual(code(await call('POST', endpoints, { body, key: server.liveKey })), [
      400,
      'INVALID_WEBHOOK_ENDPOINT',
      'url',
    ])
  })

  it('400 INVALID_EVENT_TYPE', async () => {
    const body = { url: 'https://shop.example', enabled_events: ['order.paid'] }
    assert.equal(code(await call('POST', endpoints, { body }))[1], 'INVALID_EVENT_TYPE')
  })

  it('RESOURCE_LIMIT_EXCEEDED', async () => {
    const made: string[] = []
    for (let count = 0; count <= maxEndpoints; count++) {
      const { status, data, json } = await call('POST', endpoints, { body: { url: 'https://shop.example' } })
      if (count === maxEndpoints) assert.equal(json.error.code, 'RESOURCE_LIMIT_EXCEEDED')
      else {
        assert.equal(status, 201)
        made.push(data.flowlix_webhook_endpoint_id)
      }
    }
    for (const id of made) await call('DELETE', `${endpoints}/${id}`)
  })
})

describe('GET, PATCH and DELETE of an endpoint', () => {
  it('200: changes what is named and nothing else', async () => {
    const { path } = await listen({ description: 'Before' })
    const { data } = await call('PATCH', path, { body: { enabled_events: ['refund.failed'] } })
    assert.deepEqual(
      [data.enabled_events, data.description, data.enabled],
      [['refund.failed'], 'Before', true],
    )
    await call('DELETE', path)
  })

  it('400 NO_FIELDS_TO_UPDATE, INVALID_WEBHOOK_ENDPOINT and INVALID_EVENT_TYPE', async () => {
    const { path } = await listen()
    assert.equal(code(await call('PATCH', path, { body: {} }))[1], 'NO_FIELDS_TO_UPDATE')
    assert.equal(code(await call('PATCH', path, { body: { url: 'x' } }))[1], 'INVALID_WEBHOOK_ENDPOINT')
    assert.equal(
      code(await call('PATCH', path, { body: { enabled_events: ['x'] } }))[1],
      'INVALID_EVENT_TYPE',
    )
    await call('DELETE', path)
  })

  it('404 once it is deleted, and for what never was', async () => {
    const { path } = await listen()
    const { data } = await call('DELETE', path)
    assert.equal(data.deleted, true)
    const paths = [path, `${endpoints}/fwhep_${unknown}`]
    for (const each of paths)
      for (const [method, to, body] of [
        ['GET', each],
        ['PATCH', each, { enabled: true }],
        ['DELETE', each],
        ['POST', `${each}/rotate-secret`],
      ] as const)
        assert.deepEqual(
          code(await call(method, to, { body })),
          [404, 'RESOURCE_NOT_FOUND', 'flowlix_webhook_endpoint_id'],
          `${method} ${to}`,
        )
  })

  it('200: a rotated secret signs at once, beside the old one', async () => {
    const { consumer, path, secret } = await listen({ enabled_events: ['payment.succeeded'] })
    const { data } = await call('POST', `${path}/rotate-secret`)
    const worker = server.startWorker()
    await c.paid()
    const received = await waitFor('the event', () => consumer.received[0])
    await worker.stop()
    assert.equal(signaturesOf(received).signatures.length, 2)
    assert.ok(isSignedBy(data.secret, received) && isSignedBy(secret, received))
    await call('DELETE', path)
  })

  it('are not for a key of the other API, nor for one that may only read', async () => {
    const { data } = await call('POST', '/v1/api-keys', {
      body: { name: 'Reader', scopes: ['webhooks.read'] },
    })
    const { secret_key: reader } = data
    assert.equal((await call('GET', endpoints, { key: reader })).status, 200)
    assert.equal((await call('GET', '/v1/flowlix/callback-secret', { key: reader })).status, 403)
    assert.equal(
      (await call('POST', endpoints, { key: reader, body: { url: 'https://a.example' } })).status,
      403,
    )
  })
})

describe('/v1/flowlix/notices', () => {
  it('200: by payment, status, event and endpoint; with attempts and what was sent', async () => {
    const { consumer, id, path } = await listen()
    const worker = server.startWorker()
    const paid = await c.paid()
    const declined = await c.declined()
    await waitFor(
      'both are delivered',
      async () => (await noticesOf(`flowlix_webhook_endpoint_id=${id}&status=delivered`)).length === 2,
    )
    await worker.stop()
    assert.deepEqual(
      (await noticesOf(`payment_id=${declined.id}&flowlix_webhook_endpoint_id=${id}`)).map(
        ({ event_type }) => event_type,
      ),
      ['payment.failed'],
    )
    const [notice] = await noticesOf(`event_type=payment.succeeded&flowlix_webhook_endpoint_id=${id}`)
    assert.deepEqual([notice.payment_id, notice.last_status_code, notice.attempt_count], [paid.id, 200, 1])
    const { data } = await call('GET', `/v1/flowlix/notices/${notice.flowlix_notice_id}`)
    assert.deepEqual(
      data.attempts.map((attempt: any) => [
        attempt.attempt_number,
        attempt.trigger,
        attempt.status_code,
        attempt.response_body_excerpt,
      ]),
      [[1, 'automatic', 200, 'noted']],
    )
    assert.deepEqual(
      data.payload,
      consumer.received.find(({ json }) => json.type === 'payment.succeeded')!.json,
    )
    await call('DELETE', path)
  })

  it('200: a resend is one more attempt of the same event, also when it fails; the same call again makes none', async () => {
    const { consumer, id, path } = await listen({ enabled_events: ['payment.succeeded'] })
    await c.paid()
    const [{ flowlix_notice_id: noticeId, event_id: eventId }] = await noticesOf(
      `flowlix_webhook_endpoint_id=${id}`,
    )
    const resend = (idempotencyKey = freshKey()) =>
      call('POST', `/v1/flowlix/notices/${noticeId}/resend`, { idempotencyKey })
    consumer.answer = 500
    const failed = await resend()
    assert.deepEqual([failed.status, failed.data.status, failed.data.last_status_code], [200, 'pending', 500])
    consumer.answer = 200
    const idempotencyKey = freshKey()
    assert.equal((await resend(idempotencyKey)).data.status, 'delivered')
    assert.equal((await resend(idempotencyKey)).data.status, 'delivered')
    assert.deepEqual(
      consumer.received.map(({ json }) => json.id),
      [eventId, eventId],
    )
    await call('DELETE', path)
  })

  it('409 WEBHOOK_DELIVERY_IN_FLIGHT', async () => {
    const { consumer, id, path } = await listen({ enabled_events: ['payment.succeeded'] })
    consumer.answer = 'hang'
    await c.paid()
    const [{ flowlix_notice_id: noticeId }] = await noticesOf(`flowlix_webhook_endpoint_id=${id}`)
    const resend = () => call('POST', `/v1/flowlix/notices/${noticeId}/resend`)
    const first = resend()
    await waitFor('it is under way', () => consumer.received.length === 1)
    assert.deepEqual(code(await resend()), [409, 'WEBHOOK_DELIVERY_IN_FLIGHT', 'flowlix_notice_id'])
    consumer.answerHanging(200)
    assert.equal((await first).data.status, 'delivered')
    await call('DELETE', path)
  })

  it('404 of one that never was', async () => {
    for (const [method, to] of [
      ['GET', ''],
      ['POST', '/resend'],
    ] as const)
      assert.deepEqual(code(await call(method, `/v1/flowlix/notices/fntc_${unknown}${to}`)), [
        404,
        'RESOURCE_NOT_FOUND',
        'flowlix_notice_id',
      ])
  })
})
