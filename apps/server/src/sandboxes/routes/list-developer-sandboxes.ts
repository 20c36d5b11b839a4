import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { sandboxErrors } from '../errors.ts'
import { sandboxList } from '../queries.ts'
import { expectLiveKey } from '../reach-sandbox.ts'
import { sandboxStatuses } from '../sandbox.ts'
import { DeveloperSandbox } from '../schemas.ts'
import { toSandbox } from '../to-sandbox.ts'

export const listDeveloperSandboxesRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/sandboxes',
  operationId: 'listDeveloperSandboxes',
  tag: 'Sandboxes',
  summary: 'List sandboxes, newest first',
  description: 'Takes a live key. Archived ones are listed, too; `status` leaves them out.',
  callers: ['merchant'],
  scope: 'developer.sandboxes.read',
  idempotency: 'none',
  query: body({ status: Type.Optional(oneOf(sandboxStatuses)), ...pageQuery }),
  status: 200,
  data: DeveloperSandbox,
  isList: true,
  errors: [sandboxErrors.SANDBOX_MANAGEMENT_REQUIRES_LIVE_KEY],
  run: ({ ctx, query }) => {
    expectLiveKey(ctx)
    return listPage(ctx, sandboxList, query)
  },
  show: (page) => answer(200, page.items.map(toSandbox), { next_page_token: page.nextPageToken }),
})
