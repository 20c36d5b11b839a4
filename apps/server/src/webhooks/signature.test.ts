import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { renderEnvelope } from './envelope.ts'
import { deliveryHeaders, newWebhookSecret, signDelivery } from './signature.ts'
import { vector } from './signature-vector.fixture.ts'

const { secret, eventId, timestamp, body } = vector

const secretOf = (bytes: Uint8Array) => `whsec_${Buffer.from(bytes).toString('base64')}`

const flip = (bytes: Uint8Array, at: number, mask: number) =>
  bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte))

/** Accepts what a receiver with the `standardwebhooks` library accepts, at the instant of the attempt. */
function verifiesStandard(headers: Record<string, string>, text: string, heldSecret: string): boolean {
  try {
    new Webhook(heldSecret).verify(text, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

function verifiesOlder(header: string, text: string, heldSecret: string): boolean {
  const [time = '', ...signatures] = header.split(',')
  const expected = createHmac('sha256', heldSecret)
    .update(`${time.slice(2)}.${text}`)
    .digest('hex')
  return signatures.includes(`v1=${expected}`)
}

describe('newWebhookSecret', () => {
  it('is whsec_ and the base64 of 32 bytes', () => {
    assert.equal(
      newWebhookSecret((size) => Buffer.from(Array.from({ length: size }, (_, at) => at))),
      secret,
    )
  })
})

describe('signDelivery', () => {
  it('gives the signatures of the test vector', () => {
    assert.equal(Buffer.byteLength(body), 314)
    assert.deepEqual(signDelivery({ secrets: [secret], eventId, timestamp, body }), {
      'webhook-id': eventId,
      'webhook-timestamp': '1791190800',
      'webhook-signature': vector.webhookSignature,
      'X-Flint-Webhook-ID': eventId,
      'X-Flint-Signature': vector.olderSignature,
    })
  })

  it('signs the rendered envelope of the test vector', () => {
    const rendered = renderEnvelope({
      webhookEventId: eventId,
      eventType: 'payment_intent.succeeded',
      payloadVersion: 1,
      mode: 'test',
      merchantId: 'mer_01K9ABCDEFGHJKMNPQRSTVWXY0',
      createdAt: '2026-10-05T09:00:00Z',
      apiVersion: '2026-09-07',
      request: null,
      isSynthetic: false,
      data: { payment_intent_id: 'pi_01K9ABCDEFGHJKMNPQRSTVWXY1' },
      resourceVersion: null,
    })
    assert.equal(rendered, body)
  })

  it('carries a signature for each secret while a rotation overlaps', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: timestamp * 1000 })
    const newSecret = newWebhookSecret(randomBytes)
    const headers = signDelivery({ secrets: [newSecret, secret], eventId, timestamp, body })
    assert.match(headers['webhook-signature'], /^v1,\S{44} v1,\S{44}$/u)
    assert.match(headers['X-Flint-Signature'], /^t=1791190800,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/u)
    for (const held of [newSecret, secret]) {
      assert.ok(verifiesStandard(headers, body, held))
      assert.ok(verifiesOlder(headers['X-Flint-Signature'], body, held))
    }
    assert.ok(!verifiesStandard(headers, body, newWebhookSecret(randomBytes)))
  })

  it('verifies with the standardwebhooks library for any body and secret', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: timestamp * 1000 })
    const property = fc.property(
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (text, bytes) => {
        const held = secretOf(bytes)
        const headers = signDelivery({ secrets: [held], eventId, timestamp, body: text })
        assert.ok(verifiesStandard(headers, text, held))
        assert.ok(verifiesOlder(headers['X-Flint-Signature'], text, held))
      },
    )
    fc.assert(property)
  })

  it('fails after any flipped byte of the body or the secret', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: timestamp * 1000 })
    const property = fc.property(
      // Printable text and masks below 32 keep every flipped byte a character of its own.
      fc.string({ minLength: 1 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.nat(),
      fc.integer({ min: 1, max: 31 }),
      (text, bytes, at, mask) => {
        const held = secretOf(bytes)
        const headers = signDelivery({ secrets: [held], eventId, timestamp, body: text })
        const otherText = Buffer.from(flip(Buffer.from(text), at, mask)).toString()
        const otherSecret = secretOf(flip(bytes, at, mask))
        assert.ok(!verifiesStandard(headers, otherText, held))
        assert.ok(!verifiesOlder(headers['X-Flint-Signature'], otherText, held))
        assert.ok(!verifiesStandard(headers, text, otherSecret))
        assert.ok(!verifiesOlder(headers['X-Flint-Signature'], text, otherSecret))
      },
    )
    fc.assert(property)
  })

  it('refuses to sign without a usable secret or with a broken timestamp', () => {
    const refusals = [
      { secrets: [], timestamp },
      { secrets: ['whsec_'], timestamp },
      { secrets: ['AAECAw=='], timestamp },
      { secrets: [secret], timestamp: 1.5 },
      { secrets: [secret], timestamp: -1 },
    ]
    for (const refusal of refusals) {
      assert.throws(() => signDelivery({ ...refusal, eventId, body }), RangeError)
    }
  })
})

describe('deliveryHeaders', () => {
  it('has every header of a delivery', () => {
    const delivery = {
      secrets: [secret],
      eventId,
      timestamp,
      body,
      eventType: 'payment_intent.succeeded',
      resourceVersion: 3,
    }
    const headers = deliveryHeaders({ ...delivery, endpointId: 'whep_1' })
    assert.deepEqual(Object.keys(headers).toSorted(), [
      'Content-Type',
      'User-Agent',
      'X-Flint-Event-Type',
      'X-Flint-Resource-Version',
      'X-Flint-Signature',
      'X-Flint-Webhook-Endpoint-ID',
      'X-Flint-Webhook-ID',
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
    ])
    assert.equal(headers['User-Agent'], 'Flint-Webhooks/1.0')
    assert.ok(!('X-Flint-Webhook-Endpoint-ID' in deliveryHeaders(delivery)))
  })
})
