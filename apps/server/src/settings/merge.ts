import type { TSchema } from 'typebox'

type Plain = Record<string, unknown>
/** A schema as far as merging reads it: see `parts` and `mapOf`. */
type Mergeable = { 'x-flint-merged'?: true; properties?: Record<string, Mergeable> }

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What is set after a change: a value replaces the one that was there, null takes it away, what is left out stays; `parts`
 * and maps go by the same rule inside. What is left empty is not kept. Pure.
 *
 * @param schemas Of the values, by name; those of a map's values are not needed.
 */
export const merged = (schemas: Record<string, TSchema | Mergeable>, before: Plain, patch: Plain): Plain => {
  const after: Plain = { ...before }
  for (const [name, value] of Object.entries(patch)) {
    const schema = schemas[name] as Mergeable | undefined
    if (schema?.['x-flint-merged'] && isPlain(value)) {
      const inside = merged(schema.properties ?? {}, (before[name] ?? {}) as Plain, value)
      if (Object.keys(inside).length > 0) after[name] = inside
      else delete after[name]
    } else if (value === null) delete after[name]
    else after[name] = value
  }
  return after
}

/** What is set over what counts otherwise, as deep as both have fields. Pure. */
export const over = (base: unknown, set: unknown): unknown => {
  if (set === undefined) return base
  if (!isPlain(base) || !isPlain(set)) return set
  const names = new Set([...Object.keys(base), ...Object.keys(set)])
  return Object.fromEntries([...names].map((name) => [name, over(base[name], set[name])]))
}
