import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import type { Socket, TcpNetConnectOpts } from 'node:net'
import { plusMs } from '../platform/clock/clock.ts'
import type { Clock, Instant } from '../platform/clock/clock.ts'
import { checkedLookup } from './checked-lookup.ts'
import type { ResolveHost } from './checked-lookup.ts'
import {
  blockedFailure,
  networkFailure,
  requestFailure,
  statusFailure,
  timeoutFailure,
} from './delivery-failure.ts'
import type { DeliveryFailure } from './delivery-failure.ts'
import { bodyExcerpt, headersExcerpt, maxBodyExcerptBytes } from './response-excerpt.ts'
import { classifyTargetAddress } from './target-address.ts'
import type { AllowPrivate } from './target-address.ts'
import { bareHost } from './target-url.ts'

/** Pools of open connections, one for each scheme. Whoever made them destroys them. */
export type DeliveryAgents = { http: http.Agent; https: https.Agent }

export type DeliveryClock = Pick<Clock, 'now'> & {
  /** Milliseconds that only ever grow, for the duration. */
  monotonicMs: () => number
}

export type DeliveryRequest = {
  url: string
  headers: Readonly<Record<string, string>>
  /** Sent as UTF-8, unchanged. */
  body: string
  /** For the whole attempt: waiting for a connection, name lookup, TLS, the answer and its body. */
  timeoutMs: number
  allowPrivate: AllowPrivate
  clock: DeliveryClock
  /** Without agents the connection is closed after the answer. */
  agents?: DeliveryAgents
  /** How names become addresses; the system's resolver unless given. */
  resolveHost?: ResolveHost
}

/** One attempt, whether it worked (`failure` is null) or not. Fields of an answer are null when there was none. */
export type DeliveryOutcome = {
  startedAt: Instant
  completedAt: Instant
  durationMilliseconds: number
  statusCode: number | null
  responseContentType: string | null
  responseHeaders: Record<string, string> | null
  responseBodyExcerpt: string | null
  failure: DeliveryFailure | null
}

type Answer = Pick<
  DeliveryOutcome,
  'statusCode' | 'responseContentType' | 'responseHeaders' | 'responseBodyExcerpt'
>

type Exchange = Answer & { failure: DeliveryFailure | null; isStaleConnection: boolean }

export const noAnswer: Answer = {
  statusCode: null,
  responseContentType: null,
  responseHeaders: null,
  responseBodyExcerpt: null,
}

// Opening a connection costs more than a delivery over one that is open. Each may turn out to be closed by the other
// side, so this also bounds how often one attempt starts over.
const maxFreeSockets = 16

// Reading a little past the excerpt lets an ordinary connection be used again; beyond that closing it is cheaper.
const maxReadBytes = 16 * maxBodyExcerptBytes

/**
 * Pools with at most `maxSocketsPerHost` connections to one host and port. A delivery beyond that waits, and its timeout
 * runs meanwhile, so keep the number of deliveries under way for one endpoint within it.
 */
export function createDeliveryAgents({
  maxSocketsPerHost,
  idleTimeoutMs,
  ca,
}: {
  maxSocketsPerHost: number
  /** An unused connection is closed after this. */
  idleTimeoutMs: number
  /** Certificates to trust instead of the well-known ones, PEM. */
  ca?: string
}): DeliveryAgents {
  const options = {
    keepAlive: true,
    maxSockets: maxSocketsPerHost,
    maxFreeSockets,
    timeout: idleTimeoutMs,
  }
  return {
    http: new http.Agent(options),
    https: new https.Agent({ ...options, ...(ca === undefined ? {} : { ca }) }),
  }
}

/**
 * Makes one attempt. It never throws or rejects: whatever goes wrong is in the outcome's `failure`.
 * Any 2xx whose body ends, or grows past what is read, is a success; redirects are not followed.
 * Source: contract, flint-platform 17.5.
 */
export async function sendDelivery(request: DeliveryRequest): Promise<DeliveryOutcome> {
  const { clock, timeoutMs } = request
  const startedAt = clock.now()
  const startedMs = clock.monotonicMs()
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMs)
  let exchange = await postOnce(request, deadline.signal)
  // The endpoint closed a kept connection just as we used it. Not its fault, so ask again at once.
  for (
    let kept = 0;
    kept < maxFreeSockets && exchange.isStaleConnection && !deadline.signal.aborted;
    kept += 1
  ) {
    exchange = await postOnce(request, deadline.signal)
  }
  clearTimeout(timer)
  const durationMilliseconds = Math.max(0, Math.round(clock.monotonicMs() - startedMs))
  const { isStaleConnection: _, ...outcome } = exchange
  return {
    startedAt,
    completedAt: plusMs(startedAt, durationMilliseconds),
    durationMilliseconds,
    ...outcome,
  }
}

