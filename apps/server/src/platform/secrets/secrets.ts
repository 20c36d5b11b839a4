import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/**
 * What the installation's one secret is used for. Each use has a key of its own, so that no output of one
 * can serve as input of another.
 */
export type Secrets = {
  /** Keyed hash: API keys, card and bank account fingerprints, request digests, checkout credentials. */
  digest(use: DigestUse, text: string): Buffer
  /** Encrypts what must be read again: endpoint secrets, stored answers that contain a secret. */
  seal(text: string): Buffer
  unseal(sealed: Buffer): string
  /** Names the secret without telling it; kept in the database so that two nodes cannot run with different ones. */
  fingerprint: string
}

const digestUses = [
  'api-key',
  'card',
  'bank-account',
  'request',
  'checkout',
  'payment-link',
  'page-token',
  'challenge',
  'first-sandbox-key',
  'first-flowlix-key',
  'first-live-key',
  'user-token',
  'email-code',
] as const

export type DigestUse = (typeof digestUses)[number]

export const secretsFrom = (installationSecret: Buffer): Secrets => {
  if (installationSecret.length < 32) throw new Error('The installation secret must have at least 32 bytes.')
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', installationSecret, Buffer.alloc(0), `flint:${use}`, 32))
  // Key objects, made once: a digest with a bare buffer as its key costs 27 µs instead of 4.
  const digestKeys = Object.fromEntries(
    digestUses.map((use) => [use, createSecretKey(derive(use))]),
  ) as Record<DigestUse, KeyObject>
  const sealKey = createSecretKey(derive('seal'))
  return {
    digest: (use, text) => createHmac('sha256', digestKeys[use]).update(text).digest(),
    seal: (text) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    unseal: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(sealed.length - 16))
      return (
        decipher.update(sealed.subarray(12, sealed.length - 16), undefined, 'utf8') + decipher.final('utf8')
      )
    },
    fingerprint: derive('fingerprint').toString('hex').slice(0, 32),
  }
}
