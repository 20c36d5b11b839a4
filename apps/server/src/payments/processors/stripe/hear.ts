import Stripe from 'stripe'
import type { Logger } from '../../../platform/log/logger.ts'
import { NoStripeAccount } from './client.ts'

/** What came of a call to Stripe. */
export type Heard<T> =
  | { kind: 'said'; value: T }
  /** A bank said no, and Stripe has it on record. */
  | { kind: 'declined'; error: Stripe.errors.StripeError }
  /** Stripe did not do it: ours or the operator's mistake, or the wrong moment. */
  | { kind: 'refused'; status: number; code: string | null; param: string | null; isOtherRequest: boolean }
  /** Nobody knows whether it was done. `isReplayed`: sending it again brings this very answer. */
  | { kind: 'unknown'; retryAfterMs: number; isReplayed: boolean }

export type Unheard = Exclude<Heard<never>, { kind: 'said' }>

/** Where Stripe does not say when to come back. */
const defaultRetryMs = 5_000
const longestRetryMs = 600_000

/**
 * What an error means. Only an answer of 4xx says for certain that nothing was done, except where Stripe is busy with
 * the same request (409) or with too many (429). Source: docs.stripe.com/error-low-level, docs.stripe.com/api/errors.
 */
export const unheardOf = (error: unknown): Unheard => {
  if (error instanceof NoStripeAccount)
    return { kind: 'refused', status: 403, code: 'no_stripe_account', param: null, isOtherRequest: false }
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined)
    return { kind: 'unknown', retryAfterMs: defaultRetryMs, isReplayed: false }
  const { statusCode: status, headers = {} } = error
  if (status === 402) return { kind: 'declined', error }
  if (status === 409 || status === 429 || status >= 500 || error.code === 'lock_timeout')
    return {
      kind: 'unknown',
      retryAfterMs: retryAfterOf(headers['retry-after']),
      isReplayed: headers['idempotent-replayed'] === 'true',
    }
  return {
    kind: 'refused',
    status,
    code: error.code ?? null,
    param: error.param ?? null,
    isOtherRequest: error.type === 'StripeIdempotencyError',
  }
}

const retryAfterOf = (seconds: string | undefined): number => {
  const ms = Number(seconds) * 1000
  return seconds && ms >= 0 ? Math.min(Math.max(ms, 1000), longestRetryMs) : defaultRetryMs
}

/** Asks, and never rejects. What an operator must see is logged, with Stripe's name for the request and without any secret. */
export const hear = async <T>(
  log: Logger,
  what: string,
  subject: Record<string, string>,
  ask: () => Promise<T>,
): Promise<Heard<T>> => {
  try {
    return { kind: 'said', value: await ask() }
  } catch (error) {
    const heard = unheardOf(error)
    report(log, what, subject, error, heard)
    return heard
  }
}

/** What can be paid with, or gone on with. */
const withoutSecrets = (sentence: string): string =>
  sentence.replace(/(\b(?:sk|rk|whsec|ctoken)|_secret)_\w+/g, '$1_…')

/** A refusal that is a matter of course: what was asked for has happened already. */
const ordinary = new Set([
  'payment_intent_unexpected_state',
  'setup_intent_unexpected_state',
  'charge_already_refunded',
])

const report = (
  log: Logger,
  what: string,
  subject: Record<string, string>,
  error: unknown,
  heard: Unheard,
) => {
  if (heard.kind === 'declined' || (heard.kind === 'refused' && ordinary.has(heard.code ?? ''))) return
  if (!(error instanceof Stripe.errors.StripeError))
    return heard.kind === 'refused'
      ? log.error('A merchant without an account at Stripe cannot be charged for', { what, ...subject })
      : log.error('A call to Stripe failed in our own code', { what, ...subject, error })
  const said = {
    what,
    ...subject,
    status: error.statusCode ?? null,
    type: error.type,
    code: error.code ?? null,
    param: error.param ?? null,
    stripe_request_id: error.requestId ?? null,
    // A wrong key is shown in the sentence about it.
    said: error.statusCode === 401 || error.statusCode === undefined ? null : withoutSecrets(error.message),
  }
  if (heard.kind === 'refused') log.error('Stripe refused a call', said)
  else log.warn('Stripe gave no answer', said)
}
