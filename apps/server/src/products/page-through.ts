import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/db/list-query.ts'
import { cursorOf, pageTokenOf } from '../platform/http/page-token.ts'

/** A page of a list that is read whole. `query` also names what the list belongs to, so that no token serves another. */
export const pageThrough = <T>(
  ctx: Context,
  operation: string,
  query: { page_size?: number; page_token?: string; [name: string]: unknown },
  items: readonly T[],
): Page<T> => {
  const from = Number(cursorOf(ctx, operation, query)?.value ?? 0)
  const next = from + (query.page_size ?? 20)
  return {
    items: items.slice(from, next),
    nextPageToken:
      next < items.length ? pageTokenOf(ctx, operation, query, { value: next, id: '' }) : undefined,
  }
}
