import type { OpenApiDocument } from '../platform/http/openapi.ts'
import { flowlixDocument } from './face/openapi.ts'
import { flowlixRoutes } from './routes.ts'

/** Of a file of `openapi/`, and of the address below `/docs/openapi/`. */
export const flowlixDocumentNames = ['flowlix', 'flowlix-b', 'flowlix-c'] as const
export type FlowlixDocumentName = (typeof flowlixDocumentNames)[number]

/** One OpenAPI document for each form; the first is the one that clients are written for. */
export const flowlixDocuments = (): Record<FlowlixDocumentName, OpenApiDocument> => ({
  flowlix: flowlixDocument('a', flowlixRoutes),
  'flowlix-b': flowlixDocument('b', flowlixRoutes),
  'flowlix-c': flowlixDocument('c', flowlixRoutes),
})
