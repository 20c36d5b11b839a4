import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { canonicalJson } from '../idempotency/idempotent-call.ts'
import { httpErrors, refuse } from './errors.ts'

/** Where a page ended: the last row's sort value and id. */
export type Cursor = { value: string | number | null; id: string }

/** All parameters but paging itself: they must be the same on every page. */
const queryHash = (ctx: Context, operation: string, query: Record<string, unknown>): string => {
  const { page_token: _token, page_size: _size, ...rest } = query
  return createHash('sha256')
    .update(`${ctx.environmentId} ${operation} ${canonicalJson(rest)}`)
    .digest('base64url')
    .slice(0, 16)
}

/** Opaque signed text. Source: contract, flint-platform 5 and 28 row 13. */
export const pageTokenOf = (
  ctx: Context,
  operation: string,
  query: Record<string, unknown>,
  cursor: Cursor,
): string => {
  const content = Buffer.from(
    JSON.stringify([cursor.value, cursor.id, queryHash(ctx, operation, query)]),
  ).toString('base64url')
  return `${content}.${signature(ctx, content)}`
}

export const cursorOf = (ctx: Context, operation: string, query: Record<string, unknown>): Cursor | null => {
  const token = query['page_token'] as string | undefined
  if (!token) return null
  const [content = '', signed = ''] = token.split('.')
  if (signature(ctx, content) !== signed) throw refuse(httpErrors.INVALID_PAGE_TOKEN, { param: 'page_token' })
  const [value, id, hash] = JSON.parse(Buffer.from(content, 'base64url').toString()) as [
    string | number | null,
    string,
    string,
  ]
  if (hash !== queryHash(ctx, operation, query))
    throw refuse(httpErrors.CURSOR_MISMATCH, { param: 'page_token' })
  return { value, id }
}

const signature = (ctx: Context, content: string) =>
  ctx.secrets.digest('page-token', content).toString('base64url').slice(0, 22)
