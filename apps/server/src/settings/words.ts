/** Words that several settings share, and that those who read them go by. Source: contract, flint-platform 15 and 16.1. */

export const paymentOptions = ['card', 'apple_pay', 'google_pay', 'affirm', 'ach_debit'] as const

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

/** What a fee is for. Source: contract, flint-commerce 4.4, `charge_tax_category`. */
export const chargeTaxCategories = ['service_fee', 'shipping', 'delivery', 'handling', 'surcharge'] as const

export const fontFamilies = ['instrument_sans', 'system_sans', 'system_serif', 'monospace'] as const
