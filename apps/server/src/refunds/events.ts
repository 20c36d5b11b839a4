import type { EventInput } from '../platform/events/events.ts'
import type { Refund } from './refund.ts'
import { toRefund } from './to-refund.ts'

/** What refunds announce; the payload is the refund as it is read. Source: contract, flint-platform 18.2. */
const refundEvent = (what: 'created' | 'updated' | 'failed', refund: Refund): EventInput => ({
  type: `refund.${what}`,
  resourceType: 'refund',
  resourceId: refund.refundId,
  resourceVersion: refund.version,
  data: toRefund(refund),
})

export const refundCreated = (refund: Refund) => refundEvent('created', refund)
export const refundUpdated = (refund: Refund) => refundEvent('updated', refund)
export const refundFailed = (refund: Refund) => refundEvent('failed', refund)
