/** What is wrong with a phone number, in words for the buyer; null when nothing is. Numbers are written in many ways. */
export const phoneProblem = (text: string, isRequired: boolean): string | null => {
  const phone = text.trim()
  if (phone === '') return isRequired ? 'Enter your phone number.' : null
  const digits = phone.replace(/\D/g, '')
  if (digits.length < 4 || phone.length > 32 || !/^[+\d\s().\-/]+$/.test(phone))
    return 'Enter a phone number, like +1 415 555 0100.'
  return null
}
