import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import {
  DEFAULT_FEE_RATE,
  balanced,
  captureEntries,
  disputeEntries,
  disputeFeeOf,
  disputeReversalEntries,
  feeOf,
  refundEntries,
  refundReversalEntries,
} from './entries.ts'
import type { LedgerEntry } from './entries.ts'

const subject = { currency: 'USD', orderId: 'ord_1', paymentIntentId: 'pi_1', processorReference: 'sim_1' }
const shown = (entries: LedgerEntry[]) => entries.map(({ kind, account, amount }) => [kind, account, amount])
const sumOn = (entries: LedgerEntry[], account: LedgerEntry['account']) =>
  entries.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.amount, 0)

describe('feeOf', () => {
  const cases = [
    // 7557 x 2.9 % = 219.153
    [7557, 249],
    [1000, 59],
    // exactly a half: 2.9 % of 500 is 14.5
    [500, 45],
    // a fee never eats more than the payment
    [30, 30],
    [31, 31],
    [32, 31],
    [1, 1],
    [0, 0],
  ] as const
  for (const [amount, fee] of cases) {
    it(`${amount}: ${fee}`, () => assert.equal(feeOf(amount, DEFAULT_FEE_RATE), fee))
  }
  it('no rate, no fee', () => assert.equal(feeOf(1000, { bps: 0, fixed: 0 }), 0))
})

describe('postings', () => {
  it('a capture: gross, then the fee', () =>
    assert.deepEqual(shown(captureEntries(subject, 7557, 249)), [
      ['capture', 'processor_clearing', 7557],
      ['capture', 'merchant_balance', -7557],
      ['fee', 'merchant_balance', 249],
      ['fee', 'processing_fees', -249],
    ]))
  it('a capture without a fee', () => assert.equal(captureEntries(subject, 7557, 0).length, 2))
  it('a refund', () =>
    assert.deepEqual(shown(refundEntries(subject, 'ref_1', 2435)), [
      ['refund', 'merchant_balance', 2435],
      ['refund', 'processor_clearing', -2435],
    ]))
  it('a refund that failed', () =>
    assert.deepEqual(shown(refundReversalEntries(subject, 'ref_1', 2435)), [
      ['refund_reversal', 'processor_clearing', 2435],
      ['refund_reversal', 'merchant_balance', -2435],
    ]))
  it('a dispute, and one that was won', () => {
    assert.deepEqual(shown(disputeEntries(subject, 'du_1', 4800, 1500)), [
      ['dispute', 'merchant_balance', 4800],
      ['dispute', 'processor_clearing', -4800],
      ['dispute_fee', 'merchant_balance', 1500],
      ['dispute_fee', 'dispute_fees', -1500],
    ])
    assert.deepEqual(shown(disputeReversalEntries(subject, 'du_1', 4800, 1500)), [
      ['dispute_reversal', 'processor_clearing', 4800],
      ['dispute_reversal', 'merchant_balance', -4800],
      ['dispute_fee_reversal', 'dispute_fees', 1500],
      ['dispute_fee_reversal', 'merchant_balance', -1500],
    ])
    assert.equal(disputeEntries(subject, 'du_1', 4800, 0).length, 2)
    assert.deepEqual([disputeFeeOf('USD'), disputeFeeOf('JPY')], [1500, 0])
  })
  it('names what it belongs to', () => {
    for (const entry of refundEntries(subject, 'ref_1', 1)) {
      const { currency, orderId, paymentIntentId, processorReference, refundId } = entry
      assert.deepEqual({ currency, orderId, paymentIntentId, processorReference }, subject)
      assert.equal(refundId, 'ref_1')
    }
  })

  it('always add up to zero, and a failed refund leaves only the capture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.nat({ max: 10_000 }),
        fc.nat(),
        (amount, bps, part) => {
          const refunded = 1 + (part % amount)
          const fee = feeOf(amount, { bps, fixed: 30 })
          assert.ok(fee <= amount)
          const capture = captureEntries(subject, amount, fee)
          const all = [
            ...capture,
            ...refundEntries(subject, 'ref_1', refunded),
            ...refundReversalEntries(subject, 'ref_1', refunded),
          ]
          assert.equal(balanced(all), all)
          assert.equal(sumOn(all, 'merchant_balance') + amount - fee, 0)
          for (const account of ['merchant_balance', 'processor_clearing', 'processing_fees'] as const) {
            assert.equal(sumOn(all, account), sumOn(capture, account))
          }
          assert.ok(all.every((entry) => entry.amount !== 0))
        },
      ),
    )
  })

  it('throw rather than post nonsense', () => {
    const [first] = captureEntries(subject, 100, 0)
    assert.ok(first)
    assert.throws(() => balanced([first]), /out of balance by 100/)
    assert.throws(() => balanced([first, { ...first, amount: -100, currency: 'EUR' }]), /mixes currencies/)
    assert.throws(() => captureEntries(subject, 100, 101), /does not fit/)
    for (const amount of [0, -1, 0.5, Number.NaN, 2 ** 53]) {
      assert.throws(() => captureEntries(subject, amount, 0), /cannot be posted/)
      assert.throws(() => refundEntries(subject, 'ref_1', amount), /cannot be posted/)
    }
  })
})
