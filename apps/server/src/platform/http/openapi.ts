import type { TSchema } from 'typebox'
import { headers, parameters, securitySchemes } from './openapi-parts.ts'
import { operationOf } from './openapi-operation.ts'
import { releasesOf } from './openapi-releases.ts'
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
  /** What a key gets that the CLI asks for. */
  bootstrapScopes: readonly string[]
  webhooks: {
    /** What `data` of each event holds. */
    payloads: Readonly<Record<string, TSchema>>
    /** How deliveries are signed, and tried again. */
    delivery: JsonObject
  }
}

/** The OpenAPI 3.1 document of these routes. Source: contract, flint-platform 2 (root and operation extensions). */
export const openApiDocument = (routes: readonly Route[], about: ApiIntroduction): OpenApiDocument => {
  const schemas = schemaWriter()
  const paths: OpenApiDocument['paths'] = {}
  for (const route of routes)
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, schemas)
  const payloads = Object.fromEntries(
    Object.entries(about.webhooks.payloads).map(([eventType, schema]) => [eventType, schemas.write(schema)]),
  )
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
    'x-flint-api-releases': releasesOf(routes, schemas.changes(), paths, schemas.components()),
    'x-flint-cli-bootstrap-scopes': about.bootstrapScopes,
    'x-flint-webhooks': {
      event_payload_schemas: payloads,
      partner_event_payload_schemas: {},
      ...about.webhooks.delivery,
    },
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
