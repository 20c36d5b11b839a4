import { createHash } from 'node:crypto'
import { openApiDocument } from '../platform/http/openapi.ts'
import type { Route } from '../platform/http/route.ts'
import { apiIntroduction } from './api-introduction.ts'

/** The document as an object, for whoever checks or prints it. */
export const apiDocument = (routes: readonly Route[]) => openApiDocument(routes, apiIntroduction)

export type ServedDocument = { text: string; etag: string }

/** The document as it is sent. It follows from the program alone, so it is made once. */
export const servedDocument = (routes: readonly Route[]): ServedDocument => {
  const text = JSON.stringify(apiDocument(routes))
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
}