/** States: connecting, then answering once the status arrived, then settled; after that nothing changes the result. */
function postOnce(request: DeliveryRequest, deadline: AbortSignal): Promise<Exchange> {
  return new Promise((resolve) => {
    let answer: Answer = noAnswer
    let call: http.ClientRequest | undefined
    const chunks: Buffer[] = []
    let readBytes = 0
    let isSettled = false

    const settle = (failure: DeliveryFailure | null, isStaleConnection = false) => {
      if (isSettled) return
      isSettled = true
      deadline.removeEventListener('abort', onDeadline)
      if (answer.statusCode !== null) answer = { ...answer, responseBodyExcerpt: bodyExcerpt(chunks) }
      resolve({ ...answer, failure, isStaleConnection })
    }
    // The first cause is the one to report; the errors that destroying brings about come too late to count.
    const fail = (failure: DeliveryFailure) => {
      settle(failure)
      call?.destroy()
    }
    const onDeadline = () => {
      const isConnected = call?.socket?.connecting === false
      fail(timeoutFailure(request.timeoutMs, isConnected ? 'answer' : 'connection'))
    }

    try {
      call = openCall(request)
    } catch (error) {
      settle(requestFailure(error))
      return
    }
    if (call === undefined) {
      settle(blockedFailure())
      return
    }
    const opened = call
    deadline.addEventListener('abort', onDeadline, { once: true })
    opened.on('error', (error: NodeJS.ErrnoException) => {
      const isReset = error.code === 'ECONNRESET' || error.code === 'EPIPE'
      settle(networkFailure(error), opened.reusedSocket && isReset && answer.statusCode === null)
    })
    // Covers ends that come without an error, such as an upgrade nobody asked for. Once there is a response, its own
    // close decides: the call can close while the last of the body is still to be read.
    opened.on('close', () => {
      if (!isSettled && answer.statusCode === null) settle(networkFailure(brokenOff()))
    })
    opened.on('socket', (socket) =>
      onceConnected(socket, () => {
        if (!isConnectedToAllowed(socket, request.allowPrivate)) fail(blockedFailure())
      }),
    )
    opened.on('response', (response) => {
      const statusCode = response.statusCode ?? 0
      answer = {
        statusCode,
        responseContentType: headersExcerpt(response.headers)['content-type'] ?? null,
        responseHeaders: headersExcerpt(response.headers),
        responseBodyExcerpt: '',
      }
      response.on('error', (error) => fail(networkFailure(error)))
      response.on('close', () => {
        if (!isSettled) settle(networkFailure(brokenOff()))
      })
      response.on('end', () => settle(statusFailure(statusCode)))
      response.on('data', (chunk: Buffer) => {
        if (readBytes < maxBodyExcerptBytes) chunks.push(chunk)
        readBytes += chunk.length
        if (readBytes > maxReadBytes) {
          settle(statusFailure(statusCode))
          opened.destroy()
        }
      })
    })
    opened.end(request.body)
  })
}

/** Undefined when the URL names a blocked address outright: sockets look up names only, so this is checked here. */
function openCall({ url, headers, body, allowPrivate, agents, resolveHost }: DeliveryRequest) {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`Unsupported scheme ${protocol}`)
  const host = bareHost(hostname)
  if (isIP(host) !== 0 && !classifyTargetAddress(host, { allowPrivate }).isAllowed) return undefined

  const options: http.RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamilyAttemptTimeout'> = {
    method: 'POST',
    protocol,
    hostname: host,
    port,
    path: pathname + search,
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    lookup: checkedLookup(allowPrivate, resolveHost),
    // Node gives each address but the last 250 ms, too short for an endpoint on another continent.
    autoSelectFamilyAttemptTimeout: 1000,
  }
  // Said outright, because an environment variable can switch certificate checks off for the whole process.
  return protocol === 'https:'
    ? https.request({ ...options, agent: agents?.https ?? false, rejectUnauthorized: true })
    : http.request({ ...options, agent: agents?.http ?? false })
}

const brokenOff = () => new Error('The connection closed before the answer was complete')

function onceConnected(socket: Socket, act: () => void): void {
  if (socket.connecting) socket.once('connect', act)
  else act()
}

/** A pooled connection may have been opened under a wider rule than this delivery's, so it is judged again. */
function isConnectedToAllowed(socket: Socket, allowPrivate: AllowPrivate): boolean {
  const address = socket.remoteAddress
  return address === undefined || classifyTargetAddress(address, { allowPrivate }).isAllowed
}
