import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from './api-request.ts'
import type { PaymentAttempt } from './api-shapes.ts'
import { outcomeOf, payRefusalOf } from './payment-outcome.ts'

const anAttempt = (change: Partial<PaymentAttempt>): PaymentAttempt => ({
  order_payment_attempt_id: 'opat_1',
  status: 'processing',
  ...change,
})

describe('outcomeOf', () => {
  it('reads every status', () => {
    const kinds = {
      processing: 'pending',
      finalizing: 'pending',
      requires_action: 'action',
      requires_capture: 'paid',
      succeeded: 'paid',
      partially_succeeded: 'declined',
      requires_retry: 'declined',
      failed: 'declined',
      expired: 'declined',
      canceled: 'declined',
    } as const
    for (const [status, kind] of Object.entries(kinds)) {
      assert.equal(outcomeOf(anAttempt({ status: status as PaymentAttempt['status'] })).kind, kind, status)
    }
  })

  it('takes the leg’s reason before the attempt’s summary', () => {
    const attempt = anAttempt({
      status: 'failed',
      failure_code: 'card_declined',
      payment_intents: [{ payment_intent_id: 'pi_1', last_payment_error: { code: 'insufficient_funds' } }],
    })
    assert.deepEqual(outcomeOf(attempt), { kind: 'declined', code: 'insufficient_funds' })
  })

  it('finds the action that leads to a page', () => {
    const action = {
      pending_action_id: 'pa_1',
      action_type: 'payment_authentication',
      client_action: { redirect: { url: '/challenge' } },
    }
    assert.deepEqual(outcomeOf(anAttempt({ status: 'requires_action', pending_actions: [action] })), {
      kind: 'action',
      action,
    })
  })
})

describe('payRefusalOf', () => {
  const refusal = (status: number, code: string, param: string | null = null): string =>
    payRefusalOf(new ApiRefusal(status, code, param, null))

  it('tells what a refusal means for the buyer', () => {
    assert.equal(refusal(409, 'PAYMENT_AMOUNT_CHANGED'), 'amount-changed')
    assert.equal(refusal(409, 'ORDER_PAYMENT_ATTEMPT_ACTIVE'), 'attempt-running')
    assert.equal(refusal(409, 'ORDER_ALREADY_PAID'), 'reload')
    assert.equal(refusal(402, 'CARD_DECLINED'), 'declined')
    assert.equal(refusal(400, 'VALIDATION_ERROR', 'card.number'), 'bad-card')
    assert.equal(refusal(400, 'VALIDATION_ERROR', 'buyer_contact.email'), 'bad-email')
    assert.equal(refusal(400, 'FIELD_REQUIRED', 'buyer_contact.phone'), 'bad-contact')
  })

  it('never calls a missing answer a decline', () => {
    assert.equal(payRefusalOf(new NoAnswer()), 'unknown-outcome')
    assert.equal(refusal(503, 'SERVICE_UNAVAILABLE'), 'unknown-outcome')
    assert.equal(refusal(429, 'RATE_LIMIT_EXCEEDED'), 'unknown-outcome')
    assert.equal(refusal(409, 'IDEMPOTENCY_KEY_IN_PROGRESS'), 'unknown-outcome')
  })
})
