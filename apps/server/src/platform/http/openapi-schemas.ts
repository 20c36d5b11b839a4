import type { TSchema } from 'typebox'
import type { SchemaChange } from './openapi-releases.ts'
import { type ShapeChange, changesOf } from './shape-changes.ts'

/** A piece of the document: plain JSON. */
export type JsonObject = { [name: string]: unknown }

export type SchemaWriter = {
  /** The schema as the document shows it: named ones become a reference to `components.schemas`. */
  write(schema: TSchema | JsonObject): JsonObject
  /** What was named so far, by name, sorted. */
  components(): Record<string, JsonObject>
  /** What older versions showed differently, of all that was written so far. */
  changes(): SchemaChange[]
}

/** Words for the program only: they say which code a wrong value gets. */
const ownKeywords = new Set([
  'x-flint-name',
  'x-flint-error',
  'x-flint-minimum',
  'x-flint-required',
  'x-flint-own-id',
  'x-flint-changes',
  'x-flint-merged',
])

/**
 * Turns route schemas into document schemas. Readers must accept further words of an enumeration, so each one
 * is marked open unless it says otherwise.
 *
 * @throws When two different schemas carry one name: a reference would then mean either.
 * Source: contract, flint-platform 1 (enumerations) and 2 (extensions).
 */
export const schemaWriter = (): SchemaWriter => {
  const written = new Map<string, { schema: JsonObject; text: string }>()
  const changed = new Map<ShapeChange, Set<string>>()

  const keepChanges = (schema: object, name: string | undefined) => {
    for (const change of changesOf(schema)) {
      if (name === undefined) throw new Error(`A schema that ${change.id} changed has no name.`)
      changed.set(change, (changed.get(change) ?? new Set()).add(name))
    }
  }

  const write = (schema: TSchema | JsonObject): JsonObject => {
    const name = (schema as JsonObject)['x-flint-name']
    keepChanges(schema, typeof name === 'string' ? name : undefined)
    if (typeof name !== 'string') return writeInside(schema as JsonObject)
    const shown = writeInside(schema as JsonObject)
    const { description, ...meaning } = shown
    const text = JSON.stringify(meaning)
    const $ref = `#/components/schemas/${name}`
    const known = written.get(name)
    if (!known) {
      written.set(name, { schema: shown, text })
      return { $ref }
    }
    if (known.text !== text) throw new Error(`Two different schemas are named ${name}.`)
    // One use may say more about its meaning than the schema does by itself.
    return description === undefined || description === known.schema['description']
      ? { $ref }
      : { $ref, description }
  }

  const writeInside = (schema: JsonObject): JsonObject => {
    const shown: JsonObject = {}
    for (const [keyword, value] of Object.entries(schema)) {
      if (ownKeywords.has(keyword)) continue
      shown[keyword] = writeKeyword(keyword, value)
    }
    if (Array.isArray(shown['enum'])) shown['x-flint-enum'] ??= 'open'
    return shown
  }

  const writeKeyword = (keyword: string, value: unknown): unknown => {
    if (keyword === 'properties' || keyword === 'patternProperties')
      return Object.fromEntries(
        Object.entries(value as JsonObject).map(([name, inner]) => [name, write(inner as JsonObject)]),
      )
    if (keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'allOf')
      return (value as JsonObject[]).map(write)
    if (keyword === 'items' || keyword === 'additionalProperties' || keyword === 'not')
      return typeof value === 'object' && value !== null ? write(value as JsonObject) : value
    return value
  }

  return {
    write,
    changes: () => [...changed].map(([change, names]) => ({ change, schemas: [...names].toSorted() })),
    components: () =>
      Object.fromEntries(
        [...written].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { schema }]) => [name, schema]),
      ),
  }
}

/** Every schema inside this one, itself first. */
export function* schemasIn(schema: unknown): Generator<JsonObject> {
  if (typeof schema !== 'object' || schema === null) return
  if (Array.isArray(schema)) {
    for (const inner of schema) yield* schemasIn(inner)
    return
  }
  yield schema as JsonObject
  for (const inner of Object.values(schema)) yield* schemasIn(inner)
}
