import { type IncomingMessage, type ServerResponse } from 'node:http'
import { type StandInFault, takeFault } from './faults.ts'
import { type Params, readForm } from './form.ts'
import type { Account, KeptAnswer } from './objects.ts'
import { Refusal, invalid } from './refusal.ts'
import { routeOf } from './routes.ts'
import { type World, accountOf } from './world.ts'

/** What was asked, for tests that look at it. */
export type SeenCall = {
  call: string
  idempotencyKey: string | null
  account: string | null
  params: Params
  apiVersion: string | null
}

export type Serving = {
  world: World
  secretKey: string
  publishableKey: string
  origin: string
  faults: StandInFault[]
  seen: SeenCall[]
}

type Answer = { status: number; body: string; headers?: Record<string, string> }

const failed = (status: number, error: Params, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify({ error }),
  ...(headers ? { headers } : {}),
})

/** One call of Stripe's API, with whatever goes wrong with it. */
export const serveStripe = async (
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> => {
  const url = new URL(request.url!, 'http://stand-in')
  const call = `${request.method} ${url.pathname}`
  const params = { ...readForm(url.search.slice(1)), ...readForm(body) }
  const header = (name: string) => (request.headers[name] as string | undefined) ?? null
  const account = header('stripe-account') ?? header('stripe-context') ?? params['_stripe_account'] ?? null
  const idempotencyKey = request.method === 'POST' ? header('idempotency-key') : null
  serving.seen.push({ call, idempotencyKey, account, params, apiVersion: header('stripe-version') })
  const send = ({ status, body: text, headers = {} }: Answer) => {
    if (response.destroyed) return
    response.writeHead(status, {
      'content-type': 'application/json',
      'request-id': serving.world.newId('req'),
      'access-control-allow-origin': '*',
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      ...headers,
    })
    response.end(text)
  }
  const key = header('authorization')?.replace(/^Bearer /, '') ?? params['key'] ?? ''
  const fault = takeFault(serving.faults, call)
  const early = fault && earlyAnswer(fault)
  if (early) return send(early)
  if (fault?.what === 'no_answer_before') return void request.socket.destroy()
  if (fault?.what === 'hang_before') return
  const answer = await answerOnce(serving, { call, params, account, key, idempotencyKey, fault })
  if (fault?.what === 'no_answer_after') return void request.socket.destroy()
  if (fault?.what === 'hang_after') return
  send(answer)
}

const earlyAnswer = ({ what, retryAfterSeconds }: StandInFault): Answer | null => {
  const retryAfter: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  if (what === 'error_before') return failed(503, { type: 'api_error', message: 'Service unavailable.' })
  if (what === 'conflict')
    return failed(409, {
      type: 'invalid_request_error',
      code: 'idempotency_key_in_use',
      message: 'There is currently another in-progress request using this Idempotency-Key.',
    })
  if (what === 'rate_limit')
    return failed(
      429,
      { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' },
      retryAfter,
    )
  if (what === 'lock_timeout')
    return failed(429, {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message: 'This object cannot be accessed right now.',
    })
  return null
}

type Asked = {
  call: string
  params: Params
  account: string | null
  key: string
  idempotencyKey: string | null
  fault: StandInFault | null
}

/**
 * The same key with the same request gets the same answer again, errors after an effect included; with another one it is
 * refused, and while the first is under way, too. Source: docs.stripe.com/api/idempotent_requests.
 */
const answerOnce = async (serving: Serving, asked: Asked): Promise<Answer> => {
  const { call, params, idempotencyKey, fault } = asked
  try {
    const isBrowser = checkKey(serving, asked)
    const account = accountOf(serving.world, asked.account)
    const kept = idempotencyKey ? account.idempotency.get(idempotencyKey) : undefined
    const fingerprint = JSON.stringify([call, params])
    if (kept) return replay(kept, fingerprint)
    const entry: KeptAnswer = { fingerprint, answer: null }
    if (idempotencyKey) account.idempotency.set(idempotencyKey, entry)
    if (fault?.what === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 200))
    const first = answerNow(serving, account, asked, isBrowser)
    const answer =
      fault?.what === 'error_after' ? failed(500, { type: 'api_error', message: 'Sorry!' }) : first
    const isKept = answer.status === 200 || answer.status === 402 || answer.status >= 500
    if (isKept) entry.answer = answer
    else if (idempotencyKey) account.idempotency.delete(idempotencyKey)
    return answer
  } catch (error) {
    if (error instanceof Refusal) return failed(error.status, error.error)
    throw error
  }
}

const answerNow = (
  serving: Serving,
  account: Account,
  { call, params }: Asked,
  isBrowser: boolean,
): Answer => {
  try {
    const [method, path] = call.split(' ') as [string, string]
    const found = routeOf(method, path)
    if (!found)
      throw new Refusal(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${call}).`,
      })
    const { world, origin } = serving
    const thing = found.route.serve({ world, account, origin, params, id: found.id, isBrowser })
    return { status: 200, body: JSON.stringify(thing) }
  } catch (error) {
    if (error instanceof Refusal) return failed(error.status, error.error)
    throw error
  }
}

const replay = (kept: KeptAnswer, fingerprint: string): Answer => {
  if (kept.fingerprint !== fingerprint)
    return failed(400, {
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    })
  if (!kept.answer)
    return failed(409, {
      type: 'invalid_request_error',
      code: 'idempotency_key_in_use',
      message: 'There is currently another in-progress request using this Idempotency-Key.',
    })
  return { ...kept.answer, headers: { 'idempotent-replayed': 'true' } }
}

/** True for a browser's key. */
const checkKey = ({ secretKey, publishableKey }: Serving, { call, key }: Asked): boolean => {
  if (key === secretKey) return false
  if (key !== publishableKey)
    throw new Refusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' })
  const [method, path] = call.split(' ') as [string, string]
  if (!routeOf(method, path)?.route.forBrowsers)
    throw new Refusal(403, {
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message: 'This API call cannot be made with a publishable API key.',
    })
  return true
}

/** Things that only the stand-in has are refused like any other wrong call. */
export const refusalOf = (error: unknown): { status: number; error: Params } =>
  error instanceof Refusal
    ? { status: error.status, error: error.error }
    : { status: 400, error: invalid(undefined, String(error)).error }
