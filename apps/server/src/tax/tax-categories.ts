import { lineTaxCategories } from '../settings/index.ts'

export { chargeTaxCategories, lineTaxCategories } from '../settings/index.ts'
export type LineTaxCategory = (typeof lineTaxCategories)[number]
