import type { CardBehaviour } from './cards.ts'
import type { Params } from './form.ts'
import type { Account, Thing } from './objects.ts'
import { invalid } from './refusal.ts'
import { type World, announce, find, seconds } from './world.ts'

/** The cardholder's bank speaks up. Source: docs.stripe.com/api/disputes. */
export const openDispute = (
  world: World,
  account: Account,
  charge: Thing,
  kind: NonNullable<CardBehaviour['dispute']>,
): Thing => {
  const isInquiry = kind === 'inquiry'
  const dispute: Thing = {
    id: world.newId('du'),
    object: 'dispute',
    amount: charge['amount'],
    balance_transactions: [],
    charge: charge.id,
    created: seconds(world),
    currency: charge['currency'],
    evidence: {},
    evidence_details: {
      due_by: seconds(world) + 9 * 86_400,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge['payment_intent'],
    payment_method_details: {
      type: 'card',
      card: { brand: 'visa', case_type: isInquiry ? 'inquiry' : 'chargeback' },
    },
    reason: isInquiry ? 'general' : 'fraudulent',
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  }
  account.things.disputes.set(dispute.id, dispute)
  charge['disputed'] = true
  announce(world, account, 'charge.dispute.created', dispute)
  return dispute
}

const needsAnswer = (dispute: Thing) =>
  ['needs_response', 'warning_needs_response'].includes(dispute['status'])
const isInquiry = (dispute: Thing) => dispute['status'].startsWith('warning_')

export const updateDispute = (world: World, account: Account, id: string, params: Params): Thing => {
  const dispute = find(account, 'disputes', id, 'dispute')
  if (params['metadata']) Object.assign(dispute['metadata'], params['metadata'])
  if (params['evidence']) {
    if (!needsAnswer(dispute))
      throw invalid('invalid_request_error', 'This dispute is already closed or under review.')
    Object.assign(dispute['evidence'], params['evidence'])
    dispute['evidence_details'].has_evidence = true
  }
  if (params['evidence'] && params['submit'] !== 'false') {
    dispute['evidence_details'].submission_count++
    dispute['status'] = isInquiry(dispute) ? 'warning_under_review' : 'under_review'
  }
  announce(world, account, 'charge.dispute.updated', dispute)
  return dispute
}

export const closeDispute = (world: World, account: Account, id: string): Thing => {
  const dispute = find(account, 'disputes', id, 'dispute')
  if (!needsAnswer(dispute)) throw invalid(undefined, 'This dispute is already closed or under review.')
  return decideDispute(world, account, id, isInquiry(dispute) ? 'warning_closed' : 'lost')
}

/** What the bank makes of it; an inquiry may become a dispute. */
export const decideDispute = (world: World, account: Account, id: string, status: string): Thing => {
  const dispute = find(account, 'disputes', id, 'dispute')
  dispute['status'] = status
  const isOver = ['won', 'lost', 'warning_closed', 'prevented'].includes(status)
  announce(world, account, isOver ? 'charge.dispute.closed' : 'charge.dispute.updated', dispute)
  return dispute
}
