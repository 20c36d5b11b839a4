/** What is sold. Source: contract, flint-commerce 4.2, `line_item_tax_category`. */
export const lineTaxCategories = [
  'general',
  'physical_goods',
  'digital_goods',
  'software',
  'saas',
  'services',
  'professional_services',
  'food',
  'prepared_food',
  'clothing',
  'medical_goods',
  'admission',
] as const
export type LineTaxCategory = (typeof lineTaxCategories)[number]

/** What a fee is for. Source: contract, flint-commerce 4.4, `charge_tax_category`. */
export const chargeTaxCategories = ['service_fee', 'shipping', 'delivery', 'handling', 'surcharge'] as const
