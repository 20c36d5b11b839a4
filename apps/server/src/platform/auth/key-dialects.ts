/**
 * Which of the public APIs a key speaks. A key reaches the routes of its own API only. Source: contract, flint-platform 3.1,
 * flowlix 1.1.
 */
export const keyDialects = ['flint', 'flowlix_a', 'flowlix_c'] as const
export type KeyDialect = (typeof keyDialects)[number]

type KeyForm = {
  /** What stands before `test` or `live`, and behind it. */
  head: string
  tail: string
  /** What follows. */
  secret: string
}

const forms: Record<KeyDialect, KeyForm> = {
  flint: { head: 'flint_', tail: '_', secret: '[0-9a-f]{64}' },
  flowlix_a: { head: 'fl_', tail: '_sk_', secret: '[A-Za-z0-9]{24,128}' },
  flowlix_c: { head: 'api_', tail: '_sk_', secret: '[A-Za-z0-9]{24,128}' },
}

/** How a key's text begins: `flint_test_`, `fl_live_sk_`. */
export const keyStart = (dialect: KeyDialect, mode: 'test' | 'live'): string =>
  `${forms[dialect].head}${mode}${forms[dialect].tail}`

const patternOf = ({ head, tail, secret }: KeyForm, modes = 'test|live'): RegExp =>
  new RegExp(`^${head}(?:${modes})${tail}${secret}$`)

/** Of whole keys of one mode and any of these dialects, for settings that hold one. */
export const keyPattern = (mode: 'test' | 'live', dialects: readonly KeyDialect[]): RegExp =>
  new RegExp(dialects.map((dialect) => patternOf(forms[dialect], mode).source).join('|'))

const patterns = keyDialects.map((dialect) => ({ dialect, pattern: patternOf(forms[dialect]) }))

/** By its form alone; null for a text that is no key. */
export const dialectOfKey = (text: string): KeyDialect | null =>
  patterns.find(({ pattern }) => pattern.test(text))?.dialect ?? null

export const modeOfKey = (text: string): 'test' | 'live' | null => {
  const dialect = dialectOfKey(text)
  if (!dialect) return null
  return text.startsWith(keyStart(dialect, 'live')) ? 'live' : 'test'
}

/** Characters shown of a key later: how it begins, and four more. Source: contract, flint-platform 9.4. */
export const shownPrefixOf = (text: string): string => {
  const dialect = dialectOfKey(text)
  return text.slice(0, dialect ? keyStart(dialect, 'test').length + 4 : 0)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The largest multiple of the alphabet's length that a byte can hold: beyond it some characters would come more often. */
const fairBytes = 248

/** So many letters and digits, each as likely as any other. */
export const lettersAndDigits = (randomBytes: (size: number) => Buffer, count: number): string => {
  let text = ''
  while (text.length < count)
    for (const byte of randomBytes(count))
      if (byte < fairBytes && text.length < count) text += alphabet[byte % 62]
  return text
}

const flowlixSecretLength = 32

export const newKeyText = (
  dialect: KeyDialect,
  mode: 'test' | 'live',
  randomBytes: (size: number) => Buffer,
): string =>
  keyStart(dialect, mode) +
  (dialect === 'flint' ? randomBytes(32).toString('hex') : lettersAndDigits(randomBytes, flowlixSecretLength))
