import { isUtf8 } from 'node:buffer'
import { httpErrors, refuse } from './errors.ts'

/** Escapes that can stand for a NUL or for half of a surrogate pair; PostgreSQL stores neither. */
const suspicious = /\\u(?:0000|d[89a-f])/i

/**
 * The JSON value of a request body; undefined when it is empty.
 *
 * Refuses bytes that are not UTF-8 rather than replacing them, and text that no database column can hold, so that
 * everything behind it works with strings that can be stored.
 */
export const readJson = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return undefined
  if (!isUtf8(bytes)) throw refuse(httpErrors.INVALID_JSON, { message: 'The body is not valid UTF-8.' })
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse(httpErrors.INVALID_JSON)
  }
  if (suspicious.test(text)) expectStorable(value)
  return value
}

/** A path can be as long as the body itself. */
const shownPathLength = 200

const expectStorable = (root: unknown) => {
  // A list of its own instead of recursion: a body may be nested deeper than the stack.
  const left: { value: unknown; path: string }[] = [{ value: root, path: '' }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next
    if (typeof value === 'string' && !isStorable(value))
      throw refuse(httpErrors.INVALID_REQUEST, {
        param: path.slice(0, shownPathLength),
        message: `"${path.slice(0, shownPathLength)}" has a character that is not text (NUL, or half of a surrogate pair).`,
      })
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key))
        throw refuse(httpErrors.INVALID_REQUEST, { param: path.slice(0, shownPathLength) })
      left.push({ value: inner, path: joined(path, key, Array.isArray(value)) })
    }
  }
}

const joined = (path: string, key: string, isIndex: boolean) =>
  isIndex ? `${path}[${key}]` : path ? `${path}.${key}` : key

export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
