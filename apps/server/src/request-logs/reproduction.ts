import { type Instant, plusMs } from '../platform/clock/clock.ts'
import type { Config } from '../platform/config/config.ts'
import { neverExpires } from '../platform/idempotency/idempotent-call.ts'
import { keptBodyCharacters } from '../platform/log/kept-body.ts'
import { credentialValues, curlOf } from './curl.ts'
import type { DetailedCallLog, ReadCallLog } from './request-log.ts'

type Reader = { config: Pick<Config, 'publicUrl'>; mode: 'test' | 'live'; now: Instant }

/** What is left of an answer's time for a person to read this, copy the curl and send it. */
const enoughMs = 10 * 60 * 1000

/** How to make a call again, and what comes of it. Source: contract, flint-platform 20.1. */
export const reproductionOf = ({ config, mode, now }: Reader, log: ReadCallLog) => {
  const { details, answeredUntil } = log
  const credential = 'x-api-key' in (details?.headers ?? {}) ? 'X-API-Key' : 'Authorization'
  const headers = headersOf(log)
  const query = details?.query ? `?${details.query}` : ''
  const body = details?.requestBody ?? ''
  const isRead = log.method === 'GET'
  const isAnswered = answeredUntil !== null && plusMs(now, enoughMs) <= answeredUntil
  const gaps = gapsOf(log)
  return {
    curl: curlOf({
      method: log.method,
      url: `${config.publicUrl}${log.path}${query}`,
      credential,
      headers,
      body,
    }),
    http_method: log.method,
    path: log.path,
    headers: { [credential]: credentialValues[credential], ...headers },
    recommended_environment: mode === 'live' && isRead ? 'live' : 'sandbox',
    redactions_present: details?.isAnythingRedacted ?? true,
    reproduction_complete: gaps.length === 0,
    safe_to_reproduce: isRead || (mode === 'test' && isAnswered),
    warnings: [...gaps, ...(isRead ? [] : warningsOfWrite(mode, isAnswered ? answeredUntil : null))],
  }
}

const warningsOfWrite = (mode: Reader['mode'], answeredUntil: Instant | null): string[] => [
  ...(answeredUntil === null ? [repeats] : mode === 'test' ? [replaysUntil(answeredUntil)] : []),
  ...(mode === 'live' ? [movesMoney] : []),
]

const replaysUntil = (until: Instant) =>
  `Sent again with the same Idempotency-Key and body, this shows the answer that is kept and changes nothing${
    until === neverExpires ? '' : `, until ${until}`
  }.`
const repeats =
  'No answer is kept for this call, or not for long: sent again, it is carried out again. Give it an Idempotency-Key of its own.'
const movesMoney =
  'This call was made in live mode, where it moves real money. Make it again in a sandbox, with ids of that sandbox.'

/** What is missing before the call is the same again, apart from the key. */
const gapsOf = ({ details, path, routePattern }: DetailedCallLog): string[] => {
  if (!details) return ['The headers and bodies of this call are no longer kept.']
  const hadBody = Number(details.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in details.headers
  return [
    ...(details.isRequestCut ? [`The body is cut after ${keptBodyCharacters} characters.`] : []),
    ...(details.isRequestRedacted
      ? ['Secrets or card details were taken out: put in values of your own.']
      : []),
    ...(hadBody && details.requestBody === '' ? ['The body was not read, so it is not here.'] : []),
    ...(details.requestBody.includes('\0') ? ['The body holds a character that no shell can pass on.'] : []),
    ...(path === routePattern && path.includes('{') ? ['The path held what may not be kept.'] : []),
  ]
}

/** Of the headers that were sent, those that change the answer, apart from the key; the version is named, so that it stays the same. */
const headersOf = ({ details, servedVersion, requestedVersion }: DetailedCallLog): Record<string, string> => {
  const sent = details?.headers ?? {}
  const key = details?.idempotencyKey
  const type = sent['content-type']
  return {
    'Flint-Version': requestedVersion ?? sent['flint-version'] ?? servedVersion,
    ...(key ? { 'Idempotency-Key': key } : {}),
    ...(type ? { 'Content-Type': type } : {}),
  }
}
