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
  /whsec_[\w+/=-]+|\b(?:fl|api)_(?:test|live)_sk_\w+|flint_(?:test|live|cses|onb|dash|code|invite|link)_[\w-]+|ckat_[\w-]+|tok_[0-9A-HJKMNP-TV-Z]{26}|\b[sr]k_(?:test|live)_\w+|\b(?:pi|seti)_\w+_secret_\w+/g
/** How they begin. Looking for this alone takes a tenth of the time: the engine can skip through text that has none. */
const secretStart =
  /whsec_|(?:fl|api)_(?:test|live)_sk_|flint_(?:test|live|cses|onb|dash|code|invite|link)_|ckat_|tok_[0-9A-Z]{26}|[sr]k_(?:test|live)_|_secret_/

/** What people paste without looking: private keys, and the header with the credential. */
const pastedText =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]*-----)?|\bBearer(?:\s|\\[nrt])+[\w.~+/=-]{16,}/gi
const pastedStart = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bBearer(?:\s|\\[nrt])+[\w.~+/-]{16}/i
/** A search for a word costs next to nothing. */
const pastedWords = ['PRIVATE KEY-----', 'earer', 'EARER']

/** What stands between the words of a name: apiKey, api_key, api-key, card[cvc]. */
const gap = '[^a-z0-9"\']*'
const joined = (words: string[]) => words.map((word) => word.replace('_', gap)).join('|')
const secretWords = joined([
  'secret',
  'password',
  'passwd',
  'pass_phrase',
  'pass_code',
  'authorization',
  'secret_key',
  'api_key',
  'private_key',
  'auth_token',
  'access_token',
  'refresh_token',
  'cvc2?',
  'cvv2?',
  'security_code',
  'card_number',
  'account_number',
  'routing_number',
  'verification_code',
  'ssn_last_?4',
  'social_security_number',
])
/** Other words end like these. */
const shortWords = 'otp|iban|ssn'

/** A field with such a name holds a secret, whatever it looks like. */
const secretName = new RegExp(`(?:${secretWords}|(?<![a-z0-9])(?:${shortWords}))[^a-z0-9]*$`, 'i')
/** Where a name in camelCase has a new word: these come apart before it is looked at. */
const nextWord = /([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g

/** Such a field in small letters, in JSON or in what is none, or a name that hides behind an escape; `number` is a card's. */
const secretField = new RegExp(`(?:${secretWords}|${shortWords}|\\bnumber)[^a-z0-9:=]*[:=]|\\\\u00`)

const secretHeaders = /auth|key|signature|secret|token|password|cookie|credential/i
/** Chosen by the caller to be seen again. */
const shownHeaders = /idempotency-key$/i

/** Answers a question about names, most of which are a few dozen over and over. */
const remembered = (ask: (name: string) => boolean) => {
  const known = new Map<string, boolean>()
  return (name: string): boolean => {
    const answer = known.get(name)
    if (answer !== undefined) return answer
    const found = ask(name)
    if (known.size < 1000 && name.length <= 64) known.set(name, found)
    return found
  }
}

const isSecretName = remembered((name) => secretName.test(name.replace(nextWord, '$&_')))
const isSecretHeader = remembered((name) => secretHeaders.test(name) && !shownHeaders.test(name))

/** Beyond this depth nothing of ours is documented, and what is there is not worth a stack. */
const depthLimit = 64

/** What may be seen of a card or bank account that a caller describes: neither names nor charges anybody. */
const shownOfCard: ReadonlySet<string> = new Set(['exp_month', 'exp_year', 'account_type'])
const shownOfCardLength = 10

export const hasSecret = (text: string): boolean => secretStart.test(text) || hasPasted(text)

const hasPasted = (text: string): boolean =>
  pastedWords.some((word) => text.includes(word)) && pastedStart.test(text)

/** Text of a person or program: what is secret in it is replaced; one with a card number is replaced whole. */
export const redactText = (text: string): string => {
  if (hasCardNumber(text)) return redacted
  const rest = text.replace(secretText, redacted)
  return hasPasted(rest) ? rest.replace(pastedText, redacted) : rest
}

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
    hasSecret(looked) ||
    (hasSecretFields && secretField.test(looked.toLowerCase())) ||
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
  // Whatever it is: the parts of a secret are secret, too.
  if (depth > depthLimit || isSecretName(name)) return redacted
  if (Array.isArray(value)) return value.map((item) => redactValue(item, name, isOfCard, depth + 1))
  if (typeof value === 'object') {
    // A description of a card has its number; what the API shows of one does not.
    const describesCard = isOfCard || (cardFields.test(name) && holdsNumber(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        redactText(key),
        redactValue(inner, key, describesCard, depth + 1),
      ]),
    )
  }
  const text = String(value)
  if (isOfCard && (!shownOfCard.has(name) || text.length > shownOfCardLength)) return redacted
  if (typeof value === 'string') return redactText(value)
  return hasCardNumber(text) ? redacted : value
}

const cardFields = /(?:card|bank_?account)(?:_?details)?$/i

const holdsNumber = (value: object): boolean =>
  Object.keys(value).some((name) => name.toLowerCase() === 'number' || isSecretName(name))

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
    ([name, value]) => !isSecretName(name) && redactText(name) === name && redactText(value) === value,
  )
  if (isSafe) return { text: query, isRedacted: false }
  const shown = parameters.map(([name, value]): [string, string] => [
    redactText(name),
    isSecretName(name) ? redacted : redactText(value),
  ])
  return { text: new URLSearchParams(shown).toString(), isRedacted: true }
}
