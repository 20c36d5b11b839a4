import { dayMs, plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import { transact } from '../platform/db/transact.ts'
import { eraseEventsOf } from '../platform/events/erase-events.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { eraseAnswers } from '../platform/idempotency/erase-answers.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { deleteAddresses } from './address-queries.ts'
import { findRunningDeletion, resolveDeletionRequest } from './deletion-queries.ts'
import type { DeletionRequest } from './deletion-request.ts'
import { eraseTimer } from './erase-timer.ts'
import { isInTheWay, whatIsInTheWay } from './erasure-blockers.ts'
import { listenersErase } from './erasure-listeners.ts'
import { customerErrors } from './errors.ts'
import { deletionCompleted } from './events.ts'
import { eraseCustomer, lockCustomer } from './queries.ts'

/**
 * Erases what is known of a person, here and wherever else a listener says, in one transaction. The id stays: orders,
 * payments and the ledger go on naming it. Events and stored answers that show the customer are cut down, too; a
 * request that is repeated under such a key is told that the customer is gone, and so cannot bring the person back.
 */
export const erasing = (ctx: Context, completed: DeletionRequest): Statement<void>[] => {
  const { customerId } = completed
  return [
    eraseCustomer(ctx, customerId),
    deleteAddresses(ctx, customerId),
    resolveDeletionRequest(ctx, completed),
    eraseEventsOf(ctx, 'customer', customerId),
    eraseAnswers(
      ctx,
      { resourceId: customerId, pathPrefix: '/v1/customers' },
      refuse(customerErrors.CUSTOMER_NOT_FOUND, { message: 'This customer was erased.' }),
    ),
    ...listenersErase(ctx, customerId),
    ...recordEvents(ctx, [deletionCompleted(completed)]),
  ]
}

/** The worker's turn. While something is in the way, the request waits, and the worker looks again the next day. */
export const eraseCustomerData = (ctx: Context, customerId: string): Promise<void> =>
  transact(
    ctx,
    {
      customer: lockCustomer(ctx, customerId),
      running: findRunningDeletion(ctx, customerId),
      ...whatIsInTheWay(ctx, customerId),
    },
    ({ customer, running, ...found }) => {
      if (!customer || !running) return { result: undefined, writes: [] }
      if (isInTheWay(found).length > 0)
        return {
          result: undefined,
          writes: [setTimer(ctx, eraseTimer, customerId, plusMs(ctx.now, dayMs))],
        }
      const completed: DeletionRequest = { ...running, status: 'completed', resolvedAt: ctx.now }
      return { result: undefined, writes: erasing(ctx, completed), wake: ['events'] }
    },
  )
