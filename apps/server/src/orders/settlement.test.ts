import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anOrder } from './an-order.ts'
import { legacyStatusOf } from './shape-changes.ts'
import type { OrderStatus } from './order.ts'
import {
  balanceOf,
  creditOf,
  netCollectedOf,
  outstandingOf,
  paymentStatusOf,
  refundStatusOf,
} from './settlement.ts'

const amounts = { subtotal: 0, discount: 0, charge: 0, tax: 0, tip: 0 }
const orderWith = (total: number, paid: number, refunded: number, status: OrderStatus = 'open') =>
  anOrder({
    status,
    amounts: { ...amounts, total },
    settlement: { paid, refunded, settledTip: 0, refundedTip: 0 },
  })

describe('settlement', () => {
  // total, paid, refunded → outstanding, credit, balance, net, payment status, refund status, older status
  const cases = [
    // the order of 4.12: before payment, paid, one shirt refunded, all refunded
    [7557, 0, 0, 7557, 0, 7557, 0, 'unpaid', 'none', 'open'],
    [7557, 7557, 0, 0, 0, 0, 7557, 'paid', 'none', 'paid'],
    [7557, 7557, 2435, 0, 0, 0, 5122, 'paid', 'partially_refunded', 'partially_refunded'],
    [7557, 7557, 7557, 0, 0, 0, 0, 'paid', 'refunded', 'refunded'],
    // the first leg of the split payment of 5.8
    [10000, 4000, 0, 6000, 0, 6000, 4000, 'partially_paid', 'none', 'open'],
    // the part capture of 18.4, then refunded: payment status stays
    [20000, 15000, 15000, 5000, 0, 5000, 0, 'partially_paid', 'refunded', 'refunded'],
    // collected more than it costs now
    [3000, 5000, 0, 0, 2000, -2000, 5000, 'paid', 'none', 'paid'],
    // free of charge
    [0, 0, 0, 0, 0, 0, 0, 'paid', 'none', 'paid'],
  ] as const
  for (const [total, paid, refunded, outstanding, credit, balance, net, payment, refund, older] of cases) {
    it(`total ${total}, paid ${paid}, refunded ${refunded}`, () => {
      const order = orderWith(total, paid, refunded)
      assert.equal(outstandingOf(order), outstanding)
      assert.equal(creditOf(order), credit)
      assert.equal(balanceOf(order), balance)
      assert.equal(netCollectedOf(order), net)
      assert.equal(paymentStatusOf(order), payment)
      assert.equal(refundStatusOf(order), refund)
      assert.equal(
        legacyStatusOf({ status: order.status, payment_status: payment, refund_status: refund }),
        older,
      )
    })
  }
})
