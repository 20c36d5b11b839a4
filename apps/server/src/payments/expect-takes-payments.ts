import type { Context } from '../platform/context.ts'
import { begunEarlier } from '../platform/db/in-steps.ts'
import { refuse } from '../platform/http/errors.ts'
import { paymentErrors } from './errors.ts'
import type { Processor } from './processors/processor.ts'
import { processorFor } from './processors/registered.ts'

const refuseLive = (message?: string) =>
  refuse(paymentErrors.MERCHANT_ONBOARDING_REQUIRED, {
    param: 'merchant_id',
    ...(message === undefined ? {} : { message }),
  })

/** Who moves money for this merchant, for what gives money back or goes on with what was begun. */
export const expectProcessor = (ctx: Context): Processor => {
  const processor = processorFor(ctx)
  if (!processor) throw refuseLive()
  return processor
}

/** Whether anything new can be charged here: for what is offered, where nobody is refused yet. */
export const takesPayments = (ctx: Context): boolean =>
  processorFor(ctx) !== null && (ctx.mode === 'test' || ctx.account.payments === 'ready')

/**
 * Nothing new is charged in live mode before the merchant's account may take payments; what was begun is finished. Sandboxes
 * always may.
 * Source: contract, flint-platform 13.2.
 */
export const expectTakesPayments = (ctx: Context): Processor => {
  const processor = expectProcessor(ctx)
  const isNew = begunEarlier(ctx) === undefined
  if (isNew && ctx.mode === 'live' && ctx.account.payments !== 'ready')
    throw refuseLive('Live payments are not ready: the account of this merchant may not take payments yet.')
  return processor
}
