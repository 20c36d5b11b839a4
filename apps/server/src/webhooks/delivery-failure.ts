import { BlockedTarget } from './checked-lookup.ts'

export const diagnosticCategories = [
  'timeout',
  'dns_error',
  'tls_error',
  'connection_error',
  'blocked_target',
  'request_error',
  'http_error',
] as const
type DiagnosticCategory = (typeof diagnosticCategories)[number]

type DeliveryErrorCategory =
  | 'webhook_timeout'
  | 'webhook_dns'
  | 'webhook_tls'
  | 'webhook_connection'
  | 'webhook_blocked_target'
  | 'webhook_request'
  | 'webhook_http_5xx'
  | 'webhook_http_4xx'
  | 'webhook_delivery'

/** Why an attempt failed, as attempts and deliveries show it. Source: contract, flint-platform 17.5 and 20.1. */
export type DeliveryFailure = {
  diagnosticCategory: DiagnosticCategory
  errorCategory: DeliveryErrorCategory
  /** What happened, in one sentence for a person. */
  errorSummary: string
  /** The detail a developer needs, as the network reported it. */
  errorMessage: string
  recommendedAction: string
  /** Could the same delivery succeed with nothing changed? It tells people; the retry schedule does not ask it. */
  retryable: boolean
}

type FailureKind = Omit<DeliveryFailure, 'errorMessage'>

const failureKinds = {
  timeout: {
    diagnosticCategory: 'timeout',
    errorCategory: 'webhook_timeout',
    errorSummary: 'The endpoint did not answer in time.',
    recommendedAction: 'Answer with a 2xx status at once and do the work afterwards.',
    retryable: true,
  },
  dns: {
    diagnosticCategory: 'dns_error',
    errorCategory: 'webhook_dns',
    errorSummary: "The endpoint's host name could not be resolved.",
    recommendedAction: "Check the host name in the endpoint's URL and its DNS records.",
    retryable: true,
  },
  tls: {
    diagnosticCategory: 'tls_error',
    errorCategory: 'webhook_tls',
    errorSummary: 'No secure connection to the endpoint could be made.',
    recommendedAction:
      'Serve a valid certificate for this host name, with its whole chain, over TLS 1.2 or newer.',
    retryable: false,
  },
  connection: {
    diagnosticCategory: 'connection_error',
    errorCategory: 'webhook_connection',
    errorSummary: 'The connection to the endpoint could not be made or broke off.',
    recommendedAction:
      'Check that the endpoint is running, reachable from the internet and answers HTTP on this port.',
    retryable: true,
  },
  blocked: {
    diagnosticCategory: 'blocked_target',
    errorCategory: 'webhook_blocked_target',
    errorSummary: 'The endpoint is not on a public address.',
    recommendedAction: 'Use a URL whose host resolves to a public address.',
    retryable: false,
  },
  request: {
    diagnosticCategory: 'request_error',
    errorCategory: 'webhook_request',
    errorSummary: 'The request to the endpoint could not be built.',
    recommendedAction: "Check the endpoint's URL.",
    retryable: false,
  },
} as const satisfies Record<string, FailureKind>

// Statuses by which a server says "later", so nothing needs to change.
const retryableClientStatuses: ReadonlySet<number> = new Set([408, 425, 429])

export function timeoutFailure(timeoutMs: number, waitedFor: 'connection' | 'answer'): DeliveryFailure {
  const errorMessage =
    waitedFor === 'connection'
      ? `No connection was ready within ${timeoutMs} ms`
      : `No complete answer within ${timeoutMs} ms`
  return { ...failureKinds.timeout, errorMessage }
}

export const blockedFailure = (): DeliveryFailure => ({
  ...failureKinds.blocked,
  errorMessage: new BlockedTarget().message,
})

export const requestFailure = (error: unknown): DeliveryFailure => ({
  ...failureKinds.request,
  errorMessage: messageOf(error),
})

/** What a sandbox's fault lost on the way: nothing is wrong with the endpoint. */
export const lostFailure = (lost: 'request' | 'answer'): DeliveryFailure => ({
  ...failureKinds.connection,
  errorMessage: `The ${lost} was lost on the way: this sandbox's fault webhook_drops asked for it.`,
  recommendedAction: 'Nothing is wrong with the endpoint. Switch the fault off to stop this.',
})

/** The failure behind an error of the name lookup, the socket, TLS or the HTTP parser. */
export function networkFailure(error: unknown): DeliveryFailure {
  if (error instanceof BlockedTarget) return blockedFailure()
  return { ...failureKinds[kindOf(error)], errorMessage: messageOf(error) }
}

/** The failure that an answered status means, or null for success (2xx). */
export function statusFailure(statusCode: number): DeliveryFailure | null {
  if (statusCode >= 200 && statusCode <= 299) return null
  const failure = {
    diagnosticCategory: 'http_error',
    errorSummary: `The endpoint answered with status ${statusCode}.`,
    errorMessage: `HTTP status ${statusCode}`,
  } as const
  if (statusCode >= 500) {
    return {
      ...failure,
      errorCategory: 'webhook_http_5xx',
      recommendedAction: "Look for this event's id in the endpoint's logs and fix the error there.",
      retryable: true,
    }
  }
  if (statusCode >= 400) {
    return {
      ...failure,
      errorCategory: 'webhook_http_4xx',
      recommendedAction:
        'Check that the URL is right and that the endpoint accepts signed POST requests with JSON.',
      retryable: retryableClientStatuses.has(statusCode),
    }
  }
  const isRedirect = statusCode >= 300
  return {
    ...failure,
    errorCategory: 'webhook_delivery',
    recommendedAction: isRedirect
      ? "Redirects are not followed: set the endpoint's URL to the final address."
      : 'Answer with a 2xx status.',
    retryable: false,
  }
}

const dnsCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'EBADNAME'])

// OpenSSL's verification results carry no common prefix. Source: Node's TLS documentation, "X509 certificate error codes".
const certificateCodes =
  /^(CERT_|CRL_|UNABLE_TO_|ERROR_IN_CERT_|ERROR_IN_CRL_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH)/u

function kindOf(error: unknown): 'timeout' | 'dns' | 'tls' | 'connection' {
  const { code, syscall } = errnoOf(error)
  if (code === 'ETIMEDOUT') return 'timeout'
  if (syscall === 'getaddrinfo' || code.startsWith('EAI_') || dnsCodes.has(code)) return 'dns'
  if (/^ERR_(TLS|SSL|OSSL)_/u.test(code) || code === 'EPROTO' || certificateCodes.test(code)) return 'tls'
  return 'connection'
}

function errnoOf(error: unknown): { code: string; syscall: string } {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown }
  return { code: typeof code === 'string' ? code : '', syscall: typeof syscall === 'string' ? syscall : '' }
}

const maxMessageLength = 1000

// Certificates and answers of strangers end up in messages, and the database refuses NUL and halves of characters.
function messageOf(error: unknown): string {
  return wholeMessageOf(error).slice(0, maxMessageLength).replaceAll('\0', '\u{fffd}').toWellFormed()
}

/** An attempt over several addresses fails with an empty message and one error for each address. */
function wholeMessageOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(wholeMessageOf))].join('; ')
  if (!(error instanceof Error)) return 'Unknown error'
  return error.message || errnoOf(error).code || error.name
}
