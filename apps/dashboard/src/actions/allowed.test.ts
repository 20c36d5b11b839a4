import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Dispute, Order, PaymentIntent } from '../api/shapes.ts'
import * as allowed from './allowed.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const order = (status: string, paid: number, refunded: number, outstanding = 0) =>
  ({
    status,
    payment_status: outstanding > 0 ? 'unpaid' : 'paid',
    active_payment_attempt: null,
    settlement_amounts: {
      paid_money: usd(paid),
      refunded_money: usd(refunded),
      net_collected_money: usd(paid - refunded),
      outstanding_money: usd(outstanding),
    },
  }) as Order
const payment = (status: string, captured = 0, refunded = 0, dispute_status = 'none') =>
  ({ status, captured_money: usd(captured), refunded_money: usd(refunded), dispute_status }) as PaymentIntent

describe('what an order allows', () => {
  it('a refund while something is left', () => {
    assert.equal(allowed.whyNoRefundOfOrder(order('open', 100, 40)), null)
    assert.equal(allowed.whyNoRefundOfOrder(order('closed', 100, 100)), 'Everything was given back already')
    assert.equal(allowed.whyNoRefundOfOrder(order('open', 0, 0, 100)), 'Nothing was paid yet')
  })
  it('a payment page while it is open and unpaid, a receipt once it is paid', () => {
    assert.equal(allowed.whyNoCheckout(order('open', 0, 0, 100)), null)
    assert.notEqual(allowed.whyNoCheckout(order('closed', 0, 0, 100)), null)
    assert.notEqual(allowed.whyNoCheckout(order('open', 100, 0)), null)
    assert.equal(allowed.whyNoReceipt(order('open', 100, 0)), null)
    assert.notEqual(allowed.whyNoReceipt(order('open', 0, 0, 100)), null)
  })
  it('closing while no payment runs', () => {
    const running = { ...order('open', 0, 0, 100), active_payment_attempt: { status: 'processing' } } as Order
    assert.equal(allowed.whyNoClose(order('open', 0, 0, 100)), null)
    assert.notEqual(allowed.whyNoClose(order('closed', 0, 0)), null)
    assert.notEqual(allowed.whyNoClose(running), null)
  })
})

describe('what a payment allows', () => {
  it('a capture of a hold, a cancellation before the money is taken', () => {
    assert.equal(allowed.whyNoCapture(payment('requires_capture')), null)
    assert.notEqual(allowed.whyNoCapture(payment('succeeded')), null)
    assert.equal(allowed.whyNoCancel(payment('requires_action')), null)
    for (const status of ['succeeded', 'canceled', 'expired', 'processing'])
      assert.notEqual(allowed.whyNoCancel(payment(status)), null, status)
  })
  it('a refund of what was taken and is not disputed', () => {
    assert.equal(allowed.whyNoRefundOfPayment(payment('succeeded', 100, 40)), null)
    assert.notEqual(allowed.whyNoRefundOfPayment(payment('succeeded', 100, 100)), null)
    assert.notEqual(allowed.whyNoRefundOfPayment(payment('requires_capture')), null)
    assert.equal(
      allowed.whyNoRefundOfPayment(payment('succeeded', 100, 0, 'needs_response')),
      'The payment is disputed',
    )
  })
})

describe('what a dispute allows', () => {
  it('evidence once, and giving in until it is decided', () => {
    const waits = {
      status: 'needs_response',
      has_evidence: false,
      evidence_response_allowed: true,
    } as Dispute
    assert.equal(allowed.whyNoEvidence(waits), null)
    assert.notEqual(allowed.whyNoEvidence({ ...waits, has_evidence: true }), null)
    assert.equal(allowed.whyNoAcceptance(waits), null)
    assert.notEqual(allowed.whyNoAcceptance({ status: 'won' }), null)
  })
})
