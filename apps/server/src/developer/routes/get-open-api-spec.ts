import { Type } from 'typebox'
import { bareAnswer } from '../../platform/http/answer.ts'
import { type Route, defineRoute } from '../../platform/http/route.ts'
import { named } from '../../platform/http/schema.ts'
import { type ServedDocument, servedDocument } from '../api-document.ts'

const OpenApiSpec = named(
  'OpenApiSpec',
  Type.Object(
    {
      openapi: Type.String(),
      info: Type.Object({}, { additionalProperties: true }),
      paths: Type.Object({}, { additionalProperties: true }),
    },
    { additionalProperties: true, description: 'An OpenAPI 3.1 document.' },
  ),
)

/** Given the routes as a function, because it is itself one of them. */
export const getOpenApiSpecRoute = (allRoutes: () => readonly Route[]): Route => {
  let served: ServedDocument | null = null
  return defineRoute({
    method: 'GET',
    path: '/v1/openapi.json',
    operationId: 'getOpenAPISpec',
    tag: 'Developer',
    summary: 'Read this document',
    description: 'The body is the document itself, without an envelope. Answers with an ETag.',
    callers: ['public'],
    idempotency: 'none',
    isBare: true,
    status: 200,
    data: OpenApiSpec,
    errors: [],
    run: async () => (served ??= servedDocument(allRoutes())),
    show: ({ text, etag }) => bareAnswer(text, etag),
  })
}
