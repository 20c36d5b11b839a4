import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../../../test/support/database.ts'
import { controlTables, sandboxTables } from './sandbox-tables.ts'

const database = await freshDatabase()
const names = sandboxTables.map(({ name }) => name)

const ask = async (sql: string): Promise<any[]> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const keys = `SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent, conkey::int2[] AS columns,
                     conrelid::oid AS child_id FROM pg_constraint WHERE contype = 'f'`

describe('the list of sandbox tables', () => {
  it('has every table with an environment_id, and no other', async () => {
    const found = await ask(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'environment_id'`,
    )
    assert.deepEqual(
      found.map(({ name }) => name as string).toSorted(),
      [...names, ...controlTables].toSorted(),
    )
  })

  it('names the columns of the tables', async () => {
    const found = await ask(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
    )
    const columns = new Set(found.map(({ name }) => name as string))
    for (const table of sandboxTables)
      for (const column of [...table.key, ...(table.notExported ?? [])])
        assert.ok(columns.has(`${table.name}.${column}`), `${table.name}.${column}`)
  })

  it('has the key of each table', async () => {
    const found = await ask(
      `SELECT i.indrelid::regclass::text AS name, array_agg(a.attname::text ORDER BY p.place) AS columns
       FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS p(number, place)
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.number
       WHERE i.indisprimary GROUP BY 1`,
    )
    const primary = new Map(found.map(({ name, columns }) => [name as string, columns as string[]]))
    for (const table of sandboxTables)
      assert.deepEqual(primary.get(table.name), ['environment_id', ...table.key], table.name)
  })

  it('has children before their parents', async () => {
    for (const { child, parent } of await ask(keys)) {
      if (controlTables.includes(parent) || !names.includes(child)) continue
      assert.ok(names.indexOf(child) < names.indexOf(parent), `${child} before ${parent}`)
    }
  })

  it('has no child whose parent is deleted or copied without it', async () => {
    const tables = new Map(sandboxTables.map((table) => [table.name, table]))
    for (const { child, parent } of await ask(keys)) {
      const [below, above] = [tables.get(child), tables.get(parent)]
      if (!below || !above) continue
      assert.equal(below.isReset, above.isReset, `${child} and ${parent}`)
      assert.ok(above.isForked || !below.isForked, `${child} and ${parent}`)
      assert.ok(above.isExported || !below.isExported, `${child} and ${parent}`)
    }
  })
})
