import { headers, parameters, securitySchemes } from './openapi-parts.ts'
import { operationOf } from './openapi-operation.ts'
import { type JsonObject, schemaWriter } from './openapi-schemas.ts'
import type { Route } from './route.ts'
import { currentApiVersion } from './versions.ts'

export type { JsonObject }

export type OpenApiDocument = JsonObject & {
  paths: Record<string, Record<string, JsonObject>>
  components: JsonObject & { schemas: Record<string, JsonObject> }
}

/** What the declarations cannot say about the API. */
export type ApiIntroduction = {
  title: string
  description: string
  /** What each tag is about, in the order of the reference. */
  tags: Record<string, string>
  releases: readonly ApiRelease[]
}

export type ApiRelease = {
  version: string
  changes: readonly { id: string; summary: string; schemas: readonly string[] }[]
}

/** The OpenAPI 3.1 document of these routes. Source: contract, flint-platform 2 (root and operation extensions). */
export const openApiDocument = (routes: readonly Route[], about: ApiIntroduction): OpenApiDocument => {
  const schemas = schemaWriter()
  const paths: OpenApiDocument['paths'] = {}
  for (const route of routes)
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, schemas)
  const used = new Set(routes.map(({ tag }) => tag))
  return {
    openapi: '3.1.0',
    info: {
      title: about.title,
      version: currentApiVersion,
      description: about.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    'x-flint-api-version': currentApiVersion,
    'x-flint-api-releases': releasesOf(about.releases, paths, schemas.components()),
    servers: [{ url: '/', description: 'The server that this document came from.' }],
    tags: [
      ...Object.entries(about.tags)
        .filter(([name]) => used.has(name))
        .map(([name, description]) => ({ name, description })),
      ...[...used].filter((name) => !(name in about.tags)).map((name) => ({ name })),
    ],
    paths,
    components: { schemas: schemas.components(), parameters, headers, securitySchemes },
  }
}

const releasesOf = (
  releases: readonly ApiRelease[],
  paths: OpenApiDocument['paths'],
  components: Record<string, JsonObject>,
): JsonObject => ({
  current_version: currentApiVersion,
  releases: releases.map(({ version, changes }) => {
    const affected = changes.map((change) => ({
      change,
      operations: operationsShowing(change.schemas, paths, components),
    }))
    const operations = new Map(
      affected.flatMap((each) => each.operations).map((each) => [each.operation_id, each]),
    )
    return {
      version,
      changes: affected.map(({ change, operations: shown }) => ({
        id: change.id,
        kind: 'wire_shape',
        summary: change.summary,
        schemas: change.schemas,
        operations: shown.map(({ operation_id }) => operation_id),
      })),
      affected_routes: [...operations.values()].map((operation) => ({
        ...operation,
        change_ids: affected
          .filter((each) =>
            each.operations.some(({ operation_id }) => operation_id === operation.operation_id),
          )
          .map(({ change }) => change.id),
      })),
    }
  }),
})

type AffectedRoute = { route_pattern: string; method: string; path: string; operation_id: string }

const operationsShowing = (
  names: readonly string[],
  paths: OpenApiDocument['paths'],
  components: Record<string, JsonObject>,
): AffectedRoute[] => {
  const showing = new Set(names)
  const refersTo = (value: unknown) =>
    [...showing].some((name) => JSON.stringify(value).includes(`"#/components/schemas/${name}"`))
  for (let before = -1; before !== showing.size;) {
    before = showing.size
    for (const [name, schema] of Object.entries(components)) if (refersTo(schema)) showing.add(name)
  }
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => refersTo(operation['responses']))
      .map(([method, operation]) => ({
        route_pattern: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        operation_id: operation['operationId'] as string,
      })),
  )
}
