import type { FastifyInstance } from 'fastify'
import type { Config } from '../../platform/config/config.ts'
import type { Face } from '../../platform/http/face.ts'
import type { Ids } from '../../platform/ids/ids.ts'
import type { Route } from '../../platform/http/route.ts'
import type { HttpServices } from '../../platform/http/server.ts'
import type { RequestWindows } from '../../platform/rate-limits/request-windows.ts'
import { beginFlowlixCall } from './begin-flowlix-call.ts'
import { flowlixDispatch } from './dispatch.ts'
import { refuseFlowlix } from './errors.ts'
import type { FlowlixRoute } from './flowlix-route.ts'
import { sendFlowlixFailure } from './send.ts'
import { serveFlowlixRoute } from './serve-route.ts'

export type FlowlixFaceInput = {
  config: Pick<Config, 'flowlix'>
  ids: Pick<Ids, 'randomBytes'>
  routes: readonly FlowlixRoute[]
  /** The other API's, which are not shadowed. */
  flintRoutes: readonly Pick<Route, 'method' | 'path'>[]
  windows: RequestWindows
}

/** The second public API, ready to be mounted beside the first. Source: contract, flowlix. */
export const flowlixFace = ({ config, ids, routes, flintRoutes, windows }: FlowlixFaceInput): Face => ({
  takes: flowlixDispatch(config.flowlix.hosts, { flowlix: routes, flint: flintRoutes }),
  // A caller's own id is not taken: the one in an error is always ours.
  newRequestId: () => `req_${ids.randomBytes(12).toString('hex')}`,
  mount: (scope, services) => mount(scope, services, routes, windows),
  sendFailure: sendFlowlixFailure,
})

const mount = (
  scope: FastifyInstance,
  services: HttpServices,
  routes: readonly FlowlixRoute[],
  windows: RequestWindows,
): void => {
  scope.decorateRequest('flowlix')
  scope.addHook('onRequest', beginFlowlixCall(services, windows))
  scope.setErrorHandler((error, request, reply) => sendFlowlixFailure(services, error, request, reply))
  scope.setNotFoundHandler((request, reply) =>
    sendFlowlixFailure(services, refuseFlowlix('route_not_found'), request, reply),
  )
  takeAnyEmptyBody(scope)
  for (const route of routes)
    scope.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { flowlix: route } as object,
      handler: serveFlowlixRoute(services, route),
    })
}

/** Clients name a type even where they send nothing, as with a refund of the first form. */
const takeAnyEmptyBody = (scope: FastifyInstance): void => {
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined)
    const message = 'The body must be JSON, sent with the header "Content-Type: application/json".'
    done(refuseFlowlix('invalid_json', { message }), undefined)
  })
}
