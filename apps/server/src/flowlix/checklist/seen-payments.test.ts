import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aPayment, at } from './a-checklist.fixture.ts'
import { seenPayments } from './seen-payments.ts'

const payer = {
  email: 'ada@shop.example',
  firstName: null,
  lastName: null,
  phone: null,
  line1: null,
  line2: null,
  city: null,
  state: null,
  postalCode: null,
  country: null,
}
const declined = aPayment({
  paymentId: 'pay_declined',
  status: 'failed',
  declineCode: 'expired_card',
  payer,
  createdAt: at(1),
})

describe('seenPayments', () => {
  it('is nothing where there are none', () =>
    assert.deepEqual(seenPayments([]), {
      direct: 0,
      hosted: 0,
      lastSucceeded: null,
      lastRefunded: null,
      declineCodes: [],
      hasPaidAfterDecline: false,
      hostedSucceededId: null,
      hostedSucceededAt: null,
      withCardNumber: 0,
    }))

  it('knows the last of each kind', () => {
    const seen = seenPayments([
      aPayment({ paymentId: 'pay_open', status: 'pending', isHosted: true }),
      aPayment({ paymentId: 'pay_hosted', isHosted: true, enteredAt: { succeeded: at(9) } }),
      aPayment({ paymentId: 'pay_back', status: 'refunded', amount: 100 }),
      declined,
    ])
    assert.deepEqual([seen.direct, seen.hosted], [2, 2])
    assert.equal(seen.lastSucceeded?.paymentId, 'pay_hosted')
    assert.deepEqual(seen.lastRefunded, { paymentId: 'pay_back', amount: 100, currency: 'EUR' })
    assert.deepEqual(seen.declineCodes, ['expired_card'])
    assert.deepEqual([seen.hostedSucceededId, seen.hostedSucceededAt], ['pay_hosted', at(9)])
  })

  it('counts a refund of a part', () =>
    assert.equal(seenPayments([aPayment({ refunded: 1 })]).lastRefunded?.paymentId, 'pay_1'))

  it('knows who paid after a decline: the same buyer, later', () => {
    const after = (fields: object) => seenPayments([aPayment(fields), declined]).hasPaidAfterDecline
    assert.equal(after({ payer, createdAt: at(2) }), true)
    assert.equal(after({ payer, createdAt: at(0) }), false)
    assert.equal(after({ payer: { ...payer, email: 'bob@shop.example' }, createdAt: at(2) }), false)
    assert.equal(after({ createdAt: at(2) }), false)
  })

  it('finds card numbers in texts', () => {
    assert.equal(seenPayments([aPayment({ metadata: { note: '4242 4242 4242 4242' } })]).withCardNumber, 1)
    assert.equal(seenPayments([aPayment({ description: 'Order 77' })]).withCardNumber, 0)
  })
})
