import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anOrder } from '../orders/an-order.ts'
import type { Order } from '../orders/order.ts'
import { aPaymentIntent } from '../payments/a-payment-intent.ts'
import type { DeclineCode, PaymentError, PaymentIntent } from '../payments/payment.ts'
import { closedReasons, stateOf } from './payment-state.ts'

const now = '2026-07-02T18:04:11.000Z'
const flowlix = (isHosted: boolean) => ({ paymentId: 'pay_1', profile: 'a' as const, isHosted })
const of = (order: Partial<Order>, ...intents: Partial<PaymentIntent>[]) =>
  stateOf(
    anOrder({
      amounts: { subtotal: 1000, discount: 0, charge: 0, tax: 0, tip: 0, total: 1000 },
      flowlix: flowlix(false),
      ...order,
    }),
    intents.map((intent) => aPaymentIntent({ chargeId: 'chg_1', chargeStartedAt: now, ...intent })),
    now,
  )
const settled = (paid: number, refunded = 0) => ({
  settlement: { paid, refunded, settledTip: 0, refundedTip: 0 },
})
const failed = (code: DeclineCode): Partial<PaymentIntent> => ({
  status: 'requires_payment_method',
  processor: 'simulator',
  lastError: { code, message: '', failedAt: now, retryable: true, nextSteps: '' } satisfies PaymentError,
})

/* Source: contract, flowlix 17.2. */
describe('what a payment is, from its order', () => {
  const cases: [what: string, status: string, state: ReturnType<typeof of>][] = [
    ['a hosted page before a card', 'open', of({ flowlix: flowlix(true) })],
    ['a plan of the other API on it', 'open', of({ flowlix: flowlix(true) }, { chargeId: null })],
    [
      'nobody has asked the processor',
      'pending',
      of({ activeAttemptId: 'opat_1' }, { status: 'processing', processorReference: null }),
    ],
    [
      'it has not answered for good',
      'processing',
      of({ activeAttemptId: 'opat_1' }, { status: 'processing', processorReference: 'x' }),
    ],
    ['the bank asks', 'requires_action', of({ activeAttemptId: 'opat_1' }, { status: 'requires_action' })],
    [
      'a hold of the other API',
      'processing',
      of({ activeAttemptId: 'opat_1' }, { status: 'requires_capture' }),
    ],
    ['captured', 'succeeded', of(settled(1000), { status: 'succeeded', captured: 1000 })],
    ['refunded in part', 'succeeded', of(settled(1000, 400), { status: 'succeeded', captured: 1000 })],
    ['refunded in full', 'refunded', of(settled(1000, 1000), { status: 'succeeded', captured: 1000 })],
    ['captured and closed', 'succeeded', of({ ...settled(1000), status: 'closed' }, { captured: 1000 })],
    [
      'closed by time after a part was paid by the other API',
      'expired',
      of({
        ...settled(400),
        status: 'closed',
        closedReason: closedReasons.expired,
        flowlix: flowlix(true),
      }),
    ],
    ['declined', 'failed', of({}, failed('card_declined'))],
    [
      'declined and closed',
      'failed',
      of(
        { status: 'closed', closedReason: closedReasons.failed },
        { ...failed('card_declined'), status: 'canceled' },
      ),
    ],
    ['the bank was not answered in time', 'expired', of({}, failed('payment_action_expired'))],
    ['its try was given up', 'canceled', of({}, failed('payment_not_completed'))],
    [
      'canceled by the payer',
      'canceled',
      of({ status: 'closed', closedReason: closedReasons.canceled, flowlix: flowlix(true) }),
    ],
    [
      'not paid in time',
      'expired',
      of({ status: 'closed', closedReason: closedReasons.expired, flowlix: flowlix(true) }),
    ],
    [
      'closed by the merchant',
      'canceled',
      of({ status: 'closed', closedReason: null, flowlix: flowlix(true) }),
    ],
  ]
  for (const [what, status, state] of cases)
    it(`${what}: ${status}`, () => assert.equal(state.status, status))

  it('says why only of what was declined', () => {
    assert.deepEqual(
      [
        of({}, failed('insufficient_funds')).declineCode,
        of({}, failed('payment_action_expired')).declineCode,
      ],
      ['insufficient_funds', null],
    )
  })

  it('shows the payment that took the money, whatever was tried before and after', () => {
    const state = of(
      settled(1000),
      { paymentIntentId: 'pi_1', ...failed('card_declined'), chargeStartedAt: '2026-07-02T18:00:00.000Z' },
      { paymentIntentId: 'pi_2', captured: 1000, status: 'succeeded' },
      { paymentIntentId: 'pi_3', ...failed('card_declined'), chargeStartedAt: '2026-07-02T19:00:00.000Z' },
    )
    assert.equal(state.paymentIntentId, 'pi_2')
  })
})
