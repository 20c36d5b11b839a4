import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventTypes, eventTypeScope, isKnownEventType } from './event-types.ts'

describe('eventTypes', () => {
  it('has the 211 current names, the 3 older ones and the 2 of alerts, in order', () => {
    const names = eventTypes.map((row) => row.eventType)
    assert.equal(names.length, 211 + 3 + 2)
    assert.deepEqual(names, [...names].toSorted())
    for (const older of [
      'order.payment_succeeded',
      'invoice.opened',
      'order.reconciliation_exception.created',
    ]) {
      assert.ok(isKnownEventType(older))
    }
  })

  it('has as many names of each big family as the contract lists', () => {
    const counts: Record<string, number> = {}
    for (const { eventType } of eventTypes) {
      const family = eventType.split('.', 1)[0]!
      counts[family] = (counts[family] ?? 0) + 1
    }
    const { invoice, order, subscription, inventory, dispute, payment_intent } = counts
    assert.deepEqual(
      { invoice, order, subscription, inventory, dispute, payment_intent },
      { invoice: 27 + 1, order: 22 + 2, subscription: 18, inventory: 17, dispute: 8, payment_intent: 7 },
    )
  })

  it('describes each in one sentence of its own', () => {
    for (const { eventType, description } of eventTypes)
      assert.match(description, /^[A-Z].+[^.]\.$/u, eventType)
  })

  it('names the partner app as the source of its six events only', () => {
    const partner = eventTypes.filter((row) => row.eventSources.includes('partner_app'))
    assert.equal(partner.length, 6)
    for (const row of eventTypes) {
      assert.deepEqual(row.eventSources, [partner.includes(row) ? 'partner_app' : 'merchant'])
    }
  })
})

describe('isKnownEventType', () => {
  it('knows no other name', () => {
    for (const name of ['', 'order', 'order.', 'order.PAID', 'toString', '__proto__', '*']) {
      assert.ok(!isKnownEventType(name), name)
    }
  })
})

describe('eventTypeScope', () => {
  const table = [
    ['order.paid', 'commerce.orders.read'],
    ['order.fulfillment.package.created', 'commerce.orders.read'],
    ['payment_intent.succeeded', 'payments.payment_intents.read'],
    ['payment_method.saved', 'payments.payment_methods.read'],
    ['checkout_session.completed', 'checkouts.checkout_sessions.read'],
    ['refund.created', 'commerce.refunds.read'],
    ['dispute.created', 'payments.disputes.read'],
    ['customer.deletion_requested', 'customers.read'],
    ['balance.updated', 'money_movement.balances.read'],
    ['balance_transaction.created', 'money_movement.balance_transactions.read'],
    ['payout_destination.created', 'money_movement.payout_settings.read'],
    ['subscription_payment_retry.failed', 'commerce.subscriptions.read'],
    ['merchant.readiness.updated', 'merchants.profile.read'],
    ['review.opened', 'risk.read'],
  ] as const
  for (const [eventType, scope] of table) {
    it(`${eventType} needs ${scope}`, () => assert.equal(eventTypeScope(eventType), scope))
  }

  it('names a read scope for every event', () => {
    for (const { eventType } of eventTypes)
      assert.match(eventTypeScope(eventType), /^[a-z_.]+\.read$|_billing\.read$/u)
  })
})
