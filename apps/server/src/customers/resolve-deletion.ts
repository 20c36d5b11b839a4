import type { Context } from '../platform/context.ts'
import { type Decision, transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { dropTimers } from '../platform/jobs/timers.ts'
import { findDeletionRequestById, lockDeletionRequest, resolveDeletionRequest } from './deletion-queries.ts'
import type { DeletionRequest, DeletionResolution } from './deletion-request.ts'
import { erasing } from './erase-customer-data.ts'
import { eraseTimer } from './erase-timer.ts'
import { type Dependency, isInTheWay, whatIsInTheWay } from './erasure-blockers.ts'
import { customerErrors } from './errors.ts'
import { deletionRejected } from './events.ts'

/** Done at once, without waiting for the worker. Resolved the same way again, it is answered as it is. */
export const resolveDeletion = async (
  ctx: Context,
  deletionRequestId: string,
  resolution: DeletionResolution,
): Promise<DeletionRequest> => {
  // Whose it is never changes; everything else is read again under the lock.
  const request = await ctx.db.run(findDeletionRequestById(ctx, deletionRequestId))
  if (!request) throw refuseUnknownRequest()
  return transact(
    ctx,
    {
      locked: lockDeletionRequest(ctx, deletionRequestId),
      ...whatIsInTheWay(ctx, request.customerId),
    },
    ({ locked, ...found }) => {
      if (!locked) throw refuseUnknownRequest()
      if (locked.status === resolution) return { result: locked, writes: [] }
      if (locked.status !== 'pending_review')
        throw refuse(httpErrors.FIELD_NOT_UPDATABLE, {
          param: 'resolution',
          message: `This request is ${locked.status}.`,
          extra: { current_status: locked.status },
        })
      if (resolution === 'completed') expectNothing(isInTheWay(found))
      return decided(ctx, { ...locked, status: resolution, resolvedAt: ctx.now })
    },
  )
}

const decided = (ctx: Context, resolved: DeletionRequest): Decision<DeletionRequest> => ({
  result: resolved,
  writes: [
    dropTimers(ctx, [{ kind: eraseTimer, subjectId: resolved.customerId }]),
    ...(resolved.status === 'completed'
      ? erasing(ctx, resolved)
      : [resolveDeletionRequest(ctx, resolved), ...recordEvents(ctx, [deletionRejected(resolved)])]),
  ],
  wake: ['events'],
})

const expectNothing = (dependencies: readonly Dependency[]) => {
  if (dependencies.length === 0) return
  const { code } = customerErrors.CUSTOMER_DELETION_BLOCKED
  throw refuse(customerErrors.CUSTOMER_DELETION_BLOCKED, {
    details: dependencies.map(({ type, id }) => ({
      code,
      message: `${id} is not finished.`,
      dependency_type: type,
      dependency_id: id,
    })),
  })
}

export const refuseUnknownRequest = () =>
  refuse(httpErrors.RESOURCE_NOT_FOUND, {
    param: 'customer_deletion_request_id',
    message: 'There is no deletion request with this id.',
  })
