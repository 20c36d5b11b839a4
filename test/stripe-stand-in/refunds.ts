import type { CardBehaviour } from './cards.ts'
import type { Params } from './form.ts'
import type { Account, Thing } from './objects.ts'
import { invalid, missingParam } from './refusal.ts'
import { type World, announce, find, seconds } from './world.ts'

const counts = (refund: Thing) => refund['status'] !== 'failed' && refund['status'] !== 'canceled'

export const createRefund = (world: World, account: Account, params: Params): Thing => {
  const intent = account.things.payment_intents.get(params['payment_intent'])
  if (!intent) throw missingParam('payment_intent', params['payment_intent'], 'payment_intent')
  if (intent['status'] !== 'succeeded')
    throw invalid(undefined, `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
  const charge = find(account, 'charges', intent['latest_charge'], 'charge')
  const earlier = [...account.things.refunds.values()].filter(
    (one) => one['charge'] === charge.id && counts(one),
  )
  const left = charge['amount_captured'] - earlier.reduce((sum, one) => sum + one['amount'], 0)
  if (left === 0) throw invalid('charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
  const dispute = [...account.things.disputes.values()].find((one) => one['charge'] === charge.id)
  if (dispute && !dispute['is_charge_refundable'] && dispute['status'] !== 'won')
    throw invalid('charge_disputed', `Charge ${charge.id} has been charged back.`)
  const amount = params['amount'] === undefined ? left : Number(params['amount'])
  if (amount > left)
    throw invalid(
      undefined,
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      {
        param: 'amount',
      },
    )
  const card: CardBehaviour = find(account, 'payment_methods', charge['payment_method'], 'payment_method')[
    '$card'
  ]
  const refund: Thing = {
    id: world.newId('re'),
    object: 'refund',
    amount,
    charge: charge.id,
    created: seconds(world),
    currency: charge['currency'],
    metadata: params['metadata'] ?? {},
    payment_intent: intent.id,
    reason: params['reason'] ?? null,
    status: card.refunds === 'pending' ? 'pending' : 'succeeded',
    $failsLater: card.refunds === 'fail',
  }
  account.things.refunds.set(refund.id, refund)
  announce(world, account, 'refund.created', refund)
  return refund
}

/** Metadata only, each name by itself. Source: docs.stripe.com/api/refunds/update. */
export const updateRefund = (world: World, account: Account, id: string, params: Params): Thing => {
  const refund = find(account, 'refunds', id, 'refund')
  refund['metadata'] = { ...refund['metadata'], ...params['metadata'] }
  announce(world, account, 'refund.updated', refund)
  return refund
}

/** A pending refund ends, or one that had succeeded comes back. */
export const endRefund = (
  world: World,
  account: Account,
  id: string,
  status: 'succeeded' | 'failed',
  failureReason = 'expired_or_canceled_card',
): Thing => {
  const refund = find(account, 'refunds', id, 'refund')
  refund['status'] = status
  if (status === 'failed') refund['failure_reason'] = failureReason
  announce(world, account, status === 'failed' ? 'refund.failed' : 'refund.updated', refund)
  return refund
}
