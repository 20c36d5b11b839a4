import { createHmac, createSecretKey } from 'node:crypto'

/**
 * The value of `Flowlix-Signature`: the time, and one signature for each secret that is valid, newest first. The key is the
 * whole secret with its prefix. Source: contract, flowlix 8.1.
 *
 * @param timestamp Unix seconds of this attempt.
 * @param body The exact text that is sent.
 * @example flowlixSignature(['whsec_x'], 1767225600, '{}') // 't=1767225600,v1=…'
 */
export const flowlixSignature = (secrets: readonly string[], timestamp: number, body: string): string => {
  if (secrets.length === 0) throw new RangeError('A notice needs at least one secret')
  return [
    `t=${timestamp}`,
    ...secrets.map(
      (secret) =>
        `v1=${createHmac('sha256', createSecretKey(secret, 'utf8')).update(`${timestamp}.${body}`).digest('hex')}`,
    ),
  ].join(',')
}
