import assert from 'node:assert/strict'

/** Whatever runs a query: `services.db`, or a client of `pg`. */
export type Queryable = { query(text: string, values?: unknown[]): Promise<{ rows: any[] }> }

export type Books = { orders: number; paid: number; refunded: number; postings: number }

/** Each finds what must not be there; the name says what it would be. */
const contradictions: Record<string, string> = {
  'postings that do not add up to zero': `
    SELECT environment_id, posting_id, sum(amount) FROM ledger_entries
    GROUP BY environment_id, posting_id HAVING sum(amount) <> 0 OR count(DISTINCT currency) > 1`,
  'ledgers that do not add up to zero': `
    SELECT environment_id, currency, sum(amount) FROM ledger_entries GROUP BY environment_id, currency HAVING sum(amount) <> 0`,
  'payments whose amounts are not the ledger’s': `
    SELECT p.payment_intent_id, p.captured, p.refunded, l.captured AS ledger_captured, l.refunded AS ledger_refunded, l.fee
    FROM payment_intents p CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE account = 'processor_clearing' AND kind = 'capture'), 0) AS captured,
             coalesce(-sum(amount) FILTER (WHERE account = 'merchant_balance' AND kind = 'capture'), 0) AS owed,
             coalesce(-sum(amount) FILTER (WHERE account = 'processor_clearing' AND kind LIKE 'refund%'), 0) AS refunded,
             coalesce(-sum(amount) FILTER (WHERE account = 'processing_fees'), 0) AS fee
      FROM ledger_entries l WHERE l.environment_id = p.environment_id AND l.payment_intent_id = p.payment_intent_id) l
    WHERE p.captured <> l.captured OR p.captured <> l.owed OR p.refunded <> l.refunded
       OR l.fee <> coalesce((p.document ->> 'fee')::bigint, 0)
       OR p.captured <> (p.document ->> 'captured')::bigint OR p.refunded <> (p.document ->> 'refunded')::bigint`,
  'payments captured more than once, or above their amount': `
    SELECT p.payment_intent_id FROM payment_intents p
    WHERE p.captured > p.amount OR 1 < (SELECT count(DISTINCT posting_id) FROM ledger_entries l
      WHERE l.environment_id = p.environment_id AND l.payment_intent_id = p.payment_intent_id AND l.kind = 'capture')`,
  'orders whose amounts are not their payments’': `
    SELECT o.order_id, o.paid, o.refunded, p.captured, p.refunded AS payments_refunded
    FROM orders o CROSS JOIN LATERAL (
      SELECT coalesce(sum(captured), 0) AS captured, coalesce(sum(refunded), 0) AS refunded
      FROM payment_intents p WHERE p.environment_id = o.environment_id AND p.order_id = o.order_id) p
    WHERE o.paid <> p.captured OR o.refunded <> p.refunded
       OR o.paid <> (o.document -> 'settlement' ->> 'paid')::bigint
       OR o.refunded <> (o.document -> 'settlement' ->> 'refunded')::bigint
       OR o.outstanding <> greatest(0, o.total - o.paid)`,
  'places of payment links that are not those of their orders': `
    SELECT * FROM (
      SELECT environment_id, payment_link_id, sum(held) AS held, sum(held_quantity) AS held_quantity,
             sum(completed) AS completed, sum(quantity_sold) AS quantity_sold
      FROM payment_link_counts GROUP BY 1, 2) n
    FULL JOIN (
      SELECT environment_id, link ->> 'paymentLinkId' AS payment_link_id,
             count(*) FILTER (WHERE link ->> 'place' = 'held') AS held,
             sum((link ->> 'quantity')::bigint) FILTER (WHERE link ->> 'place' = 'held') AS held_quantity,
             count(*) FILTER (WHERE link ->> 'place' = 'taken') AS completed,
             sum((link ->> 'quantity')::bigint) FILTER (WHERE link ->> 'place' = 'taken') AS quantity_sold
      FROM (SELECT environment_id, document -> 'paymentLink' AS link FROM orders WHERE document ? 'paymentLink') orders
      GROUP BY 1, 2) o USING (environment_id, payment_link_id)
    WHERE coalesce(n.held, 0) <> coalesce(o.held, 0) OR coalesce(n.held_quantity, 0) <> coalesce(o.held_quantity, 0)
       OR coalesce(n.completed, 0) <> coalesce(o.completed, 0)
       OR coalesce(n.quantity_sold, 0) <> coalesce(o.quantity_sold, 0)`,
  'refunds that do not add up to what their order or payments gave back': `
    SELECT p.payment_intent_id, p.refunded FROM payment_intents p
    WHERE p.refunded <> (
      SELECT coalesce(sum((leg ->> 'amount')::bigint), 0)
      FROM refunds r CROSS JOIN LATERAL jsonb_array_elements(r.document -> 'standing' -> 'legs') leg
      WHERE r.environment_id = p.environment_id AND leg ->> 'paymentIntentId' = p.payment_intent_id)`,
  'payments that do not show what their disputes took, or disputes that the ledger does not': `
    SELECT p.payment_intent_id, p.dispute_status, l.taken, l.fees, d.taken AS disputes_taken, d.fees AS disputes_fees
    FROM payment_intents p CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE account = 'merchant_balance' AND kind IN ('dispute', 'dispute_reversal')), 0) AS taken,
             coalesce(-sum(amount) FILTER (WHERE account = 'dispute_fees'), 0) AS fees
      FROM ledger_entries l WHERE l.environment_id = p.environment_id AND l.payment_intent_id = p.payment_intent_id) l
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE status IN ('needs_response', 'under_review', 'lost')), 0) AS taken,
             coalesce(sum((document ->> 'fee')::bigint) FILTER (WHERE status IN ('needs_response', 'under_review', 'lost')), 0) AS fees,
             coalesce(max(status), 'none') AS status
      FROM disputes d WHERE d.environment_id = p.environment_id AND d.payment_intent_id = p.payment_intent_id) d
    WHERE l.taken <> d.taken OR l.fees <> d.fees OR p.dispute_status <> d.status OR p.refunded + d.taken > p.captured`,
  'orders whose running attempt is none, or more than one': `
    SELECT o.order_id, o.document ->> 'activeAttemptId' AS active, running.attempts FROM orders o CROSS JOIN LATERAL (
      SELECT coalesce(string_agg(a.attempt_id || ' ' || a.status, ', '), '') AS attempts, coalesce(string_agg(a.attempt_id, ','), '') AS ids
      FROM order_payment_attempts a WHERE a.environment_id = o.environment_id AND a.order_id = o.order_id
        AND a.status NOT IN ('succeeded', 'failed', 'canceled', 'expired', 'partially_succeeded')) running
    WHERE running.ids <> coalesce(o.document ->> 'activeAttemptId', '')`,
  'orders whose holds are not their payments’': `
    SELECT o.order_id FROM orders o
    WHERE coalesce((o.document -> 'authorization' ->> 'authorized')::bigint, 0) <> (
      SELECT coalesce(sum((p.document ->> 'authorized')::bigint), 0) FROM payment_intents p
      WHERE p.environment_id = o.environment_id AND p.order_id = o.order_id AND p.status = 'requires_capture')`,
  'two versions of one resource with the same number': `
    SELECT environment_id, resource_id, event_type, resource_version, count(*) FROM events
    WHERE event_type IN ('order.updated', 'order.paid', 'order.closed', 'refund.updated', 'payment_intent.succeeded')
    GROUP BY 1, 2, 3, 4 HAVING count(*) > 1`,
}

/**
 * Reads the whole database: the ledger adds up to zero, and every order's amounts are its payments', which are the
 * ledger's. Source: contract, flint-commerce 4.7 and 10.4.
 */
export const expectBooksInBalance = async (db: Queryable): Promise<Books> => {
  for (const [name, text] of Object.entries(contradictions)) {
    const { rows } = await db.query(text)
    assert.deepEqual(rows, [], `There are ${name}`)
  }
  const { rows } = await db.query(
    `SELECT count(*)::int AS orders, coalesce(sum(paid), 0)::float8 AS paid, coalesce(sum(refunded), 0)::float8 AS refunded,
            (SELECT count(DISTINCT (environment_id, posting_id))::int FROM ledger_entries) AS postings FROM orders`,
  )
  return rows[0]
}

/** How often an order was paid, and for how much, by the ledger alone. */
export const capturesOf = async (db: Queryable, orderId: string): Promise<number[]> => {
  const { rows } = await db.query(
    `SELECT amount::float8 AS amount FROM ledger_entries WHERE order_id = $1 AND kind = 'capture' AND account = 'processor_clearing'
     ORDER BY posting_id`,
    [orderId],
  )
  return rows.map((row) => row.amount)
}
