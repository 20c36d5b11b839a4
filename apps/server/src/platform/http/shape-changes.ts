import type { TSchema } from 'typebox'
import type { ApiVersion } from './versions.ts'

/**
 * How the API's words changed from one version to the next. The program speaks the newest version everywhere; what
 * an older one said is made from that at the very end, for answers (`show.ts`) and for event payloads alike
 * (`webhooks/event-payloads.ts`). A change stands beside its capability, in `shape-changes.ts`, and hangs on the schema
 * that changed, so that it is found wherever that schema is shown, and the OpenAPI document can say where that is.
 */
type Change = {
  /** Stable; the document names it in `x-flint-api-releases`. */
  id: string
  /** The version that brought it: older ones get the older form. */
  since: ApiVersion
  summary: string
}

export type Shown = Record<string, unknown>

/** A schema that looked different. `toOlder` gets a copy of its own, with everything inside translated already. */
export type ShapeChange = Change & { toOlder: (shown: Shown) => Shown }

/** An answer of one route that looked different around its data. */
export type AnswerChange = Change & {
  toOlder: (answer: { data: unknown; beside: Shown }) => { data: unknown; beside: Shown }
}

export type Translate = (shown: any) => unknown

const keyword = 'x-flint-changes'

/** The schema, with what older versions showed in its place. */
export const changedBy = <T extends TSchema>(schema: T, ...changes: ShapeChange[]): T => ({
  ...schema,
  [keyword]: [...changesOf(schema), ...changes],
})

export const changesOf = (schema: object): readonly ShapeChange[] =>
  (schema as { [keyword]?: ShapeChange[] })[keyword] ?? []

/** Newest first: each takes the form of the version after it. */
export const changesSince = <C extends Change>(changes: readonly C[], version: ApiVersion): C[] =>
  changes.filter(({ since }) => version < since).toSorted((a, b) => (a.since > b.since ? -1 : 1))

/**
 * What turns a value of this schema into the form of an older version; null where nothing of it changed since.
 *
 * @throws When only one of several alternatives of a union changed: nothing says which one a value is.
 */
export const translatorOf = (schema: TSchema, version: ApiVersion): Translate | null => {
  const inner = innerTranslatorOf(schema as unknown as Schema, version)
  const changes = changesSince(changesOf(schema), version)
  if (changes.length === 0) return inner
  return (shown: Shown) =>
    changes.reduce((older, { toOlder }) => toOlder(older), { ...((inner ? inner(shown) : shown) as Shown) })
}

type Schema = TSchema & {
  properties?: Record<string, TSchema>
  items?: TSchema
  additionalProperties?: TSchema | boolean
  anyOf?: TSchema[]
}

const innerTranslatorOf = (schema: Schema, version: ApiVersion): Translate | null => {
  if (schema.anyOf) return alternativesOf(schema.anyOf, version)
  if (schema.items) {
    const item = translatorOf(schema.items, version)
    return item && ((list: unknown[]) => list.map(item))
  }
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const translate = translatorOf(field, version)
    return translate ? [{ name, translate }] : []
  })
  if (fields.length === 0) return null
  return (shown: Shown) => {
    const older = { ...shown }
    for (const { name, translate } of fields)
      if (older[name] !== undefined && older[name] !== null) older[name] = translate(older[name])
    return older
  }
}

const alternativesOf = (alternatives: readonly TSchema[], version: ApiVersion): Translate | null => {
  const real = alternatives.filter((each) => (each as { type?: unknown }).type !== 'null')
  const translators = real.map((each) => translatorOf(each, version)).filter((each) => each !== null)
  if (translators.length === 0) return null
  if (real.length > 1) throw new Error('A union with an alternative that changed cannot be translated.')
  const [translate] = translators
  return (shown) => (shown === null ? null : translate!(shown))
}
