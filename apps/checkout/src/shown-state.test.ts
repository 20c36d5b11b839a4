import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SessionStatus } from './api-shapes.ts'
import { initialState, type CheckoutState } from './checkout-state.ts'
import { aCheckout, aFreeOrder, anOrder, aPaidOrder, usd } from './order-example.ts'
import { pageTitle, shownState, type ShownState } from './shown-state.ts'

const ready = (change: Partial<CheckoutState> = {}): CheckoutState => ({
  ...initialState,
  load: 'ready',
  checkout: aCheckout(),
  ...change,
})

describe('shownState', () => {
  it('follows loading', () => {
    assert.equal(shownState(initialState), 'loading')
    assert.equal(shownState({ ...initialState, load: 'missing' }), 'missing')
    assert.equal(shownState({ ...initialState, load: 'unreachable' }), 'unreachable')
    assert.equal(shownState(ready()), 'open')
  })

  it('follows the session', () => {
    const states: [SessionStatus, ShownState][] = [
      ['paid', 'already-paid'],
      ['partially_paid', 'partially-paid'],
      ['expired', 'expired'],
      ['closed', 'closed'],
      ['invalidated', 'invalidated'],
    ]
    for (const [status, shown] of states) {
      assert.equal(shownState(ready({ checkout: { ...aCheckout(), status } })), shown)
    }
  })

  it('an order that costs nothing stays open until its session is paid', () => {
    const free = { ...aCheckout(), order: aFreeOrder() }
    assert.equal(shownState(ready({ checkout: free })), 'open')
    assert.equal(shownState(ready({ checkout: { ...free, status: 'paid' } })), 'already-paid')
    assert.equal(shownState(ready({ checkout: { ...free, status: 'expired' } })), 'expired')
  })

  it('lets a running payment go before the end of the session', () => {
    const expired = { ...aCheckout(), status: 'expired' as const }
    const activity = { kind: 'confirming' as const, attemptId: 'opat_1' }
    assert.equal(shownState(ready({ checkout: expired, activity })), 'confirming')
    assert.equal(shownState(ready({ isPastExpiry: true, activity: { kind: 'paying' } })), 'open')
  })

  it('switches by the clock, before the server has said so', () => {
    assert.equal(shownState(ready({ isPastExpiry: true })), 'expired')
  })

  it('reads the order where the session is behind', () => {
    assert.equal(shownState(ready({ checkout: { ...aCheckout(), order: aPaidOrder() } })), 'already-paid')
    const closed = { ...anOrder(), status: 'closed' }
    assert.equal(shownState(ready({ checkout: { ...aCheckout(), order: closed } })), 'closed')
  })

  it('thanks the buyer who paid in this tab', () => {
    const paidHere = { money: usd(6720), card: null, email: null }
    assert.equal(shownState(ready({ paidHere })), 'paid')
  })
})

describe('pageTitle', () => {
  it('starts with the state', () => {
    assert.equal(pageTitle('open', 'Northwind', '$67.20'), 'Pay $67.20 · Northwind')
    assert.equal(pageTitle('paid', 'Northwind', '$0.00'), 'Payment complete · Northwind')
    assert.equal(pageTitle('paid', 'Northwind', null), 'Order complete · Northwind')
    assert.equal(pageTitle('missing', null, null), 'Checkout not found')
  })
})
