import { plusMs } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { setTimer } from '../platform/jobs/timers.ts'
import { findRunningDeletion, insertDeletionRequest } from './deletion-queries.ts'
import type { DeletionRequest } from './deletion-request.ts'
import { eraseAfterMs, eraseTimer } from './erase-timer.ts'
import { customerErrors } from './errors.ts'
import { deletionRequested } from './events.ts'
import { lockCustomer } from './queries.ts'
import { refuseUnknownCustomer } from './update-customer.ts'

/** Until the worker has done it, the customer can be read and changed: whatever is written meanwhile is erased, too. */
export const requestDeletion = (ctx: Context, customerId: string): Promise<DeletionRequest> =>
  transact(
    ctx,
    { customer: lockCustomer(ctx, customerId), running: findRunningDeletion(ctx, customerId) },
    ({ customer, running }) => {
      if (!customer) throw refuseUnknownCustomer()
      if (running)
        throw refuse(customerErrors.CUSTOMER_DELETION_PROCESSING, {
          extra: { current_status: running.status },
        })
      const request: DeletionRequest = {
        deletionRequestId: ctx.ids.newId('cdel'),
        customerId,
        status: 'pending_review',
        requestedAt: ctx.now,
        resolvedAt: null,
      }
      return {
        result: request,
        writes: [
          insertDeletionRequest(ctx, request),
          setTimer(ctx, eraseTimer, customerId, plusMs(ctx.now, eraseAfterMs)),
          ...recordEvents(ctx, [deletionRequested(request)]),
        ],
        wake: ['events'],
      }
    },
  )
