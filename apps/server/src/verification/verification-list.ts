import type { Context } from '../platform/context.ts'
import { type Cursor, cursorOf, pageTokenOf } from '../platform/http/page-token.ts'
import type { Page } from '../platform/db/list-query.ts'
import type { Statement } from '../platform/db/statement.ts'

export const listedStatuses = ['collecting', 'in_review', 'approved', 'rejected', 'paused'] as const
export type ListedStatus = (typeof listedStatuses)[number]

export type ListedVerification = {
  merchantId: string
  businessName: string
  status: ListedStatus | 'not_started'
  legalName: string | null
  websiteUrl: string | null
  submittedAt: string | null
  updatedAt: string
}

type Query = {
  status?: ListedStatus | undefined
  page_size?: number | undefined
  page_token?: string | undefined
}

/** Accounts of all merchants, what changed last first. Those who never began have none. */
export const listVerifications = async (ctx: Context, query: Query): Promise<Page<ListedVerification>> => {
  const operation = 'listVerifications'
  const cursor = cursorOf(ctx, operation, query)
  const size = query.page_size ?? 20
  const rows = await ctx.db.run(findVerifications(query.status ?? null, cursor, size + 1))
  const items = rows.slice(0, size)
  const last = items.at(-1)
  const isMore = rows.length > size && last !== undefined
  return {
    items,
    nextPageToken: isMore
      ? pageTokenOf(ctx, operation, query, { value: last.updatedAt, id: last.merchantId })
      : undefined,
  }
}

const findVerifications = (
  status: ListedStatus | null,
  cursor: Cursor | null,
  limit: number,
): Statement<ListedVerification[]> => ({
  name: 'find_verifications',
  isPlannedAnew: true,
  text: `SELECT a.merchant_id, m.business_name, a.review_state, a.is_paused, a.document #>> '{startedAt}' AS started_at,
                a.document #>> '{business,legalName}' AS legal_name, a.document #>> '{profile,websiteUrl}' AS website_url,
                a.submitted_at, a.updated_at
     FROM merchant_accounts a JOIN merchants m ON m.merchant_id = a.merchant_id
     WHERE ($1::text IS NULL OR ($1 = 'paused' AND a.is_paused) OR ($1 = a.review_state AND NOT a.is_paused))
       AND ($2::timestamptz IS NULL OR (a.updated_at, a.merchant_id) < ($2, $3))
     ORDER BY a.updated_at DESC, a.merchant_id DESC LIMIT $4`,
  values: [status, cursor?.value ?? null, cursor?.id ?? null, limit],
  read: (rows) =>
    rows.map((row) => ({
      merchantId: row.merchant_id,
      businessName: row.business_name,
      status: row.is_paused ? 'paused' : row.started_at === null ? 'not_started' : row.review_state,
      legalName: row.legal_name,
      websiteUrl: row.website_url,
      submittedAt: row.submitted_at,
      updatedAt: row.updated_at,
    })),
})
