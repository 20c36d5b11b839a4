import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpServices } from './server.ts'

/** A request before it is routed. */
export type FaceRequest = Pick<IncomingMessage, 'method' | 'headers'> & {
  /** Of its address, without the query. */
  path: string
}

/**
 * Another public API on the same server, with routes, errors and rules of its own. Both may use one path: who calls decides.
 * Decision: docs/decisions/0029-two-public-apis-on-one-server.md.
 */
export type Face = {
  /** Whether a request is this API's, by what can be seen before it is routed. */
  takes(request: FaceRequest): boolean
  newRequestId(): string
  /** Mounts its routes, hooks and handlers of errors and of unknown paths; what it adds to `scope` is for its requests only. */
  mount(scope: FastifyInstance, services: HttpServices): void
  sendFailure(
    services: HttpServices,
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply
}

/**
 * Leads a face's requests below a prefix. It is made anew with each start and never shown, so that no path which
 * somebody sends lies below it.
 */
export const faceMount = (face: Face) => {
  const prefix = `/${randomBytes(16).toString('hex')}`
  return {
    face,
    rewriteUrl: (request: IncomingMessage): string => {
      const sent = request.url ?? '/'
      const url = withoutHost(sent)
      const path = url.split('?', 1)[0]!
      return face.takes({ method: request.method, headers: request.headers, path }) ? prefix + url : sent
    },
    isOf: (request: { url?: string | undefined }): boolean => request.url?.startsWith(prefix) ?? false,
    mount: (app: FastifyInstance, services: HttpServices): void => {
      app.register(async (scope) => face.mount(scope, services), { prefix })
    },
  }
}

/** Proxies may be sent whole addresses. */
const withoutHost = (url: string): string => {
  if (url.startsWith('/')) return url
  const { pathname, search } = URL.parse(url) ?? { pathname: '/', search: '' }
  return pathname + search
}
