/** Things that must not be found anywhere, and how to look for them. */

/** A valid number of Visa's that no test card has, and the one that everybody uses. */
export const cardNumbers = ['4929107345188265', '4242424242424242']

/** Four digits for American Express; and one that no card takes, long enough to be found by itself. */
export const securityCode = '7391'
export const impossibleSecurityCode = '73917391739'

/** Of the simulator's own bank: no other account is taken. */
export const accountNumber = '000333333335'

export const grouped = (number: string, separator: string) => number.replace(/\d{4}(?=\d)/g, `$&${separator}`)

/** What this text gives away, by name; empty when nothing. */
export const foundIn = (text: string, secrets: Record<string, string>): string[] => {
  const found = Object.entries(secrets)
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name)
  // However its digits were separated on the way in.
  const digits = text.replace(/\d[\d\s.,:_/\u00a0-]*/g, (run) => run.replace(/\D/g, ''))
  if (cardNumbers.some((number) => digits.includes(number))) found.push('a card number')
  if (digits.includes(accountNumber)) found.push('a bank account number')
  if (digits.includes(impossibleSecurityCode)) found.push('an impossible security code')
  // Four digits stand in many a number; as a value of their own they are what was sent.
  if (new RegExp(`["'\\s:=>]${securityCode}["'\\s,}<]`).test(text)) found.push('a security code')
  return found
}
