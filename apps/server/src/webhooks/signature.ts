import { createHmac, createSecretKey } from 'node:crypto'

const secretPrefix = 'whsec_'
const secretSizeBytes = 32

/** The headers that prove where a delivery comes from, under both signature schemes. */
export type SignatureHeaders = {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
  'X-Flint-Webhook-ID': string
  'X-Flint-Signature': string
}

export type SignableDelivery = {
  /** Every secret valid now, newest first: one, or two for the day after a rotation. At least one. */
  secrets: readonly string[]
  /** `whev_…`, the same over all attempts of one event. */
  eventId: string
  /** Unix seconds of this attempt. */
  timestamp: number
  /** The exact text that is sent; it is signed as UTF-8. */
  body: string
}

/**
 * A new endpoint secret: `whsec_` and the base64 of 32 random bytes. Source: contract, flint-platform 17.2.
 */
export function newWebhookSecret(randomBytes: (sizeBytes: number) => Buffer): string {
  return secretPrefix + randomBytes(secretSizeBytes).toString('base64')
}

/**
 * Signs one attempt under the Standard Webhooks scheme and the older `X-Flint-Signature` scheme.
 * Each header carries one signature for each secret, in the order given.
 * Source: contract, flint-platform 17.3.
 *
 * @throws RangeError when there is no secret, a secret is not ours, or the timestamp is not whole seconds.
 */
export function signDelivery({ secrets, eventId, timestamp, body }: SignableDelivery): SignatureHeaders {
  if (secrets.length === 0) throw new RangeError('A delivery needs at least one secret')
  if (!Number.isSafeInteger(timestamp) || timestamp < 0)
    throw new RangeError('A timestamp is whole Unix seconds')

  const standard = secrets.map((secret) => `v1,${standardSignature(secret, eventId, timestamp, body)}`)
  const older = secrets.map((secret) => `v1=${olderSignature(secret, timestamp, body)}`)
  return {
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standard.join(' '),
    'X-Flint-Webhook-ID': eventId,
    'X-Flint-Signature': `t=${timestamp},${older.join(',')}`,
  }
}

/** Every header of a delivery. `endpointId` is left out when a local CLI forwards the event. */
export function deliveryHeaders({
  eventType,
  resourceVersion,
  endpointId,
  ...delivery
}: SignableDelivery & { eventType: string; resourceVersion: number; endpointId?: string }): Record<
  string,
  string
> {
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Flint-Webhooks/1.0',
    ...signDelivery(delivery),
    'X-Flint-Event-Type': eventType,
    'X-Flint-Resource-Version': String(resourceVersion),
    ...(endpointId === undefined ? {} : { 'X-Flint-Webhook-Endpoint-ID': endpointId }),
  }
}

// A bare text or buffer as the key costs several times more than a key object.
function standardSignature(secret: string, eventId: string, timestamp: number, body: string): string {
  return createHmac('sha256', createSecretKey(secretBytes(secret)))
    .update(`${eventId}.${timestamp}.${body}`)
    .digest('base64')
}

// The older scheme keys the HMAC with the whole secret text, prefix included.
function olderSignature(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', createSecretKey(secret, 'utf8')).update(`${timestamp}.${body}`).digest('hex')
}

function secretBytes(secret: string): Buffer {
  const bytes = secret.startsWith(secretPrefix)
    ? Buffer.from(secret.slice(secretPrefix.length), 'base64')
    : Buffer.alloc(0)
  // An empty key would sign without failing, and anyone could forge it.
  if (bytes.length === 0) throw new RangeError('A webhook secret is whsec_ and base64')
  return bytes
}
