import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { Context } from '../context.ts'
import { faultHeader, strike } from '../faults/strike.ts'
import { httpErrors, refuse } from './errors.ts'
import type { Route } from './route.ts'

type Called = Pick<Route, 'path'>

/** What goes wrong on purpose with a call itself. Developer routes are spared, so that faults can always be switched off. */

const isSpared = (route: Called): boolean => route.path.startsWith('/v1/developer/')

const retryAfterSeconds = '1'

/** Refuses a call as one too many. It takes nothing from any budget, and its answer is not kept. */
export const refuseOnPurpose = (ctx: Context, route: Called): void => {
  if (ctx.faults.rate_limits?.mode !== 'forced' || isSpared(route) || !strike(ctx, 'rate_limits')) return
  throw refuse(httpErrors.RATE_LIMIT_EXCEEDED, {
    message: "Too many requests: this sandbox's fault rate_limits asked for this refusal.",
    headers: { 'Retry-After': retryAfterSeconds, 'Flint-Rate-Limited-Reason': 'api-key' },
  })
}

export const areLimitsLifted = ({ mode, faults }: Pick<Context, 'mode' | 'faults'>): boolean =>
  faults.rate_limits?.mode === 'lifted' && mode === 'test'

/** Keeps a call waiting before anything is done for it, no lock or connection held, and says whether it did. */
export const waitOnPurpose = async (ctx: Context, route: Called): Promise<boolean> => {
  if (ctx.faults.slow_answers === undefined || isSpared(route)) return false
  const slow = strike(ctx, 'slow_answers')
  if (slow) await wait(slow.delay_milliseconds)
  return slow !== null
}

/** An answer that was touched says by what. */
export const showFaults = (reply: FastifyReply, ctx: Context): void => {
  const names = faultHeader(ctx)
  if (names !== null) reply.header('Flint-Fault', names)
}
