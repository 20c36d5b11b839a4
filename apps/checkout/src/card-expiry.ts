/** Expiry dates as buyers type, paste and autofill them; shown as `MM / YY`. */

export interface ExpiryMonth {
  /** 1 to 12. */
  readonly month: number
  /** Four digits. */
  readonly year: number
}

/** Splits what was typed into month and year digits, as far as they are there. */
const expiryParts = (text: string): { month: string; year: string; hasSeparator: boolean } => {
  const plain = text.normalize('NFKC').trim()
  // Autofill of `<input type=month>` style: 2030-04.
  const yearFirst = /^(20\d{2})\D+(\d{1,2})$/.exec(plain)
  if (yearFirst) {
    return { month: (yearFirst[2] ?? '').padStart(2, '0'), year: yearFirst[1] ?? '', hasSeparator: true }
  }

  const separated = /^(\d{1,2})\D+(\d*)/.exec(plain)
  if (separated) {
    return {
      month: (separated[1] ?? '').padStart(2, '0'),
      year: (separated[2] ?? '').slice(0, 4),
      hasSeparator: true,
    }
  }

  const digits = plain.replace(/\D/g, '')
  // No month starts with 2 to 9, so the zero may be added at once.
  // The same holds for 13 to 19: the second digit can only be the year's first.
  const padded = /^([2-9]|1[3-9])/.test(digits) ? `0${digits}` : digits
  return { month: padded.slice(0, 2), year: padded.slice(2, 6), hasSeparator: false }
}

/** Years may be typed with four digits: `20` alone could still become `2031`, so it is left until it is complete. */
const shortYear = (year: string): string => {
  if (/^20\d{2}$/.test(year)) return year.slice(2)
  return year.startsWith('20') ? year : year.slice(0, 2)
}

/**
 * Formats an expiry while it is typed.
 * @param isDeleting True after backspace: then no slash is added behind the month, else it could not be deleted.
 * @example formatExpiry('1230') // '12 / 30'
 */
export const formatExpiry = (text: string, isDeleting = false): string => {
  const { month, year, hasSeparator } = expiryParts(text)
  if (month === '00' && !hasSeparator) return '0'
  if (year.length > 0) return `${month} / ${shortYear(year)}`
  if (isDeleting) return text.replace(/\D/g, '').slice(0, 2)
  if (month.length === 2) return `${month} / `
  return month
}

/** Reads a complete expiry; null when a part is missing or the month does not exist. */
export const parseExpiry = (text: string): ExpiryMonth | null => {
  const { month, year } = expiryParts(text)
  const short = shortYear(year)
  if (month.length !== 2 || short.length !== 2) return null
  const monthNumber = Number(month)
  if (monthNumber < 1 || monthNumber > 12) return null
  return { month: monthNumber, year: 2000 + Number(short) }
}

/**
 * What is wrong with an expiry, in words for the buyer; null when nothing is. A card is good until its month ends.
 * @param nowMs Now on the server's clock.
 */
export const expiryProblem = (text: string, nowMs: number): string | null => {
  if (text.trim() === '') return 'Enter the expiry date.'
  const { month, year } = expiryParts(text)
  if (month.length === 2 && (Number(month) < 1 || Number(month) > 12)) return 'The month must be 01 to 12.'
  const expiry = parseExpiry(text)
  if (expiry === null) return year === '' ? 'Add the year of expiry.' : 'This expiry date is not complete.'
  const now = new Date(nowMs)
  const monthsLeft = (expiry.year - now.getFullYear()) * 12 + expiry.month - (now.getMonth() + 1)
  // Somewhere on earth it may still be the month before, so a card is refused only when its month is surely over.
  const startsMonth = now.getDate() === 1
  if (monthsLeft < (startsMonth ? -1 : 0)) return 'This card has expired.'
  if (monthsLeft > 50 * 12) return 'Check the year of expiry.'
  return null
}
