import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { Server as TlsServer } from 'node:https'
import type { Authenticators } from '../auth/credentials.ts'
import type { Services } from '../context.ts'
import { unreadableBody } from '../log/kept-body.ts'
import { hasSecret } from '../log/redaction.ts'
import type { RequestLog } from '../log/request-log.ts'
import type { RateLimits } from '../rate-limits/bucket.ts'
import { beginCall, callOf } from './begin-call.ts'
import { type Face, faceMount } from './face.ts'
import { hasCardNumber } from './card-data.ts'
import { keepCertificateFresh, readCertificate } from './certificate.ts'
import { Refusal, httpErrors, refuse } from './errors.ts'
import { sendFailure } from './failure.ts'
import { handlerOf } from './handler.ts'
import { keepOnHttps, trustProxyOption } from './https.ts'
import { largeBodies } from './large-bodies.ts'
import { readJson } from './read-json.ts'
import type { Route } from './route.ts'
import { openStreams, takeOnly } from './stream.ts'

export type HttpServices = Services & {
  authenticators: Authenticators
  rateLimits: RateLimits
  requestLog: RequestLog
}

const bodyLimitBytes = 1024 * 1024
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/**
 * Builds the HTTP app: every route of every capability, and one answer for everything that is none.
 *
 * @param face Another public API on the same server.
 */
export const buildHttpApp = (
  services: HttpServices,
  routes: readonly Route[],
  face: Face | null = null,
): FastifyInstance => {
  const { tls } = services.config
  const mounted = face && faceMount(face)
  const app = Fastify({
    ...(tls ? { https: readCertificate(tls) } : {}),
    trustProxy: trustProxyOption(services.config),
    logger: false,
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: (request) => (mounted?.isOf(request) ? mounted.face.newRequestId() : requestIdOf(request)),
    ...(mounted ? { rewriteUrl: mounted.rewriteUrl } : {}),
    // A path that is not even well encoded never reaches a route.
    frameworkErrors: (error, request, reply) =>
      void (mounted?.isOf(request.raw) ? mounted.face.sendFailure : sendFailure)(
        services,
        error,
        request,
        reply,
      ),
  })
  if (tls) {
    const stop = keepCertificateFresh(app.server as unknown as TlsServer, tls, services.log)
    app.addHook('onClose', async () => stop())
  }
  keepOnHttps(app, services.config)
  // One shape for every request, so that adding its call does not slow the engine down.
  app.decorateRequest('call')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const call = callOf(request)
    if (call) call.requestBody = bytes as Buffer
    try {
      done(null, readJson(bytes as Buffer))
    } catch (error) {
      if (call && error instanceof Refusal && error.definition === httpErrors.INVALID_JSON)
        call.requestBody = unreadableBody
      done(error as Error, undefined)
    }
  })
  app.setErrorHandler((error, request, reply) => sendFailure(services, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    sendFailure(services, refuse(httpErrors.ROUTE_NOT_FOUND), request, reply),
  )

  const streams = openStreams()
  const bodies = largeBodies()
  app.addHook('preClose', async () => streams.endAll())
  const methodsOf = new Map<string, Set<string>>()
  for (const route of routes) {
    const url = route.path.replace(/\{(\w+)\}/g, ':$1')
    methodsOf.set(url, (methodsOf.get(url) ?? new Set()).add(route.method))
    const mount = (scope: FastifyInstance) =>
      scope.route({
        method: route.method,
        url,
        onRequest: beginCall(services, route, bodies),
        handler: handlerOf(services, route, streams),
        ...(route.bodyLimitBytes ? { bodyLimit: route.bodyLimitBytes } : {}),
      })
    const taken = route.stream?.takes
    if (!taken) mount(app)
    else
      app.register(async (scope) => {
        takeOnly(scope, taken.contentType)
        mount(scope)
      })
  }
  for (const [url, known] of methodsOf) {
    const allow = [...known].join(', ')
    app.route({
      method: methods.filter((method) => !known.has(method)),
      url,
      handler: (request: FastifyRequest, reply: FastifyReply) =>
        sendFailure(
          services,
          refuse(httpErrors.METHOD_NOT_ALLOWED, {
            message: `${request.method} is not among this path's methods: ${allow}.`,
            headers: { Allow: allow },
          }),
          request,
          reply,
        ),
    })
  }
  if (mounted) mounted.mount(app, services)
  return app
}

const sentIdPattern = /^[\x21-\x7e]{1,128}$/

/** A caller's own request id is echoed, stored and shown, unless it gives something away; otherwise it is a UUID. Source: contract, flint-platform 4.2. */
const requestIdOf = (request: { headers: Record<string, string | string[] | undefined> }): string => {
  const sent = request.headers['x-request-id']
  const isEchoed =
    typeof sent === 'string' && sentIdPattern.test(sent) && !hasCardNumber(sent) && !hasSecret(sent)
  return isEchoed ? sent : randomUUID()
}
