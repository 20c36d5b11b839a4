import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { migrate } from '../../apps/server/src/platform/db/migrate.ts'
import { startTestServer } from '../../scripts/test-server.ts'

/**
 * Databases for tests. The server is the one of TEST_DATABASE_URL (`npm test` sets it to the one it starts, a person
 * may set it to any PostgreSQL 15 or newer), else one that is started for this process alone.
 */

export interface TestDatabase {
  /** For `pg`, or as DATABASE_URL of a Flint that the test starts. */
  url: string
  /** Drops it. Already arranged for the end of the test or file; safe to call twice. */
  drop(): Promise<void>
}

/** Whatever has node:test's `after`: a test, a suite. */
export interface Ending {
  after(fn: () => Promise<void>): void
}

/**
 * A database of its own with every migration applied: a copy of a template, about 30 ms.
 *
 * @param t Dropped when this ends. Without it: when the file, or the suite being described, ends.
 * @example const database = await freshDatabase() // at the top of a test file
 */
export async function freshDatabase(t?: Ending): Promise<TestDatabase> {
  const server = await serverUrl()
  const template = await migratedTemplate(server)
  const name = `flint_test_${process.pid}_${randomBytes(6).toString('hex')}`
  await withAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  const drop = () =>
    withAdmin(server, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    })
  if (t) t.after(drop)
  else after(drop)
  return { url: urlFor(server, name), drop }
}

let ownServer: Promise<string> | undefined

function serverUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return Promise.resolve(given)
  // It ends with this process; see there.
  ownServer ??= startTestServer().then((server) => server.url)
  return ownServer
}

const migrations = join(import.meta.dirname, '..', '..', 'apps', 'server', 'migrations')
/** One for all test processes: the first makes the template, the others wait for it. */
const templateLock = 5_118_204_711

let template: Promise<string> | undefined

function migratedTemplate(server: string): Promise<string> {
  template ??= makeTemplate(server)
  return template
}

/** Its name carries a digest of the migrations: on a server that outlives the run, changed migrations make a new one. */
async function makeTemplate(server: string): Promise<string> {
  const digest = createHash('sha256')
  for (const name of readdirSync(migrations).toSorted())
    digest.update(name).update(readFileSync(join(migrations, name)))
  const name = `flint_template_${digest.digest('hex').slice(0, 16)}`
  const unfinished = `${name}_unfinished`
  await withAdmin(server, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount !== 0) return
    await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
    await admin.query(`CREATE DATABASE ${unfinished}`)
    await migrate(urlFor(server, unfinished))
    // A template with a connection cannot be copied, so nobody may connect. The rename makes it visible when complete.
    await admin.query(`ALTER DATABASE ${unfinished} ALLOW_CONNECTIONS false`)
    await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`)
  })
  return name
}

function urlFor(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

async function withAdmin<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server })
  admin.on('error', () => undefined)
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
