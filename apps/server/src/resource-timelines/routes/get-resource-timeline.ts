import { Type } from 'typebox'
import type { Context } from '../../platform/context.ts'
import { answer } from '../../platform/http/answer.ts'
import { Refusal, httpErrors, refuse } from '../../platform/http/errors.ts'
import { cursorOf, pageTokenOf } from '../../platform/http/page-token.ts'
import { type Route, defineRoute } from '../../platform/http/route.ts'
import { body, pageQuery } from '../../platform/http/schema.ts'
import { timelineErrors } from '../errors.ts'
import { readTimeline } from '../read-timeline.ts'
import { ResourceTimeline } from '../schemas.ts'
import type { TimelinePlace } from '../timeline-entry.ts'
import { toTimeline } from '../to-timeline.ts'

type PageQuery = { page_size?: number; page_token?: string }

export const getResourceTimelineRoute = (allRoutes: () => readonly Route[]) =>
  defineRoute({
    method: 'GET',
    path: '/v1/developer/resource-timelines/{resource_id}',
    operationId: 'getResourceTimeline',
    tag: 'Developer',
    summary: 'Read everything that happened around a resource, newest first',
    description:
      "Calls, state changes, events, delivery attempts and the processor's words. An order shows those of its payments, refunds, disputes and checkout sessions, too. What the key may not read is left out.",
    callers: ['merchant'],
    scope: 'developer.resource_timelines.read',
    idempotency: 'none',
    params: Type.Object({
      resource_id: Type.String({ description: 'The id of anything that has events or was called.' }),
    }),
    query: body({
      page_size: pageQuery.page_size,
      page_token: Type.Optional(
        Type.String({ minLength: 1, maxLength: 2000, 'x-flint-error': 'RESOURCE_TIMELINE_TOKEN_INVALID' }),
      ),
    }),
    status: 200,
    data: ResourceTimeline,
    errors: [httpErrors.RESOURCE_NOT_FOUND, timelineErrors.RESOURCE_TIMELINE_TOKEN_INVALID],
    run: async ({ ctx, params, query }) => {
      const before = placeOf(ctx, params.resource_id, query)
      const timeline = await readTimeline(ctx, allRoutes(), params.resource_id, {
        before,
        pageSize: query.page_size ?? 20,
      })
      const last = timeline.entries.at(-1)
      const next = timeline.hasMore && last ? tokenOf(ctx, params.resource_id, query, last) : undefined
      return toTimeline(ctx, timeline, next)
    },
    show: (shown) => answer(200, shown),
  })

const newest: TimelinePlace = { occurredAt: '9999-12-31T00:00:00.000Z', rank: 0, id: '' }
const operationOf = (resourceId: string) => `getResourceTimeline ${resourceId}`

const tokenOf = (
  ctx: Context,
  resourceId: string,
  query: PageQuery,
  { occurredAt, rank, id }: TimelinePlace,
) => pageTokenOf(ctx, operationOf(resourceId), query, { value: `${occurredAt} ${rank}`, id })

const placeOf = (ctx: Context, resourceId: string, query: PageQuery): TimelinePlace => {
  try {
    const cursor = cursorOf(ctx, operationOf(resourceId), query)
    if (!cursor) return newest
    const [occurredAt, rank] = String(cursor.value).split(' ')
    return { occurredAt: occurredAt!, rank: Number(rank), id: cursor.id }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw refuse(timelineErrors.RESOURCE_TIMELINE_TOKEN_INVALID, { param: 'page_token' })
  }
}
