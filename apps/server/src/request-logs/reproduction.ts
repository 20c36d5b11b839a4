import { plusMs } from '../platform/clock/clock.ts'
import type { Config } from '../platform/config/config.ts'
import { errorCatalogue } from '../platform/http/errors.ts'
import { idempotencyWindowMs } from '../platform/idempotency/idempotent-call.ts'
import { isKeptAnswer } from '../platform/idempotency/kept-answer.ts'
import { keptBodyCharacters } from '../platform/log/kept-body.ts'
import { curlOf, keyVariable } from './curl.ts'
import type { DetailedCallLog } from './request-log.ts'

type Reader = { config: Pick<Config, 'publicUrl'>; mode: 'test' | 'live'; now: string }

/** How to make a call again, and what comes of it. Source: contract, flint-platform 20.1. */
export const reproductionOf = ({ config, mode, now }: Reader, log: DetailedCallLog) => {
  const { details } = log
  const headers = headersOf(log)
  const query = details?.query ? `?${details.query}` : ''
  const body = details?.requestBody ?? ''
  const isRead = log.method === 'GET'
  const isReplay = !isRead && isKept(log) && now < plusMs(log.createdAt, idempotencyWindowMs)
  const gaps = gapsOf(log)
  return {
    curl: curlOf({ method: log.method, url: `${config.publicUrl}${log.path}${query}`, headers, body }),
    http_method: log.method,
    path: log.path,
    headers,
    recommended_environment: mode === 'live' && isRead ? 'live' : 'sandbox',
    redactions_present: details?.isAnythingRedacted ?? true,
    reproduction_complete: gaps.length === 0,
    safe_to_reproduce: isRead || isReplay,
    warnings: [
      ...gaps,
      ...(isRead ? [] : [isReplay ? replays : repeats]),
      ...(mode === 'live' && !isRead ? [movesMoney] : []),
    ],
  }
}

const replays =
  'Sent again with the same Idempotency-Key and body, this shows the first answer again and changes nothing, until 24 hours have passed since the first.'
const repeats =
  'No answer is kept for this call: sent again, it is carried out again. Give it an Idempotency-Key of its own.'
const movesMoney =
  'This call was made in live mode, where it moves real money. Make it again in a sandbox, with ids of that sandbox.'

/** Whether the answer is there to be shown again. A refusal is kept only under a key that the caller chose. */
const isKept = ({ statusCode, errorCode, details }: DetailedCallLog): boolean => {
  if (!details?.idempotencyKey) return false
  if (statusCode < 400) return true
  const definition = errorCode === null ? undefined : errorCatalogue.get(errorCode)
  return definition !== undefined && isKeptAnswer(definition) && 'idempotency-key' in details.headers
}

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

/** Of the headers that were sent, those that change the answer; the version is named, so that it stays the same. */
const headersOf = ({ details, servedVersion, requestedVersion }: DetailedCallLog): Record<string, string> => {
  const sent = details?.headers ?? {}
  const key = details?.idempotencyKey
  const type = sent['content-type']
  return {
    ...('x-api-key' in sent ? { 'X-API-Key': keyVariable } : { Authorization: `Bearer ${keyVariable}` }),
    'Flint-Version': requestedVersion ?? sent['flint-version'] ?? servedVersion,
    ...(key ? { 'Idempotency-Key': key } : {}),
    ...(type ? { 'Content-Type': type } : {}),
  }
}
