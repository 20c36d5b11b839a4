/** What a postal code is called where the buyer is. */
export const postalCodeLabel = (country: string): string => (country === 'US' ? 'ZIP code' : 'Postal code')

/** What is wrong with a postal code, in words for the buyer; null when nothing is. Only the server knows every place. */
export const postalCodeProblem = (text: string, country: string): string | null => {
  const plain = text.trim()
  if (plain === '') return `Enter your ${postalCodeLabel(country)}.`.replace('Postal', 'postal')
  if (country === 'US' && !/^\d{5}(-?\d{4})?$/.test(plain)) return 'A ZIP code has five digits.'
  return null
}
