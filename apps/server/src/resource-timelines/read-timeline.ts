import { hasScope } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import type { Route } from '../platform/http/route.ts'
import {
  type NamedResource,
  findActivities,
  findCalls,
  findDeliveryAttempts,
  findEvents,
  findRelated,
  findResourceType,
} from './queries.ts'
import { readableTypes, readScopes } from './read-scopes.ts'
import { type TimelineEntry, type TimelinePlace, compareEntries } from './timeline-entry.ts'

export type Timeline = { resource: NamedResource; entries: TimelineEntry[]; hasMore: boolean }

/**
 * Everything that happened around one resource, newest first. Each kind of entry is read up to the page's size and the newest
 * of all are kept, so a page costs the same wherever it lies.
 *
 * @param before Where the page before it ended.
 */
export const readTimeline = async (
  ctx: Context,
  routes: readonly Route[],
  resourceId: string,
  { before, pageSize }: { before: TimelinePlace; pageSize: number },
): Promise<Timeline> => {
  const type = await ctx.db.run(findResourceType(ctx, resourceId))
  if (type === null) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'resource_id' })
  const resource = { type, id: resourceId }
  const readable = readableTypes(ctx, readScopes(routes))
  const related = findRelated(ctx, resource)
  const all = [resource, ...(related ? await ctx.db.run(related) : [])]
  const ids = [...new Set(all.filter((each) => readable.includes(each.type)).map(({ id }) => id))]
  const part = { ids, readableTypes: readable, before, limit: pageSize + 1 }
  const found = await Promise.all([
    ctx.db.run(findCalls(ctx, part)),
    ctx.db.run(findEvents(ctx, part)),
    ctx.db.run(findActivities(ctx, part)),
    hasScope(ctx.scopes, 'webhooks.read') ? ctx.db.run(findDeliveryAttempts(ctx, part)) : [],
  ])
  const entries = found.flat().toSorted(compareEntries)
  return { resource, entries: entries.slice(0, pageSize), hasMore: entries.length > pageSize }
}
