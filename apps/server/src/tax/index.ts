export { ratesFor, type TaxRates } from './rates-for.ts'
export type { TaxComponent, TaxJurisdiction, TaxLocation, TaxTable } from './rate-table.ts'
export { type TaxTables, taxTables } from './tax-tables.ts'
export { isZipCode, stateCodeOf, stateOf } from './us-states.ts'
