/** Payments gates charging, payouts gates bank transfers. Source: contract, flint-platform 13.2. */
export const axes = ['payments', 'payouts'] as const
export type Axis = (typeof axes)[number]

/** What can be asked of a merchant, under its public name. Source: contract, flint-platform 13.2, "public field names". */
export const fieldNames = [
  'country',
  'requested_capabilities',
  'business_email',
  'business_website',
  'business_name',
  'business_type',
  'business_tax_id',
  'business_address',
  'business_phone',
  'business_description',
  'representative_name',
  'representative_birth_date',
  'representative_address',
  'representative_email',
  'representative_ssn_last_4',
  'owners',
  'bank_account',
  'terms_acceptance',
  'identity_document',
  'business_registration_document',
  'bank_account_statement',
] as const
export type FieldName = (typeof fieldNames)[number]

/** For what a processor asks and no public name fits. Source: contract, flint-platform 12.4. */
export const otherInformation = 'additional_account_information'
