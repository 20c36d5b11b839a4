import type { Context } from '../platform/context.ts'
import type { DisputeStatus } from '../payments/payment.ts'
import type { EventInput } from '../platform/events/events.ts'
import type { Dispute } from './dispute.ts'
import { toDispute } from './to-dispute.ts'

type What =
  'created' | 'updated' | 'needs_response' | 'won' | 'lost' | 'closed' | 'warning_closed' | 'prevented'

/** What a status is announced as. Source: contract, flint-billing 8.2. */
const announcements: Readonly<Record<DisputeStatus, readonly What[]>> = {
  warning_needs_response: ['needs_response'],
  warning_under_review: [],
  warning_closed: ['warning_closed', 'closed'],
  needs_response: ['needs_response'],
  under_review: [],
  won: ['won', 'closed'],
  lost: ['lost', 'closed'],
  prevented: ['prevented', 'closed'],
}

/** Those of a new dispute, or of one that moved to its status; `dispute.updated` where it goes on. */
export const disputeEvents = (ctx: Context, before: Dispute | null, dispute: Dispute): EventInput[] => {
  const named = announcements[dispute.status]
  const first: readonly What[] = before === null ? ['created'] : named.includes('closed') ? [] : ['updated']
  return [...first, ...named].map((what) => ({
    type: `dispute.${what}`,
    resourceType: 'dispute',
    resourceId: dispute.disputeId,
    resourceVersion: dispute.version,
    data: toDispute(dispute, ctx.now),
  }))
}
