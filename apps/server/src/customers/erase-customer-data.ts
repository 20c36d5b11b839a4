import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { eraseEventsOf } from '../platform/events/erase-events.ts'
import { recordEvents } from '../platform/events/events.ts'
import { refuse } from '../platform/http/errors.ts'
import { eraseAnswers } from '../platform/idempotency/erase-answers.ts'
import { deleteAddresses } from './address-queries.ts'
import { completeDeletionRequest, findRunningDeletion } from './deletion-queries.ts'
import type { DeletionRequest } from './deletion-request.ts'
import { listenersErase } from './erasure-listeners.ts'
import { customerErrors } from './errors.ts'
import { deletionCompleted } from './events.ts'
import { eraseCustomer, lockCustomer } from './queries.ts'

/**
 * Erases what is known of a person, here and wherever else a listener says, in one transaction. The id stays: orders,
 * payments and the ledger go on naming it. Events and stored answers that show the customer are cut down, too; a
 * request that is repeated under such a key is told that the customer is gone, and so cannot bring the person back.
 */
export const eraseCustomerData = (ctx: Context, customerId: string): Promise<void> =>
  transact(
    ctx,
    { customer: lockCustomer(ctx, customerId), running: findRunningDeletion(ctx, customerId) },
    ({ customer, running }) => {
      if (!customer || !running) return { result: undefined, writes: [] }
      const completed: DeletionRequest = { ...running, status: 'completed', resolvedAt: ctx.now }
      return {
        result: undefined,
        writes: [
          eraseCustomer(ctx, customerId),
          deleteAddresses(ctx, customerId),
          completeDeletionRequest(ctx, completed),
          eraseEventsOf(ctx, 'customer', customerId),
          eraseAnswers(
            ctx,
            { resourceId: customerId, pathPrefix: '/v1/customers' },
            refuse(customerErrors.CUSTOMER_NOT_FOUND, { message: 'This customer was erased.' }),
          ),
          ...listenersErase(ctx, customerId),
          ...recordEvents(ctx, [deletionCompleted(completed)]),
        ],
        wake: ['events'],
      }
    },
  )
