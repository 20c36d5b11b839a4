import { money } from '../payments/to-payment-intent.ts'
import type { Order } from './order.ts'
import { balanceOf } from './settlement.ts'
import type { StoredActivity } from './queries.ts'

/** Source: contract, flint-commerce 4.11. */
export const activityTypes = [
  'created',
  'line_item_added',
  'line_item_updated',
  'line_item_removed',
  'discount_applied',
  'discount_removed',
  'tax_updated',
  'requested_tip_added',
  'requested_tip_updated',
  'requested_tip_removed',
  'charge_added',
  'charge_updated',
  'charge_removed',
  'order_updated',
  'adjustment',
  'closed',
  'payment',
  'payment_failed',
  'refund',
  'refund_failed',
  'checkout_session_created',
  'checkout_session_expired',
  'checkout_session_invalidated',
] as const
export type ActivityType = (typeof activityTypes)[number]

export type ActivityReference =
  | 'order_line_item'
  | 'order_charge'
  | 'order_discount'
  | 'order_tip'
  | 'payment_intent'
  | 'refund'
  | 'checkout_session'

/** What happened; the amounts are filled in from the order before and after. */
export type ActivityNote = {
  type: ActivityType
  description: string
  referenceType?: ActivityReference
  referenceId?: string
}

export type Activity = {
  type: ActivityType
  description: string
  balanceDelta: number
  runningBalance: number
  referenceType: ActivityReference | null
  referenceId: string | null
}

/** The change of the balance belongs to the first note: one edit, one step in the running balance. */
export const activitiesOf = (
  before: Order | null,
  after: Order,
  notes: readonly ActivityNote[],
): Activity[] => {
  const delta = balanceOf(after) - (before ? balanceOf(before) : 0)
  return notes.map((note, index) => ({
    type: note.type,
    description: note.description,
    balanceDelta: index === 0 ? delta : 0,
    runningBalance: balanceOf(after),
    referenceType: note.referenceType ?? null,
    referenceId: note.referenceId ?? null,
  }))
}

export const toActivity = (activity: StoredActivity) => ({
  order_activity_id: activity.id,
  activity_type: activity.type,
  description: activity.description,
  balance_delta_money: money(activity.balanceDelta, activity.currency),
  running_balance_money: money(activity.runningBalance, activity.currency),
  ...(activity.referenceType ? { [`${activity.referenceType}_id`]: activity.referenceId! } : {}),
  created_at: activity.createdAt,
})
