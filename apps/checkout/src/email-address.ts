/** Something, an at sign, a host with a dot: more would refuse addresses that exist. */
const emailShape = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

/** What is wrong with an e-mail address, in words for the buyer; null when nothing is. */
export const emailProblem = (text: string, isRequired: boolean): string | null => {
  const email = text.trim()
  if (email === '') return isRequired ? 'Enter your email address.' : null
  if (email.length > 254 || !emailShape.test(email))
    return 'Enter a full email address, like ada@example.com.'
  return null
}
