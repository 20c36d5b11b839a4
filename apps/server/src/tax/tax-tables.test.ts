import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { InvalidConfig, readConfig } from '../platform/config/config.ts'
import { sampleTaxTable } from './sample-rates.ts'
import { taxTables } from './tax-tables.ts'

const folder = await mkdtemp(join(tmpdir(), 'flint-tax-'))
after(() => rm(folder, { recursive: true }))
const fileWith = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return readConfig({ FLINT_TAX_RATES_FILE: join(folder, name) })
}

describe('taxTables', () => {
  it('samples for sandboxes and nothing for live mode without a file', () =>
    assert.deepEqual(taxTables(readConfig({})), { test: sampleTaxTable, live: null }))

  it("the operator's file in both modes, read once", async () => {
    const config = await fileWith('rates.csv', 'country,level,name,percent\nDE,state,Deutschland,19\n')
    const tables = taxTables(config)
    assert.deepEqual([...tables.live!.countries], ['DE'])
    assert.equal(tables.test, tables.live)
    assert.equal(taxTables(config), tables)
  })

  it('a mistake names the file and the line', async () => {
    const config = await fileWith('wrong.csv', 'country,level,name,percent\nDE,state,Deutschland,190\n')
    assert.throws(() => taxTables(config), {
      constructor: InvalidConfig,
      message: /^FLINT_TAX_RATES_FILE .*wrong\.csv, line 2: percent must be/,
    })
  })

  it('a file that is not there', () =>
    assert.throws(() => taxTables(readConfig({ FLINT_TAX_RATES_FILE: join(folder, 'none.csv') })), {
      constructor: InvalidConfig,
      message: /none\.csv cannot be read/,
    }))
})
