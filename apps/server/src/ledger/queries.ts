import type { Context } from '../platform/context.ts'
import { type Statement, writeAny } from '../platform/db/statement.ts'
import type { LedgerEntry } from './entries.ts'

/** Appends whole postings. One that does not add up to zero is a bug of ours and stops everything. */
export const appendEntries = (
  ctx: Context,
  postings: readonly (readonly LedgerEntry[])[],
): Statement<void>[] => {
  if (postings.length === 0) return []
  const rows = postings.flatMap((entries) => {
    const sum = entries.reduce((total, entry) => total + entry.amount, 0)
    if (sum !== 0) throw new Error(`A posting adds up to ${sum} instead of zero`)
    const postingId = ctx.ids.newId('post')
    return entries.map((entry, index) => ({ ...entry, postingId, entryNumber: index + 1 }))
  })
  return [
    writeAny(
      'append_entries',
      `INSERT INTO ledger_entries (environment_id, created_at, posting_id, entry_number, kind, account, currency, amount, order_id,
                                   payment_intent_id, refund_id, dispute_id, processor_reference)
       SELECT $1::text, $2::timestamptz, entry.* FROM jsonb_to_recordset($3::jsonb) AS entry("postingId" text, "entryNumber" smallint,
         kind text, account text, currency text, amount bigint, "orderId" text, "paymentIntentId" text, "refundId" text,
         "disputeId" text, "processorReference" text)`,
      [ctx.environmentId, ctx.now, JSON.stringify(rows)],
    ),
  ]
}
