import type { Instant } from '../clock/clock.ts'
import type { Context } from '../context.ts'
import { httpErrors, refuse } from '../http/errors.ts'
import { firstIdAt } from '../ids/ids.ts'
import { type Cursor, cursorOf, pageTokenOf } from '../http/page-token.ts'
import type { Row } from './statement.ts'

/** A filter that the query may name: its column and how it compares. The value is always bound. */
export type Filter =
  | { sql: (parameter: string) => string; cast?: (value: any) => unknown }
  /** For those whose condition depends on the value. */
  | { where: (value: any, bind: (value: unknown) => string) => string }

export type ListQuery<T> = {
  operation: string
  table: string
  columns: string
  idColumn: string
  /** Of ids that were made at `created_at`: lets a range of times be read as a range of ids. */
  idPrefix?: string
  /** Query name → column to sort by. `created_at` needs none: ids sort by creation. */
  sorts?: Record<string, { column: string; cast: string; of: (row: Row) => string | number }>
  filters: Record<string, Filter>
  /** How far back a query looks that names no `created_after`: for filters that no index serves. */
  earliest?: (ctx: Context, query: Record<string, any>) => Instant | undefined
  /** Whose rows: the environment's, unless control rows are listed, which can belong to a whole merchant. */
  owner?: (ctx: Context) => { column: 'environment_id' | 'merchant_id'; id: string }
  map: (row: Row) => T
}

export type Page<T> = { items: T[]; nextPageToken: string | undefined }

export const equals = (column: string): Filter => ({ sql: (parameter) => `${column} = ${parameter}` })
export const anyOf = (column: string): Filter => ({
  sql: (parameter) => `${column} = ANY(${parameter}::text[])`,
  cast: (value) => [value].flat(),
})
export const from = (column: string): Filter => ({ sql: (parameter) => `${column} >= ${parameter}` })
export const upTo = (column: string): Filter => ({ sql: (parameter) => `${column} <= ${parameter}` })

export const timeFilters = {
  created_after: from('created_at'),
  created_before: upTo('created_at'),
  updated_after: from('updated_at'),
  updated_before: upTo('updated_at'),
}

/**
 * Free text: any substring of the text columns in any letter case, a whole number of the number column, or the start of
 * an id. `%`, `_` and backslash are plain characters.
 *
 * @param idColumns By the prefix of their ids, such as `ord_`: other terms are not looked for among them.
 * Source: contract, flint-commerce 2, `query`.
 */
export const freeText = (
  textColumns: readonly string[],
  idColumns: Readonly<Record<string, string>>,
  numberColumn?: string,
): Filter => ({
  where: (term: string, bind) => {
    const part = bind(`%${escapeLike(term.toLowerCase())}%`)
    const ids = Object.entries(idColumns).filter(([prefix]) => term.startsWith(prefix))
    const isNumber = numberColumn !== undefined && /^\d{1,15}$/.test(term)
    return `(${[
      ...textColumns.map((column) => `lower(${column}) LIKE ${part}`),
      ...ids.map(([, column]) => `${column} LIKE ${bind(`${escapeLike(term)}%`)}`),
      ...(isNumber ? [`${numberColumn} = ${bind(term)}::bigint`] : []),
    ].join(' OR ')})`
  },
})

const escapeLike = (term: string): string => term.replace(/[\\%_]/g, '\\$&')

/**
 * One page by key set, newest first unless told otherwise: a row more than asked for tells whether there is a
 * next page. Rows that come in meanwhile never move the ones still to come.
 */
export const listPage = async <T>(
  ctx: Context,
  list: ListQuery<T>,
  query: Record<string, any>,
): Promise<Page<T>> => {
  checkRanges(query)
  const owner = list.owner?.(ctx) ?? { column: 'environment_id', id: ctx.environmentId }
  const values: unknown[] = [owner.id]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = [`${owner.column} = $1`]
  for (const [name, filter] of Object.entries(list.filters)) {
    if (query[name] === undefined) continue
    const value = query[name]
    conditions.push(
      'where' in filter
        ? filter.where(value, bind)
        : filter.sql(bind(filter.cast ? filter.cast(value) : value)),
    )
  }
  const sort = list.sorts?.[query['sort_by'] ?? '']
  const direction = query['sort_direction'] === 'asc' ? 'ASC' : 'DESC'
  const earliest = query['created_after'] ?? list.earliest?.(ctx, query)
  conditions.push(...idBounds(list, { ...query, created_after: earliest }, bind))
  const cursor = cursorOf(ctx, list.operation, query)
  if (cursor) conditions.push(after(list, sort, direction, cursor, bind))
  const pageSize: number = query['page_size'] ?? 20
  const order = sort
    ? `${sort.column} ${direction}, ${list.idColumn} ${direction}`
    : `${list.idColumn} ${direction}`
  const rows = await ctx.db.run({
    name: list.operation,
    isPlannedAnew: true,
    text: `SELECT ${list.columns} FROM ${list.table} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${bind(pageSize + 1)}`,
    values,
    read: (found) => found as Row[],
  })
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return {
    items: page.map(list.map),
    nextPageToken:
      rows.length > pageSize && last
        ? pageTokenOf(ctx, list.operation, query, {
            value: sort ? sort.of(last) : null,
            id: last[list.idColumn],
          })
        : undefined,
  }
}

const after = (
  list: ListQuery<unknown>,
  sort: { column: string; cast: string } | undefined,
  direction: 'ASC' | 'DESC',
  cursor: Cursor,
  bind: (value: unknown) => string,
): string => {
  const comparison = direction === 'ASC' ? '>' : '<'
  if (!sort) return `${list.idColumn} ${comparison} ${bind(cursor.id)}`
  return `(${sort.column}, ${list.idColumn}) ${comparison} (${bind(cursor.value)}::${sort.cast}, ${bind(cursor.id)})`
}

/** Longer than any request takes between reading the clock and naming what it makes. */
const idLagMs = 60_000

/** Ids begin with their time, so that a range of times is also a range of the order in which pages are read. */
const idBounds = (
  { idColumn, idPrefix }: ListQuery<unknown>,
  { created_after, created_before, updated_before }: Record<string, any>,
  bind: (value: unknown) => string,
): string[] => [
  ...(idPrefix && created_after
    ? [`${idColumn} >= ${bind(firstIdAt(idPrefix, Date.parse(created_after)))}`]
    : []),
  // What was changed before an instant was made before it.
  ...[created_before, updated_before].flatMap((before) =>
    idPrefix && before ? [`${idColumn} < ${bind(firstIdAt(idPrefix, Date.parse(before) + idLagMs))}`] : [],
  ),
]

const checkRanges = (query: Record<string, any>) => {
  const { created_after, created_before, min_amount, max_amount, currency } = query
  if (created_after && created_before && Date.parse(created_after) > Date.parse(created_before))
    throw refuse(httpErrors.INVALID_CREATED_RANGE, { param: 'created_after' })
  if ((min_amount !== undefined || max_amount !== undefined) && currency === undefined)
    throw refuse(httpErrors.FIELD_REQUIRED, {
      param: 'currency',
      message: '"currency" is required with min_amount and max_amount.',
    })
}
