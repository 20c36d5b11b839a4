import { type ErrorDefinition, httpErrors, refuse } from './errors.ts'

/**
 * Card numbers belong in one field of one request and nowhere else: not in notes, names, references, keys or paths,
 * because all of those are stored and shown again. Text that holds one is refused rather than changed in silence.
 * Decision: docs/decisions/0013-card-numbers-in-text.md.
 */

/** The one place where a card number is expected; who takes it there keeps nothing of it. */
export type CardPlace = { path: string; name: string }
const placeInToken: CardPlace = { path: 'card.number', name: '"card.number" of a card token' }

/** About one random UUID in 30,000 reads as a card number. Nobody writes a card number as one. */
const uuids = /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi

/** Digits with what people put between them; short enough runs are never looked at closer. */
const digitRuns = /\d(?:[\s.,:_/\u00a0-]{0,3}\d){13,}/g

/** First digits and lengths of the networks' numbers. Visa's 13 digits are left out: they went, and barcodes have 13. */
const networkNumber =
  /^(?:4\d{15}(?:\d{3})?|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|3095\d{10,15}|35\d{14,17}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15}|81\d{14,17})$/

const zero = 48
const shortest = 14
const longest = 19

/** Whether some of the text, read with or without what separates its digits, is a card number. */
export const hasCardNumber = (whole: string): boolean => {
  if (whole.length < shortest) return false
  const text = whole.replace(uuids, ' ')
  for (const run of text.matchAll(digitRuns)) {
    // Digits in the middle of letters are part of an id or a digest.
    const isInside = isLetter(text[run.index - 1]) && isLetter(text[run.index + run[0].length])
    if (!isInside && runHasCardNumber(run[0])) return true
  }
  return false
}

/**
 * Whole groups only: "4242 4242 4242 4242 12/28" has one, and no one reads a number from the middle of another. A body may
 * be a megabyte of single digits, so each place costs a handful of additions: sums of digits are taken once, both ways of
 * doubling every second one, and only what passes the check by them is looked at as text.
 */
const runHasCardNumber = (run: string): boolean => {
  const { digits, isEdge, sums } = readRun(run)
  for (let start = 0; start + shortest <= digits.length; start++) {
    if (!isEdge[start]) continue
    const last = Math.min(start + longest, digits.length)
    for (let end = start + shortest; end <= last; end++) {
      const sum = sums[end % 2]!
      const hasGoodDigit = isEdge[end] && (sum[end]! - sum[start]!) % 10 === 0
      if (hasGoodDigit && networkNumber.test(digits.slice(start, end))) return true
    }
  }
  return false
}

/** A run's digits, where its groups begin and end, and sums up to each place with the digits at even or odd places doubled. */
const readRun = (run: string) => {
  const isEdge = new Uint8Array(run.length + 1)
  const sums = [new Int32Array(run.length + 1), new Int32Array(run.length + 1)] as const
  let count = 0
  isEdge[0] = 1
  for (let at = 0; at < run.length; at++) {
    const digit = run.charCodeAt(at) - zero
    if (digit < 0 || digit > 9) {
      isEdge[count] = 1
      continue
    }
    for (const parity of [0, 1] as const)
      sums[parity][count + 1] = sums[parity][count]! + (count % 2 === parity ? doubled(digit) : digit)
    count++
  }
  isEdge[count] = 1
  return { digits: run.replace(/\D/g, ''), isEdge, sums }
}

const doubled = (digit: number) => (digit > 4 ? digit * 2 - 9 : digit * 2)

const isLetter = (character: string | undefined) => character !== undefined && /[a-z]/i.test(character)

/** The Luhn check of ISO/IEC 7812-1: every second digit from the right doubled, digits added, divisible by ten. */
export function hasGoodCheckDigit(number: string): boolean {
  let sum = 0
  for (let fromRight = 0; fromRight < number.length; fromRight += 1) {
    const digit = number.charCodeAt(number.length - 1 - fromRight) - zero
    sum += fromRight % 2 === 1 ? doubled(digit) : digit
  }
  return sum % 10 === 0
}

const shownPathLength = 200

/** Throws INVALID_REQUEST, or the route's own code, for a body with a card number outside its field; the refusal names the place, never the value. */
export const expectNoCardNumber = (
  body: unknown,
  definition: ErrorDefinition = httpErrors.INVALID_REQUEST,
  place: CardPlace = placeInToken,
): void => {
  const left: { value: unknown; path: string }[] = [{ value: body, path: '' }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next
    if (typeof value === 'string' || typeof value === 'number') {
      if (path !== place.path && hasCardNumber(String(value))) throw refuseCardNumber(definition, path, place)
    } else if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value)
      for (const [name, inner] of Object.entries(value)) {
        if (!isList && hasCardNumber(name)) throw refuseCardNumber(definition, path, place)
        left.push({ value: inner, path: isList ? `${path}[${name}]` : path ? `${path}.${name}` : name })
      }
    }
  }
}

const refuseCardNumber = (definition: ErrorDefinition, path: string, { name }: CardPlace) => {
  const param = path.slice(0, shownPathLength)
  return refuse(definition, {
    ...(param ? { param } : {}),
    message: `${param ? `"${param}"` : 'The body'} holds a card number. Only ${name} may.`,
  })
}
