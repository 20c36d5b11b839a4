import type { FaceRequest } from '../../platform/http/face.ts'

/** An operation, as far as it says which requests are meant for it. */
type Place = { method: string; path: string }

const keyPattern = /^Bearer +(?:fl|api)_(?:test|live)_sk_/i
/** What only this API has, whoever calls it. */
const ownPath = /^\/v1\/payments(?:\/|$)/

const pathPatternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

const hostOf = (request: FaceRequest): string => request.headers.host?.toLowerCase() ?? ''
const withoutPort = (host: string): string => host.replace(/:\d+$/, '')

/**
 * Which of the two public APIs a request is for. Its own host decides; elsewhere the key does, and for a path that only one
 * of them has, that one: so it is the owner of the route who refuses the other's key. Source: contract, flowlix 17.4.
 */
export const flowlixDispatch = (
  hosts: readonly string[],
  { flowlix, flint }: { flowlix: readonly Place[]; flint: readonly Place[] },
) => {
  const own = flowlix.map(({ method, path }) => ({ method, pattern: pathPatternOf(path) }))
  const others = [...new Set(flint.map(({ path }) => path))].map(pathPatternOf)

  return (request: FaceRequest): boolean => {
    if (hosts.length > 0) {
      const host = hostOf(request)
      if (hosts.includes(host) || hosts.includes(withoutPort(host))) return true
    }
    const { path } = request
    if (ownPath.test(path)) return true
    if (!keyPattern.test(request.headers.authorization ?? '')) return false
    if (own.some(({ method, pattern }) => method === request.method && pattern.test(path))) return true
    return !others.some((pattern) => pattern.test(path))
  }
}
