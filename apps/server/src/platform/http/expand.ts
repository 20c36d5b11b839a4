import type { Context } from '../context.ts'
import { hasScope } from '../auth/scopes.ts'
import { httpErrors, refuse } from './errors.ts'

const pathLimit = 10

/**
 * Reads the `expand` parameter against the paths a resource offers and the scope each one needs.
 * Source: contract, flint-platform 5.1.
 */
export const expandPaths = (
  ctx: Context,
  asked: readonly string[] | undefined,
  offered: Record<string, string>,
): ReadonlySet<string> => {
  const paths = new Set(asked ?? [])
  if (paths.size > pathLimit)
    throw refuse(httpErrors.EXPANSION_LIMIT_EXCEEDED, { param: 'expand', extra: { limit: pathLimit } })
  for (const path of paths) {
    const scope = offered[path]
    if (scope === undefined)
      throw refuse(httpErrors.INVALID_EXPAND, {
        param: 'expand',
        message: `"${path}" cannot be expanded here. Offered: ${Object.keys(offered).join(', ') || 'nothing'}.`,
      })
    if (ctx.caller.kind === 'api_key' && !hasScope(ctx.scopes, scope)) throw refuseScope(scope)
  }
  return paths
}

export const refuseScope = (scope: string) =>
  refuse(httpErrors.INSUFFICIENT_SCOPE, {
    message: `This key lacks the scope ${scope}.`,
    extra: {
      missing_scopes: [scope],
      scope_requirement: {
        mode: scope.endsWith('.read') ? 'any' : 'all',
        scopes: scope.endsWith('.read') ? [scope, scope.replace(/\.read$/, '.write')] : [scope],
      },
    },
  })
