import { readFile, readdir } from 'node:fs/promises'
import pg from 'pg'

const directory = new URL('../../../migrations/', import.meta.url)

/** One lock for all nodes: whoever comes second waits, then finds nothing left to do. */
const migrationLock = 7_203_144_015

/** The database lacks what this version needs, and this process may not change it. */
export class MissingMigrations extends Error {}

/**
 * Applies the numbered SQL files that this database has not seen, in order, each in a transaction of its own. Any number
 * of processes may call this at once. Files that the database has seen and this version has not are a newer version's:
 * it was upgraded first, and what is older runs on until its turn comes.
 *
 * @returns The names of those it applied.
 */
export const migrate = (databaseUrl: string): Promise<string[]> =>
  withClient(databaseUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const missing = await missingIn(client)
    for (const name of missing) await apply(client, name)
    return missing
  })

/** @throws MissingMigrations when this version needs more than the database has. Reads only. */
export const expectMigrated = (databaseUrl: string): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ is_new: boolean }>(
      `SELECT to_regclass('migrations') IS NULL AS is_new`,
    )
    const missing = rows[0]?.is_new ? await migrationNames() : await missingIn(client)
    if (missing.length > 0)
      throw new MissingMigrations(
        `The database lacks ${missing.join(', ')}. Run \`npm run migrate\` with this version first, or start without FLINT_MIGRATE=off.`,
      )
  })

const withClient = async <T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'flint-migrate' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    // The lock is the connection's.
    await client.end()
  }
}

const missingIn = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations')
  const applied = new Set(rows.map((row) => row.name))
  return (await migrationNames()).filter((name) => !applied.has(name))
}

const apply = async (client: pg.Client, name: string) => {
  const sql = await readFile(new URL(name, directory), 'utf8')
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query('INSERT INTO migrations (name) VALUES ($1)', [name])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`The migration ${name} failed and was rolled back`, { cause: error })
  }
}

const migrationNames = async (): Promise<string[]> =>
  (await readdir(directory)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort()
