import type { IncomingHttpHeaders } from 'node:http'
import { hasCardNumber } from '../http/card-data.ts'
import { hasSecret } from './redaction.ts'

const sentPattern = /^[\x21-\x7e]{1,128}$/
/** W3C Trace Context: version, trace id, parent id, flags. */
const traceparent = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/

/**
 * What the caller calls the piece of work that this call belongs to: its `X-Correlation-Id`, else the trace id of its
 * `traceparent`. Anything that reads as a secret or a card number is not kept.
 */
export const correlationIdOf = (headers: IncomingHttpHeaders): string | null => {
  const sent = headers['x-correlation-id']
  if (typeof sent === 'string')
    return sentPattern.test(sent) && !hasSecret(sent) && !hasCardNumber(sent) ? sent : null
  const trace = headers['traceparent']
  return (typeof trace === 'string' && traceparent.exec(trace)?.[1]) || null
}
