import type { Context } from '../context.ts'
import { hasScope, scopeRequirement } from '../auth/scopes.ts'
import { httpErrors, refuse } from './errors.ts'

const pathLimit = 10

/** A resource that can stand beside its id. */
export type ExpandedKind = {
  /** Its read scope, which the caller needs, too. */
  scope: string
  /** All that a page names, as they are shown, by id: one statement. What is not there any more is left out. */
  load: (ctx: Context, ids: readonly string[]) => Promise<ReadonlyMap<string, object>>
}

/**
 * The paths that a resource offers. Where there is only a scope, `expandShown` leaves the path alone: the resource's own
 * read shows it, or it is a path of the contract for something that nothing makes yet.
 */
export type OfferedPaths = Record<string, string | ExpandedKind>

/**
 * Reads the `expand` parameter against the paths a resource offers and the scope each one needs.
 * Source: contract, flint-platform 5.1.
 */
export const expandPaths = (
  ctx: Context,
  asked: readonly string[] | undefined,
  offered: OfferedPaths,
): ReadonlySet<string> => {
  const paths = new Set(asked ?? [])
  if (paths.size > pathLimit)
    throw refuse(httpErrors.EXPANSION_LIMIT_EXCEEDED, { param: 'expand', extra: { limit: pathLimit } })
  for (const path of paths) {
    const target = Object.hasOwn(offered, path) ? offered[path] : undefined
    if (target === undefined)
      throw refuse(httpErrors.INVALID_EXPAND, {
        param: 'expand',
        message: `"${path}" cannot be expanded here. Offered: ${Object.keys(offered).join(', ') || 'nothing'}.`,
      })
    const scope = typeof target === 'string' ? target : target.scope
    if (ctx.caller.kind !== 'system' && !hasScope(ctx.scopes, scope)) throw refuseScope(scope)
  }
  return paths
}

type Shown = Record<string, unknown>

/** The objects of a page that hold the id: of `payment_refunds.payment_intent`, all entries of `payment_refunds`. */
const holdersOf = (path: string, shown: readonly Shown[]): Shown[] => {
  const [list, nested] = path.split('.')
  return nested === undefined ? [...shown] : shown.flatMap((item) => item[list!] as Shown[])
}

const nameAt = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/**
 * Puts the objects that were asked for beside their ids: `customer` beside `customer_id`, for a whole page at once, with one
 * statement for each kind, however many paths and items name it. Where an id is null, or names nothing any more,
 * nothing stands beside it. Source: contract, flint-platform 5.1.
 *
 * @param shown What is about to be answered, made for this answer only: it is added to.
 */
export const expandShown = async <T extends object>(
  ctx: Context,
  offered: OfferedPaths,
  paths: ReadonlySet<string>,
  shown: readonly T[],
): Promise<readonly T[]> => {
  const pathsOfKind = new Map<ExpandedKind, string[]>()
  for (const path of paths) {
    const kind = offered[path]!
    if (typeof kind !== 'string') pathsOfKind.set(kind, [...(pathsOfKind.get(kind) ?? []), path])
  }
  await Promise.all([...pathsOfKind].map((each) => expandKind(ctx, each, shown as readonly Shown[])))
  return shown
}

const expandKind = async (
  ctx: Context,
  [kind, paths]: [ExpandedKind, string[]],
  shown: readonly Shown[],
): Promise<void> => {
  const places = paths.flatMap((path) =>
    holdersOf(path, shown).map((holder) => ({
      holder,
      name: nameAt(path),
      id: holder[`${nameAt(path)}_id`] as string | null,
    })),
  )
  const ids = [...new Set(places.map(({ id }) => id).filter((id) => id !== null))]
  if (ids.length === 0) return
  const found = await kind.load(ctx, ids)
  for (const { holder, name, id } of places) {
    const object = id === null ? undefined : found.get(id)
    if (object) holder[name] = object
  }
}

export const refuseScope = (scope: string) =>
  refuse(httpErrors.INSUFFICIENT_SCOPE, {
    message: `This key lacks the scope ${scope}.`,
    extra: { missing_scopes: [scope], scope_requirement: scopeRequirement(scope) },
  })
