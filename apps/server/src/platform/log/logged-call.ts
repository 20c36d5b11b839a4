import type { IncomingHttpHeaders } from 'node:http'
import type { Route } from '../http/route.ts'
import type { VersionSource } from '../http/versions.ts'
import type { KeptBody } from './kept-body.ts'

/** What the log knows of an operation, of whichever public API it is. */
export type LoggedRoute = Pick<
  Route,
  'path' | 'operationId' | 'isSensitive' | 'isPrivate' | 'takesCardDetails'
> & {
  method: string
}

/**
 * One answered call as the request's path hands it over: references only. What it costs to redact, shorten and pack them is
 * paid later, off that path. Nothing of it is stored before it went through `redaction.ts`.
 */
export type LoggedCall = {
  apiRequestLogId: string
  environmentId: string
  /** Null for a buyer's checkout session, and where a person called. */
  apiKeyId: string | null
  /** The person in the dashboard, or who sets up the account. */
  userId: string | null
  requestId: string
  route: LoggedRoute
  params: Readonly<Record<string, string>>
  /** Path and query as they were sent. */
  url: string
  headers: IncomingHttpHeaders
  /** As it was sent, or redacted already; null when there was none, or when the route takes a stream. */
  requestBody: Buffer | KeptBody | null
  /** Null for a stream. */
  responseBody: string | null
  /** Null when the answer has no body. */
  responseContentType: string | null
  /** The one that counted, sent or made by the server. */
  idempotencyKey: string | null
  statusCode: number
  latencyMs: number
  errorCode: string | null
  /** Null for one that does not exist. */
  requestedVersion: string | null
  requestedVersionSource: VersionSource
  servedVersion: string
  createdAt: string
}

/** What a call holds in memory until it is written, roughly. */
export const sizeBytesOf = ({ requestBody, responseBody, url, headers }: LoggedCall): number =>
  1024 +
  url.length +
  headerBytes(headers) +
  (requestBody ? (Buffer.isBuffer(requestBody) ? requestBody : requestBody.text).length : 0) +
  (responseBody?.length ?? 0)

const headerBytes = (headers: IncomingHttpHeaders): number => {
  let bytes = 0
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0)
  return bytes
}
