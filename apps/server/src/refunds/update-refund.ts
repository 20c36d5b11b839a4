import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { mergeMetadata } from '../platform/http/metadata.ts'
import { refundUpdated } from './events.ts'
import { lockRefund, saveRefund } from './queries.ts'
import type { Refund } from './refund.ts'
import type { UpdateRefundBody } from './schemas.ts'

/** The merchant's own notes; nothing else of a refund ever changes by hand. Source: contract, flint-commerce 10.2. */
export const updateRefund = async (
  ctx: Context,
  refundId: string,
  input: UpdateRefundBody,
): Promise<Refund> => {
  if (Object.keys(input).length === 0) throw refuse(httpErrors.NO_FIELDS_TO_UPDATE)
  return transact(ctx, { refund: lockRefund(ctx, refundId) }, ({ refund: before }) => {
    if (!before) throw refuseUnknownRefund()
    const refund: Refund = {
      ...before,
      metadata: mergeMetadata(before.metadata, input.metadata),
      version: before.version + 1,
      updatedAt: ctx.now,
    }
    return {
      result: refund,
      writes: [saveRefund(refund), ...recordEvents(ctx, [refundUpdated(refund)])],
      wake: ['events'],
    }
  })
}

/** The contract's list of codes has none of its own for an unknown refund. */
export const refuseUnknownRefund = () =>
  refuse(httpErrors.RESOURCE_NOT_FOUND, {
    param: 'refund_id',
    message: 'There is no refund with this id.',
  })
