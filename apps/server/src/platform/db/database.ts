import pg from 'pg'
import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { Logger } from '../log/logger.ts'
import type { Statement } from './statement.ts'

/**
 * The one way to PostgreSQL: a pool whose connections pipeline, so that statements sent without waiting share
 * a round trip. Instants come back as ISO text, bigint as a safe integer, dates as text.
 */
export type Database = {
  run<T>(statement: Statement<T>): Promise<T>
  /** Runs the steps on one connection between BEGIN and COMMIT; anything thrown rolls back. */
  withConnection<T>(steps: (connection: Connection) => Promise<T>): Promise<T>
  /** For migrations and reports: text with values, rows as they are. */
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>
  close(): Promise<void>
}

export type Connection = {
  /** Sends at once and does not wait for earlier ones. */
  send<T>(statement: Statement<T>): Promise<T>
  command(text: string): Promise<string>
}

export type DatabaseOptions = {
  url: string
  log: Logger
  poolSize?: number
  /** Poolers before named-statement support (PgBouncer below 1.21) need false. */
  namedStatements?: boolean
}

const timestampOid = 1184
const bigintOid = 20
const numericOid = 1700
const dateOid = 1082

const safeInteger = (text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number))
    throw new Error(`A number from the database is not a safe integer: ${text}`)
  return number
}

const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === timestampOid) return (text: string) => new Date(text).toISOString()
    if (oid === bigintOid || oid === numericOid) return safeInteger
    if (oid === dateOid) return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

/** PostgreSQL keeps 63 characters of a name; a composed statement's name is longer. */
const shortNames = new Map<string, string>()
const shortName = (name: string, text: string): string => {
  const known = shortNames.get(name)
  if (known) return known
  const short = `${name.slice(0, 40)}:${createHash('sha1').update(text).digest('base64url').slice(0, 16)}`
  shortNames.set(name, short)
  return short
}

/**
 * What is sent without waiting leaves together: one system call here and one wake-up of the server for a whole round
 * trip, instead of one for each statement.
 */
const gatherer = (client: pg.PoolClient) => {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  let isGathering = false
  return () => {
    if (isGathering) return
    isGathering = true
    stream.cork()
    process.nextTick(() => {
      isGathering = false
      stream.uncork()
    })
  }
}

export const openDatabase = (options: DatabaseOptions): Database => {
  const named = options.namedStatements ?? true
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 16,
    application_name: 'flint',
    types,
    pipeline: true,
    options: '-c timezone=UTC',
  } as pg.PoolConfig)
  pool.on('error', (error) => options.log.warn('A database connection was lost while idle', { error }))
  const open = new Set<Promise<unknown>>()
  pool.on('connect', (client) => {
    client.on('error', (error) => options.log.warn('A database connection was lost', { error }))
    const ended = new Promise((resolve) => client.once('end', resolve))
    open.add(ended)
    void ended.then(() => open.delete(ended))
  })

  const queryConfig = (statement: Statement) => ({
    ...(named && !statement.isPlannedAnew ? { name: shortName(statement.name, statement.text) } : {}),
    text: statement.text,
    values: statement.values as unknown[],
  })

  return {
    run: async (statement) => {
      const result = await pool.query(queryConfig(statement))
      return statement.read(result.rows)
    },
    withConnection: async (steps) => {
      const client = await pool.connect()
      const gather = gatherer(client)
      let isBroken = false
      try {
        return await steps({
          send: async (statement) => {
            gather()
            const result = await client.query(queryConfig(statement))
            return statement.read(result.rows)
          },
          command: async (text) => {
            gather()
            return (await client.query(text)).command
          },
        })
      } catch (error) {
        // An error that PostgreSQL reported leaves a usable connection behind; any other may not.
        isBroken = !(error instanceof pg.DatabaseError)
        await client.query('ROLLBACK').then(
          () => (isBroken = false),
          () => (isBroken = true),
        )
        throw error
      } finally {
        client.release(isBroken)
      }
    },
    query: (text, values) => pool.query(text, values as unknown[]),
    close: async () => {
      await pool.end()
      // The pool says goodbye without waiting; a server that is stopped next would call that a lost connection.
      await Promise.all(open)
    },
  }
}

export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === constraint

/** What a function of ours raised with this SQLSTATE; null for any other error. */
export const raisedMessage = (error: unknown, sqlState: string): string | null =>
  error instanceof pg.DatabaseError && error.code === sqlState ? error.message : null

/** What a row belongs to is not there, or no longer. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23503'

/** Two transactions stood in each other's way, or the connection went: doing it all again is safe and sensible. */
export const isWorthRetrying = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
