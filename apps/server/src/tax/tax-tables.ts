import { readFileSync } from 'node:fs'
import { type Config, InvalidConfig } from '../platform/config/config.ts'
import { InvalidRateFile } from './invalid-rate-file.ts'
import { parseRateFile } from './parse-rate-file.ts'
import type { TaxTable } from './rate-table.ts'
import { sampleTaxTable } from './sample-rates.ts'

/** The table for each mode; live mode has none until the operator loads one. */
export type TaxTables = { test: TaxTable; live: TaxTable | null }

const loaded = new WeakMap<Config, TaxTables>()

/**
 * The rates of this process: the operator's file in both modes, else samples for sandboxes. The file is read once;
 * the start reads it first, so that a mistake in it ends the program with a sentence instead of failing an order.
 *
 * @throws InvalidConfig that names the file and the line.
 */
export const taxTables = (config: Config): TaxTables => {
  const known = loaded.get(config)
  if (known) return known
  const table = config.taxRatesFile === null ? null : readTable(config.taxRatesFile)
  const tables = { test: table ?? sampleTaxTable, live: table }
  loaded.set(config, tables)
  return tables
}

const readTable = (path: string): TaxTable => {
  try {
    return parseRateFile(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof InvalidRateFile)
      throw new InvalidConfig(`FLINT_TAX_RATES_FILE ${path}, line ${error.line}: ${error.message}`)
    throw new InvalidConfig(`FLINT_TAX_RATES_FILE ${path} cannot be read: ${(error as Error).message}`)
  }
}
