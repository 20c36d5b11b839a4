/**
 * One piece of SQL with its bound values. Capabilities make them in their `queries.ts`; a verb hands the ones
 * it needs to `transact`, which sends all writes as one statement (see `compose`).
 */
export type Statement<T = unknown> = {
  /** Stable: names the prepared statement. Two texts never share a name. */
  name: string
  text: string
  values: readonly unknown[]
  /** How many rows the write must touch; another count is a bug and rolls everything back. A constant of the name. */
  expectedRows?: number
  /** Planned for its values each time it runs, for lists whose best plan depends on them. */
  isPlannedAnew?: true
  /** Its rows are work for the workers of this process, who need not be woken when there are none. Its text ends with RETURNING 1. */
  isQueue?: true
  read: (rows: any[]) => T
}

export type Row = Record<string, any>

/** A read that may find nothing. */
export const findOne = <T>(name: string, text: string, values: readonly unknown[], map: (row: Row) => T) =>
  ({
    name,
    text,
    values,
    read: (rows: Row[]) => (rows[0] ? map(rows[0]) : null),
  }) satisfies Statement<T | null>

export const findMany = <T>(name: string, text: string, values: readonly unknown[], map: (row: Row) => T) =>
  ({ name, text, values, read: (rows: Row[]) => rows.map(map) }) satisfies Statement<T[]>

/** A write of exactly `expectedRows` rows (one unless told otherwise). Its text ends with RETURNING 1. */
export const write = (
  name: string,
  text: string,
  values: readonly unknown[],
  expectedRows = 1,
): Statement<void> => ({
  name,
  text,
  values,
  expectedRows,
  read: () => undefined,
})

/** A write that may touch any number of rows. */
export const writeAny = (name: string, text: string, values: readonly unknown[]): Statement<void> => ({
  name,
  text,
  values,
  read: () => undefined,
})

/** A clean-up in batches; says how many rows went. Its text ends with RETURNING 1. */
export const deleteBatch = (name: string, text: string, values: readonly unknown[]): Statement<number> => ({
  name,
  text,
  values,
  read: (rows) => rows.length,
})

/**
 * In the select list of a statement that runs alone: its commit does not wait for the disk, or for a standby. Only for
 * what may be forgotten when the database crashes within the next second, because it is then done again.
 */
export const commitsWithoutWaiting = `set_config('synchronous_commit', 'off', true)`

/** The same for writes that are composed. */
export const withoutWaiting = <T>(composed: Statement<T>): Statement<T> => ({
  ...composed,
  name: `${composed.name}, without waiting`,
  text: `${composed.text}, ${commitsWithoutWaiting}`,
})

const composedTexts = new Map<string, string>()

/**
 * Makes one statement of several writes: each becomes a data-modifying CTE, so that a whole effect costs one
 * round trip and one prepared statement per combination. All parts see the same snapshot: no part may
 * touch a row that another part of the same call writes. A part that touches another number of rows than it
 * expects divides by zero: the database itself rolls back, although COMMIT is already on its way.
 *
 * @returns How many rows of work it left in queues.
 */
export const compose = (parts: readonly Statement<void>[]): Statement<number> => {
  const name = parts.map((part) => part.name).join('+')
  let text = composedTexts.get(name)
  if (text === undefined) {
    let offset = 0
    const legs = parts.map((part, index) => {
      const shifted = part.text.replace(/\$(\d+)/g, (_, digits: string) => `$${Number(digits) + offset}`)
      offset += part.values.length
      return `p${index} AS (${shifted})`
    })
    const checks = parts.flatMap((part, index) =>
      part.expectedRows === undefined
        ? []
        : [`1 / ((SELECT count(*) FROM p${index}) = ${part.expectedRows})::int AS "${part.name}"`],
    )
    const queues = parts.flatMap((part, index) => (part.isQueue ? [`(SELECT count(*) FROM p${index})`] : []))
    const queued = `${queues.join(' + ') || '0'} AS queued`
    text = `${legs.length === 0 ? '' : `WITH ${legs.join(',\n')}\n`}SELECT ${[...checks, queued].join(', ')}`
    composedTexts.set(name, text)
  }
  return { name, text, values: parts.flatMap((part) => part.values), read: ([row]) => row.queued }
}
