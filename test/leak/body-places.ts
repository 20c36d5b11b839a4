import { sampleBody } from '../support/sample-body.ts'

type Schema = Record<string, any>

/** A place in a body: names from the outside in, numbers in lists. */
export type Place = { path: (string | number)[]; isNumber: boolean }

/** Every place of a body where text or a number can stand, names in maps included. */
export const placesIn = (schema: Schema, path: (string | number)[] = []): Place[] => {
  const choices: Schema[] = schema['anyOf'] ?? schema['oneOf'] ?? []
  const types = [schema['type']].flat()
  const places: Place[] = [
    ...choices.flatMap((choice) => placesIn(choice, path)),
    ...Object.entries<Schema>(schema['properties'] ?? {}).flatMap(([name, field]) =>
      placesIn(field, [...path, name]),
    ),
    ...(schema['items'] ? placesIn(schema['items'], [...path, 0]) : []),
  ]
  if (types.includes('string') || schema['enum']) places.push({ path, isNumber: false })
  if (types.includes('integer') || types.includes('number')) places.push({ path, isNumber: true })
  const isMap = schema['patternProperties'] || typeof schema['additionalProperties'] === 'object'
  if (isMap) places.push({ path: [...path, 'note'], isNumber: false })
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()]
}

/** The smallest body that the schema takes, with this value at that place. */
export const bodyWith = (schema: Schema, path: readonly (string | number)[], value: unknown): any => {
  const body = sampleBody(schema)
  let inside = body
  for (const [at, step] of path.entries()) {
    if (at === path.length - 1) inside[step] = value
    else inside = inside[step] ??= typeof path[at + 1] === 'number' ? [] : {}
  }
  return body
}
