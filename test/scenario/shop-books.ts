import assert from 'node:assert/strict'
import { capturesOf } from '../support/books.ts'
import type { TestServer } from '../support/server.ts'
import { waitFor } from '../support/wait-for.ts'
import { bankFeeOfDispute, flintsShareOf } from './shop-bill.ts'
import { type Sale, paidOf, refundedOf } from './shop-till.ts'

/** Lets the clock go on, and the worker do all that has become due, before anybody does anything else. */
export const letPass = async ({ services, clock }: TestServer, milliseconds: number) => {
  const isQuiet = async () => {
    const { rows } = await services.db.query(
      `SELECT (SELECT count(*) FROM timers WHERE due_at <= $1 OR leased_until IS NOT NULL)
            + (SELECT count(*) FROM event_outbox)
            + (SELECT count(*) FROM emails WHERE due_at IS NOT NULL)
            + (SELECT count(*) FROM webhook_deliveries WHERE next_attempt_at IS NOT NULL) AS waiting`,
      [clock.now()],
    )
    return Number(rows[0].waiting) === 0
  }
  await waitFor('the worker has done what was due', isQuiet)
  clock.advance(milliseconds)
  await waitFor('the worker has done what has become due', isQuiet)
}

/** What became of money, in cents. */
export type Takings = { paid: number; refunded: number; lost: number; flintsShare: number; bankFees: number }

const sumOf = (takings: readonly Takings[]): Takings =>
  takings.reduce(
    (all, one) => ({
      paid: all.paid + one.paid,
      refunded: all.refunded + one.refunded,
      lost: all.lost + one.lost,
      flintsShare: all.flintsShare + one.flintsShare,
      bankFees: all.bankFees + one.bankFees,
    }),
    { paid: 0, refunded: 0, lost: 0, flintsShare: 0, bankFees: 0 },
  )

/** By the shop's own diary. */
export const takingsOf = (sale: Sale): Takings => ({
  paid: paidOf(sale),
  refunded: refundedOf(sale),
  lost: sale.lost,
  flintsShare: sale.payments.reduce((all, { amount }) => all + flintsShareOf(amount), 0),
  bankFees: sale.lost > 0 ? bankFeeOfDispute : 0,
})
export const takingsOfAll = (sales: readonly Sale[]): Takings => sumOf(sales.map(takingsOf))

const takingsInLedger = async ({ services }: TestServer): Promise<Map<string, Takings>> => {
  const { rows } = await services.db.query(
    `SELECT order_id,
       coalesce(sum(amount) FILTER (WHERE account = 'processor_clearing' AND kind = 'capture'), 0)::float8 AS paid,
       coalesce(-sum(amount) FILTER (WHERE account = 'processor_clearing' AND kind LIKE 'refund%'), 0)::float8 AS refunded,
       coalesce(-sum(amount) FILTER (WHERE account = 'processor_clearing' AND kind LIKE 'dispute%'), 0)::float8 AS lost,
       coalesce(-sum(amount) FILTER (WHERE account = 'processing_fees'), 0)::float8 AS "flintsShare",
       coalesce(-sum(amount) FILTER (WHERE account = 'dispute_fees'), 0)::float8 AS "bankFees"
     FROM ledger_entries GROUP BY order_id`,
  )
  return new Map(rows.map(({ order_id, ...takings }) => [order_id, takings]))
}

/** Order by order, and in all: the diary, the ledger, and what the ledger owes the shop. */
export const expectLedgerAsWritten = async (server: TestServer, sales: readonly Sale[]) => {
  const inLedger = await takingsInLedger(server)
  const nothing = sumOf([])
  for (const sale of sales) {
    assert.deepEqual(inLedger.get(sale.orderId) ?? nothing, takingsOf(sale), sale.orderId)
    assert.deepEqual(
      (await capturesOf(server.services.db, sale.orderId)).toSorted(),
      sale.payments.map(({ amount }) => amount).toSorted(),
    )
    inLedger.delete(sale.orderId)
  }
  assert.deepEqual([...inLedger], [], 'money of orders that the shop does not know')

  const { rows } = await server.services.db.query(
    `SELECT account, sum(amount)::float8 AS amount FROM ledger_entries GROUP BY account`,
  )
  const { paid, refunded, lost, flintsShare, bankFees } = takingsOfAll(sales)
  assert.deepEqual(Object.fromEntries(rows.map(({ account, amount }) => [account, amount])), {
    processor_clearing: paid - refunded - lost,
    merchant_balance: -(paid - refunded - lost - flintsShare - bankFees),
    processing_fees: -flintsShare,
    dispute_fees: -bankFees,
  })
}
