import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import type { Route } from '../platform/http/route.ts'

/** The scope that reading each type of resource needs, by the name in its id: told by the route that reads one. */
export const readScopes = (routes: readonly Route[]): ReadonlyMap<string, string> =>
  new Map(
    routes.flatMap(({ method, path, scope }): [string, string][] => {
      const type = /\{(\w+)_id\}$/.exec(path)?.[1]
      return method === 'GET' && type !== undefined && type !== 'resource' && scope ? [[type, scope]] : []
    }),
  )

/** Types that this key may read. What no route reads is shown to nobody. */
export const readableTypes = (ctx: Context, scopes: ReadonlyMap<string, string>): string[] =>
  [...scopes].filter(([, scope]) => hasScope(ctx.scopes, scope)).map(([type]) => type)
