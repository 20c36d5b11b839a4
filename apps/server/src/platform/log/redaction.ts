import type { IncomingHttpHeaders } from 'node:http'
import { hasCardNumber } from '../http/card-data.ts'

/*
 * What is taken out of a call before it is kept: credentials and other secrets wherever they stand, card and bank account
 * details, cookies. Bodies are looked through as text first, because nearly all hold nothing of the kind; only those that
 * may are parsed and gone through value by value. Source: contract, flint-platform 20.1.
 */

export const redacted = '[redacted]'

export type RedactedText = { text: string; isRedacted: boolean }

/** Keys, webhook and session secrets, checkout credentials, one-time tokens, and the keys of the live processor. */
const secretText =
  /whsec_[\w+/=-]+|flint_(?:test|live|cses)_[\w-]+|ckat_[\w-]+|tok_[0-9A-HJKMNP-TV-Z]{26}|\b[sr]k_(?:test|live)_\w+/g
/** How they begin. Looking for this alone takes a tenth of the time: the engine can skip through text that has none. */
const secretStart = /whsec_|flint_(?:test|live|cses)_|ckat_|tok_[0-9A-Z]{26}|[sr]k_(?:test|live)_/

const secretWords =
  'secret|secret_key|password|passcode|authorization|api_key|auth_token|access_token|refresh_token|private_key|cvc2?|cvv2?|security_code|account_number|otp|verification_code'
/** A field with such a name holds a secret, whatever it looks like. */
const secretName = new RegExp(`^(?:.*_)?(?:${secretWords})$`, 'i')

/** Such a field in JSON text, or a name that hides behind an escape; `number` is a card's. */
const secretField = new RegExp(`(?:${secretWords}|"number)"\\s*:|\\\\u00`, 'i')

const secretHeaders = /^(?:authorization|proxy-authorization|cookie|x-api-key)$|secret|token|password|cookie/i

/** Beyond this depth nothing of ours is documented, and what is there is not worth a stack. */
const depthLimit = 64

/** What may be seen of a card or bank account that a caller describes: neither names nor charges anybody. */
const shownOfCard: ReadonlySet<string> = new Set(['exp_month', 'exp_year', 'account_type'])
const shownOfCardLength = 10

export const hasSecret = (text: string): boolean => secretStart.test(text)

/** Text of a person or program: what is secret in it is replaced; one with a card number is replaced whole. */
export const redactText = (text: string): string =>
  hasCardNumber(text) ? redacted : text.replace(secretText, redacted)

export type BodyToRedact = {
  /** Its call was refused: only then can a card number stand where none belongs. Decision: docs/decisions/0013-card-numbers-in-text.md. */
  isRefused: boolean
  /**
   * Fields may be secret by their name alone, as in what callers send. What the API answers can be told by how it begins, which
   * is quicker to look for.
   */
  hasSecretFields: boolean
}

/**
 * A body, as far as it may be kept.
 *
 * @param limit Characters that are kept of it.
 */
export const redactBody = (
  whole: string,
  { isRefused, hasSecretFields }: BodyToRedact,
  limit: number,
): RedactedText => {
  // A secret that the cut goes through still begins before it.
  const looked = whole.length > limit + edge ? whole.slice(0, limit + edge) : whole
  const isSuspicious =
    secretStart.test(looked) ||
    (hasSecretFields && secretField.test(looked)) ||
    (isRefused && hasCardNumber(looked))
  if (!isSuspicious) return { text: looked.slice(0, limit), isRedacted: false }
  let value: unknown
  try {
    value = JSON.parse(whole)
  } catch {
    return { text: redacted, isRedacted: true }
  }
  const after = JSON.stringify(redactValue(value, '', false, 0))
  // Digits that only together read as a card number, such as those of a list.
  const text = isRefused && hasCardNumber(after.slice(0, limit + edge)) ? redacted : after.slice(0, limit)
  return { text, isRedacted: text.includes(redacted) }
}

const edge = 256

const redactValue = (value: unknown, name: string, isOfCard: boolean, depth: number): unknown => {
  if (value === null) return null
  if (depth > depthLimit) return redacted
  if (Array.isArray(value)) return value.map((item) => redactValue(item, name, isOfCard, depth + 1))
  if (typeof value === 'object') {
    // A description of a card has its number; what the API shows of one does not.
    const describesCard = isOfCard || ['card', 'bank_account'].includes(name) ? holdsNumber(value) : false
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        redactText(key),
        redactValue(inner, key, isOfCard || describesCard, depth + 1),
      ]),
    )
  }
  if (secretName.test(name)) return redacted
  const text = String(value)
  if (isOfCard && (!shownOfCard.has(name) || text.length > shownOfCardLength)) return redacted
  if (typeof value === 'string') return redactText(value)
  return hasCardNumber(text) ? redacted : value
}

const holdsNumber = (value: object): boolean =>
  ['number', 'account_number', 'cvc', 'routing_number'].some((name) => name in value)

/** Nearly all headers have one of a few dozen names. */
const knownHeaders = new Map<string, boolean>()
const knownHeaderLimit = 1000

const isSecretHeader = (name: string): boolean => {
  const known = knownHeaders.get(name)
  if (known !== undefined) return known
  const isSecret = secretHeaders.test(name)
  if (knownHeaders.size < knownHeaderLimit) knownHeaders.set(name, isSecret)
  return isSecret
}

/** Headers as they may be kept, as JSON. */
export const redactHeaders = (headers: IncomingHttpHeaders): RedactedText => {
  const shown: Record<string, string> = {}
  let isRedacted = false
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    const isSecret = isSecretHeader(name)
    isRedacted ||= isSecret
    shown[name] = isSecret ? redacted : typeof value === 'string' ? value : value.join(', ')
  }
  const text = JSON.stringify(shown)
  if (!hasSecret(text) && !hasCardNumber(text)) return { text, isRedacted }
  return {
    text: JSON.stringify(
      Object.fromEntries(Object.entries(shown).map(([name, value]) => [redactText(name), redactText(value)])),
    ),
    isRedacted: true,
  }
}

/** The part of a URL behind the question mark. */
export const redactQuery = (query: string): RedactedText => {
  if (query === '') return { text: '', isRedacted: false }
  const parameters = [...new URLSearchParams(query)]
  const isSafe = parameters.every(
    ([name, value]) => !secretName.test(name) && redactText(name) === name && redactText(value) === value,
  )
  if (isSafe) return { text: query, isRedacted: false }
  const shown = parameters.map(([name, value]): [string, string] => [
    redactText(name),
    secretName.test(name) ? redacted : redactText(value),
  ])
  return { text: new URLSearchParams(shown).toString(), isRedacted: true }
}
