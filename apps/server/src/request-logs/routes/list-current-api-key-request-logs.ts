import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Context } from '../../platform/context.ts'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { type Route, defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { requestLogErrors } from '../errors.ts'
import { requestLogList } from '../queries.ts'
import { ApiRequestLog } from '../schemas.ts'
import { toRequestLog } from '../to-request-log.ts'

const filterText = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))

/** As long as calls wait to be written, and a little longer. */
const looks = 4
const lookEveryMs = 300

export const listCurrentApiKeyRequestLogsRoute = (allRoutes: () => readonly Route[]) =>
  defineRoute({
    method: 'GET',
    path: '/v1/developer/request-logs',
    operationId: 'listCurrentAPIKeyRequestLogs',
    tag: 'Developer',
    summary: 'List the calls of the key that asks, newest first',
    description:
      'A person in the dashboard sees the calls of all keys and people. Calls are kept for 30 days and appear here within a second. `path_query` finds any part of the path, among the calls of the seven days up to now or up to `created_before`; with `created_after`, among all since then.',
    callers: ['merchant'],
    scope: 'developer.request_logs.self.read',
    idempotency: 'none',
    query: body({
      request_id: filterText(128),
      http_method: Type.Optional(oneOf(['GET', 'POST', 'PATCH', 'DELETE'])),
      path_query: filterText(255),
      resource_type: filterText(100),
      resource_id: filterText(100),
      status_bucket: Type.Optional(
        oneOf(['all', 'success', 'client_error', 'server_error'], {
          'x-flint-error': 'INVALID_STATUS_BUCKET',
        }),
      ),
      ...createdQuery,
      ...pageQuery,
    }),
    status: 200,
    data: ApiRequestLog,
    isList: true,
    errors: [requestLogErrors.INVALID_STATUS_BUCKET],
    run: async ({ ctx, query }) => {
      const own = { ...query, api_key_id: apiKeyIdOf(ctx) ?? undefined }
      let page = await listPage(ctx, requestLogList, own)
      // Whoever follows an error's request_log_url at once comes before the call is written.
      const isOneCall = query.request_id !== undefined && query.page_token === undefined
      for (let look = 0; isOneCall && page.items.length === 0 && look < looks; look++) {
        await wait(lookEveryMs)
        page = await listPage(ctx, requestLogList, own)
      }
      return page
    },
    show: (page, ctx) =>
      answer(
        200,
        page.items.map((log) => toRequestLog(ctx, allRoutes(), log)),
        { next_page_token: page.nextPageToken },
      ),
  })

/** A key sees its own calls; null for a person in the dashboard, who sees everybody's. */
export const apiKeyIdOf = ({ caller }: Context): string | null => {
  if (caller.kind === 'user') return null
  return caller.kind === 'api_key' ? caller.apiKeyId : ''
}
