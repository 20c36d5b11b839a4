import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { keptBody, keptRequestBody } from './kept-body.ts'
import type { LoggedCall } from './logged-call.ts'
import { redactHeaders, redactQuery } from './redaction.ts'

/** What only the reader of one call sees of it. */
export type CallDetails = {
  query: string
  headers: Record<string, string>
  idempotencyKey: string | null
  requestBody: string
  responseBody: string
  responseContentType: string | null
  isRequestCut: boolean
  isResponseCut: boolean
  /** Something other than the credential was taken out of what was sent. */
  isRequestRedacted: boolean
  /** Anything was taken out, the credential included. */
  isAnythingRedacted: boolean
}

type Facts = Omit<CallDetails, 'query' | 'headers' | 'requestBody' | 'responseBody'>

const partsPerCall = 5
const nothing = { text: '', isRedacted: false, isCut: false }

/** The redacted parts of one call, in the order in which a block keeps them. */
export const partsOf = (call: LoggedCall): string[] => {
  const isRefused = call.statusCode >= 400
  const at = call.url.indexOf('?')
  const query = redactQuery(at === -1 ? '' : call.url.slice(at + 1))
  const headers = redactHeaders(call.headers)
  const { requestBody } = call
  const request = Buffer.isBuffer(requestBody)
    ? keptRequestBody(requestBody, isRefused)
    : (requestBody ?? nothing)
  const response =
    call.responseBody === null
      ? nothing
      : keptBody(call.responseBody, { isRefused, hasSecretFields: call.route.isSensitive ?? false })
  const facts: Facts = {
    idempotencyKey: call.idempotencyKey,
    responseContentType: call.responseContentType,
    isRequestCut: request.isCut,
    isResponseCut: response.isCut,
    isRequestRedacted: query.isRedacted || request.isRedacted,
    isAnythingRedacted: [query, headers, request, response].some((part) => part.isRedacted),
  }
  return [query.text, headers.text, request.text, response.text, JSON.stringify(facts)]
}

/** Level 1: half the work of the default for a tenth more bytes. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * Several calls of one environment as one compressed piece: calls resemble each other so much that together they take a
 * tenth of what each takes alone, to compress and to store.
 */
export const packDetails = (parts: readonly string[]): Buffer =>
  zstdCompressSync(`${parts.map((part) => part.length).join(',')}\n${parts.join('')}`, compression)

/** One call out of a block. */
export const unpackDetails = (block: Buffer, place: number): CallDetails => {
  const text = zstdDecompressSync(block).toString('utf8')
  const end = text.indexOf('\n')
  const lengths = text.slice(0, end).split(',').map(Number)
  const first = place * partsPerCall
  let from = end + 1 + lengths.slice(0, first).reduce((sum, length) => sum + length, 0)
  const [query, headers, requestBody, responseBody, facts] = lengths
    .slice(first, first + partsPerCall)
    .map((length) => text.slice(from, (from += length)))
  return {
    ...(JSON.parse(facts!) as Facts),
    query: query!,
    headers: JSON.parse(headers!),
    requestBody: requestBody!,
    responseBody: responseBody!,
  }
}
