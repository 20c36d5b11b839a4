import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type Stripe from 'stripe'
import { subjectOf } from './subject.ts'

const event = (type: string, object: object, more: object = {}) =>
  ({ type, data: { object }, ...more }) as unknown as Stripe.Event
const metadata = {
  flint_environment_id: 'menv_1',
  flint_payment_intent_id: 'pi_1',
  flint_charge_id: 'chg_1',
  flint_refund_id: 'ref_1',
}

describe('what news are about', () => {
  const payment = {
    kind: 'payment',
    environmentId: 'menv_1',
    paymentIntentId: 'pi_1',
    chargeId: 'chg_1',
    reference: 'pi_there',
    isPaid: true,
    account: null,
  }
  const refund = {
    kind: 'refund',
    environmentId: 'menv_1',
    refundId: 'ref_1',
    hasFailed: false,
    account: null,
  }
  for (const [what, told, subject] of [
    ['a payment', event('payment_intent.succeeded', { id: 'pi_there', metadata }), payment],
    [
      'a payment that failed',
      event('payment_intent.payment_failed', { id: 'pi_there', metadata }),
      { ...payment, isPaid: false },
    ],
    [
      "a payment into a merchant's own account",
      event('payment_intent.succeeded', { id: 'pi_there', metadata }, { account: 'acct_1' }),
      { ...payment, account: 'acct_1' },
    ],
    ['a payment that is not ours', event('payment_intent.succeeded', { id: 'pi_there', metadata: {} }), null],
    ['a refund', event('refund.updated', { metadata, status: 'succeeded' }), refund],
    [
      'a refund that came back',
      event('refund.failed', { metadata, status: 'failed' }),
      { ...refund, hasFailed: true },
    ],
    [
      "a refund made in Stripe's dashboard",
      event('refund.created', { id: 're_1', payment_intent: 'pi_there', metadata: null }),
      { kind: 'refund_made_there', refundReference: 're_1', paymentReference: 'pi_there', account: null },
    ],
    ['a refund of ours that was just made', event('refund.created', { id: 're_1', metadata }), null],
    [
      'a refund of no payment',
      event('refund.updated', { id: 're_1', payment_intent: null, metadata: null }),
      null,
    ],
    [
      'a dispute',
      event('charge.dispute.created', { id: 'du_1', payment_intent: 'pi_there' }),
      { kind: 'dispute', disputeReference: 'du_1', paymentReference: 'pi_there', account: null },
    ],
    [
      'a dispute without a payment',
      event('charge.dispute.created', { id: 'du_1', payment_intent: null }),
      null,
    ],
    ['an account', event('account.updated', { id: 'acct_1' }), { kind: 'account', account: 'acct_1' }],
    ['a kind that nobody here listens to', event('customer.created', { id: 'cus_1' }), null],
  ] as const)
    it(what, () => assert.deepEqual(subjectOf(told), subject))
})
