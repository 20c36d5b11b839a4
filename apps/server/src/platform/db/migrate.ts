import { readFile, readdir } from 'node:fs/promises'
import pg from 'pg'

const directory = new URL('../../../migrations/', import.meta.url)

/** One lock for all nodes: whoever comes second waits, then finds nothing left to do. */
const migrationLock = 7_203_144_015

/** Applies the numbered SQL files that this database has not seen, in order, each in a transaction of its own. */
export const migrate = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'flint-migrate' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations')
    const applied = new Set(rows.map((row) => row.name))
    for (const name of await migrationNames()) {
      if (applied.has(name)) continue
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
  } finally {
    await client.end()
  }
}

const migrationNames = async (): Promise<string[]> =>
  (await readdir(directory)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort()
