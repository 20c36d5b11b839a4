/**
 * A fresh key for one submission. `randomUUID` exists on secure origins only, and a sandbox may be opened over plain
 * HTTP in a local network, so the bytes are spelt out there.
 */
export const newIdempotencyKey = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
