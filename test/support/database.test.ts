import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pg from 'pg'
import { freshDatabase } from './database.ts'

const ofThisFile = await freshDatabase()

async function query(url: string, sql: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rowCount
  } finally {
    await client.end()
  }
}

describe('freshDatabase', () => {
  it('has every migration, and nothing of another one', async (t) => {
    const other = await freshDatabase(t)
    await query(ofThisFile.url, 'CREATE TABLE mine (id int)')
    await assert.rejects(query(other.url, 'SELECT FROM mine'), { code: '42P01' })
    assert.equal(
      await query(other.url, 'SELECT FROM migrations'),
      await query(ofThisFile.url, 'SELECT FROM migrations'),
    )
  })

  it('makes several at once', async (t) => {
    const databases = await Promise.all([1, 2, 3, 4].map(() => freshDatabase(t)))
    assert.equal(new Set(databases.map(({ url }) => url)).size, 4)
    for (const { url } of databases) assert.equal(await query(url, 'SELECT 1'), 1)
  })

  it('is gone after drop, even while somebody is connected', async (t) => {
    const database = await freshDatabase(t)
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => undefined)
    await client.connect()
    await database.drop()
    await assert.rejects(query(database.url, 'SELECT 1'), { code: '3D000' })
    await client.end().catch(() => undefined)
  })
})
