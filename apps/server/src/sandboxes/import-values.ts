import type { Environment } from '../platform/context.ts'
import { anyEnvironment } from './export-format.ts'

/** Why a row cannot be used. */
export class UnusableValue extends Error {}

export type Place = {
  /** The sandbox that the file goes into. */
  own: Pick<Environment, 'environmentId' | 'merchantId'>
  /** The merchant that the file comes from. */
  from: string
}

/** Deeper than anything that is stored. */
const deepest = 64
const anyEnvironmentId = /menv_[0-9A-HJKMNP-TV-Z]{26}/g
const scheme = /^[\s\p{Cc}]*(?:javascript|vbscript|data|file)\s*:/iu
const endless = /^\s*[+-]?inf(?:inity)?\s*$/i

/** What a document says of whose it is: saves go by it. */
const owners: Readonly<Record<string, keyof Place['own']>> = {
  environmentId: 'environmentId',
  environment_id: 'environmentId',
  merchantId: 'merchantId',
  merchant_id: 'merchantId',
}

/**
 * A value of a row, with its environment and merchant named as they are here. The value is made anew from what was parsed: a
 * name that is there twice, or is written with escapes, says to the database what it said to these checks.
 *
 * Throws UnusableValue for another environment or merchant, a number that cannot be told exactly, a time without end, an
 * address that runs a script, and what is nested too deeply.
 *
 * @param isTold Text that others wrote or that was told to people: ids in there mean nothing to the program.
 */
export const ownValue = (value: unknown, place: Place, isTold = false, name = '', depth = 0): unknown => {
  if (depth > deepest) throw new UnusableValue('it is nested too deeply')
  if (typeof value === 'string') return isTold ? owned(value, place) : ownText(value, place, name)
  if (typeof value === 'number') return exact(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inner) => ownValue(inner, place, isTold, name, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      owned(key, place),
      // Whatever is in metadata is the merchant's.
      ownValue(inner, place, isTold || key === 'metadata', key, depth + 1),
    ]),
  )
}

const owned = (text: string, { own, from }: Place): string => {
  const here = text.replaceAll(anyEnvironment, own.environmentId)
  return here === from ? own.merchantId : here
}

const ownText = (text: string, place: Place, name: string): string => {
  const here = owned(text, place)
  const owner = Object.hasOwn(owners, name) ? owners[name] : undefined
  if (owner !== undefined && here !== place.own[owner])
    throw new UnusableValue(`"${name}" names another ${owner === 'merchantId' ? 'merchant' : 'environment'}`)
  if (here.match(anyEnvironmentId)?.some((id) => id !== place.own.environmentId))
    throw new UnusableValue(`"${name}" names another environment`)
  if (/ur[li]s?$|href$|link$/i.test(name) && scheme.test(here))
    throw new UnusableValue(`"${name}" is not a web address`)
  if (/(?:At|_at)$/.test(name) && endless.test(here)) throw new UnusableValue(`"${name}" is not an instant`)
  return here
}

const exact = (value: number): number => {
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return value
  throw new UnusableValue('it holds a number that is too large')
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::\d\d)?)$/
/** Of positions, quantities and attempts: none comes near, and the worker adds to them. */
const largestCount = 1_000_000

/** What PostgreSQL takes for a column of this type, and the program does not. */
export const checkColumn = (name: string, type: string | undefined, value: unknown): void => {
  if (value === null) return
  if (type === 'timestamptz' && !(typeof value === 'string' && instant.test(value)))
    throw new UnusableValue(`"${name}" is not an instant`)
  if (type === 'int8' && typeof value !== 'number') throw new UnusableValue(`"${name}" is not a number`)
  if (type === 'int4' || type === 'int2')
    if (typeof value !== 'number' || value < 0 || value > largestCount)
      throw new UnusableValue(`"${name}" is not a number from 0 to ${largestCount}`)
}
