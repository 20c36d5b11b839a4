import type { JsonObject } from './openapi-schemas.ts'
import type { Route } from './route.ts'
import type { ShapeChange } from './shape-changes.ts'
import { apiVersions, currentApiVersion } from './versions.ts'

/** A change with the schemas that it is about. */
export type SchemaChange = { change: ShapeChange; schemas: readonly string[] }

type Paths = Record<string, Record<string, JsonObject>>
type AffectedRoute = { route_pattern: string; method: string; path: string; operation_id: string }
type Affecting = { since: string; shown: JsonObject & { id: string }; routes: readonly AffectedRoute[] }

/** What each version changed, and which operations answer otherwise since. Source: contract, flint-platform 2. */
export const releasesOf = (
  routes: readonly Route[],
  changes: readonly SchemaChange[],
  paths: Paths,
  components: Record<string, JsonObject>,
): JsonObject => {
  const all = [...changes.map((each) => ofSchemas(each, paths, components)), ...ofAnswers(routes)].toSorted(
    (a, b) => (a.shown.id < b.shown.id ? -1 : 1),
  )
  return {
    current_version: currentApiVersion,
    releases: apiVersions.toReversed().map((version) => {
      const own = all.filter(({ since }) => since === version)
      return { version, changes: own.map(({ shown }) => shown), affected_routes: affectedBy(own) }
    }),
  }
}

const ofSchemas = (
  { change: { id, since, summary }, schemas }: SchemaChange,
  paths: Paths,
  components: Record<string, JsonObject>,
): Affecting => {
  const routes = routesShowing(schemas, paths, components)
  return { since, routes, shown: shownChange(id, summary, schemas, routes) }
}

const ofAnswers = (routes: readonly Route[]): Affecting[] => {
  const byId = Map.groupBy(
    routes.flatMap((route) =>
      (route.changes ?? []).map((change) => ({ change, route: affectedRoute(route) })),
    ),
    ({ change }) => change.id,
  )
  return [...byId.values()].map((group) => {
    const { id, since, summary } = group[0]!.change
    const affected = group.map(({ route }) => route)
    return { since, routes: affected, shown: shownChange(id, summary, [], affected) }
  })
}

const shownChange = (
  id: string,
  summary: string,
  schemas: readonly string[],
  routes: readonly AffectedRoute[],
) => ({
  id,
  kind: 'wire_shape',
  summary,
  schemas,
  operations: routes.map(({ operation_id }) => operation_id),
})

const affectedRoute = ({ method, path, operationId }: Pick<Route, 'method' | 'path' | 'operationId'>) => ({
  route_pattern: `${method} ${path}`,
  method,
  path,
  operation_id: operationId,
})

const affectedBy = (changes: readonly Affecting[]): JsonObject[] => {
  const routes = new Map(changes.flatMap((each) => each.routes).map((each) => [each.operation_id, each]))
  return [...routes.values()].map((route) => ({
    ...route,
    change_ids: changes
      .filter((each) => each.routes.some(({ operation_id }) => operation_id === route.operation_id))
      .map(({ shown }) => shown.id),
  }))
}

/** Operations whose answer shows one of these schemas, however deep inside others. */
const routesShowing = (
  names: readonly string[],
  paths: Paths,
  components: Record<string, JsonObject>,
): AffectedRoute[] => {
  const showing = new Set(names)
  const refersTo = (value: unknown) => {
    const text = JSON.stringify(value)
    return [...showing].some((name) => text.includes(`"#/components/schemas/${name}"`))
  }
  for (let before = -1; before !== showing.size;) {
    before = showing.size
    for (const [name, schema] of Object.entries(components)) if (refersTo(schema)) showing.add(name)
  }
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => refersTo(operation['responses']))
      .map(([method, operation]) =>
        affectedRoute({
          method: method.toUpperCase() as Route['method'],
          path,
          operationId: operation['operationId'] as string,
        }),
      ),
  )
}
