import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../../test/support/database.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'flint-programs-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))

const run = (file: string, env: Record<string, string>) => {
  const { PATH, HOME } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, file)],
    { env: { PATH, HOME, FLINT_DATA_DIR: dataDir, ...env }, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

const query = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}

describe('a program that shares its database', () => {
  for (const [file, name] of [
    ['main-api.ts', 'flint api'],
    ['main-worker.ts', 'flint worker'],
    ['main-migrate.ts', 'flint migrate'],
  ] as const)
    it(`${name} says that it needs DATABASE_URL, and ends with 2`, () => {
      const { status, stderr } = run(file, {})
      assert.equal(status, 2)
      assert.match(stderr, new RegExp(`^flint: ${name} needs DATABASE_URL`))
    })

  it('that may not migrate names what is missing, changes nothing, and ends with 2', async (t) => {
    const { url } = await freshDatabase(t)
    await query(url, `DELETE FROM migrations WHERE name = '0012_disputes.sql'`)
    const { status, stderr } = run('main-worker.ts', { DATABASE_URL: url, FLINT_MIGRATE: 'off' })
    assert.equal(status, 2)
    assert.match(stderr, /lacks 0012_disputes\.sql\. Run `npm run migrate`/)
  })

  it('goes on beside tables of a newer version, and has nothing to migrate', async (t) => {
    const { url } = await freshDatabase(t)
    await query(url, `INSERT INTO migrations (name) VALUES ('9999_newer.sql')`)
    const { status, stdout } = run('main-migrate.ts', { DATABASE_URL: url })
    assert.deepEqual([status, stdout], [0, 'Nothing to do.\n'])
  })

  it('of another installation ends with 2', async (t) => {
    const { url } = await freshDatabase(t)
    await query(url, `INSERT INTO installation (secret_fingerprint) VALUES ('another')`)
    const { status, stderr } = run('main-worker.ts', { DATABASE_URL: url })
    assert.equal(status, 2)
    assert.match(stderr, /another secret\. Set FLINT_SECRET/)
  })
})
