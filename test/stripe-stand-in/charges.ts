import type { CardBehaviour } from './cards.ts'
import { openDispute } from './disputes.ts'
import type { Params } from './form.ts'
import type { Account, Thing } from './objects.ts'
import { type World, seconds } from './world.ts'

/** One try at the bank: paid, held, or failed. */
export const recordCharge = (
  world: World,
  account: Account,
  intent: Thing,
  method: Thing,
  error: Params | null,
): Thing => {
  const card: CardBehaviour = method['$card']
  const isHeld = intent['capture_method'] === 'manual'
  const made: Thing = {
    id: world.newId('ch'),
    object: 'charge',
    amount: intent['amount'],
    amount_captured: error || isHeld ? 0 : intent['amount'],
    amount_refunded: 0,
    captured: !error && !isHeld,
    created: seconds(world),
    currency: intent['currency'],
    customer: intent['customer'],
    disputed: false,
    failure_code: error?.['code'] ?? null,
    livemode: false,
    metadata: intent['metadata'],
    outcome: outcomeOf(card, error),
    paid: !error,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: 'card', card: method['card'] },
    refunded: false,
    status: error ? 'failed' : 'succeeded',
  }
  account.things.charges.set(made.id, made)
  if (!error && card.dispute) openDispute(world, account, made, card.dispute)
  return made
}

const outcomeOf = (card: CardBehaviour, error: Params | null): Params => ({
  network_status: error
    ? card.risk === 'highest'
      ? 'not_sent_to_network'
      : 'declined_by_network'
    : 'approved_by_network',
  type: error ? (card.risk === 'highest' ? 'blocked' : 'issuer_declined') : 'authorized',
  reason: error ? (card.risk === 'highest' ? 'highest_risk_level' : error['decline_code']) : null,
  risk_level: card.risk ?? 'normal',
  risk_score: card.risk === 'highest' ? 92 : card.risk === 'elevated' ? 71 : 12,
  seller_message: error ? 'The bank did not return any further details.' : 'Payment complete.',
})
