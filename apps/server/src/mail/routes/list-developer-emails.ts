import { Type } from 'typebox'
import { listPage } from '../../platform/db/list-query.ts'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, createdQuery, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { emailKinds, emailStatuses } from '../email.ts'
import { emailList } from '../queries.ts'
import { EmailSummary } from '../schemas.ts'
import { toEmailSummary } from '../to-email.ts'

export const listDeveloperEmailsRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/emails',
  operationId: 'listDeveloperEmails',
  tag: 'Developer',
  summary: 'List e-mails, newest first',
  description: 'What was mailed, or in a sandbox kept instead of being mailed. A message stays for 30 days.',
  callers: ['merchant'],
  scope: 'developer.request_logs.self.read',
  idempotency: 'none',
  isExtension: true,
  query: body({
    to: Type.Optional(Type.String({ minLength: 1, maxLength: 254, description: 'In any letter case.' })),
    order_id: Type.Optional(Type.String()),
    kind: Type.Optional(oneOf(emailKinds)),
    status: Type.Optional(oneOf(emailStatuses)),
    ...createdQuery,
    ...pageQuery,
  }),
  status: 200,
  data: EmailSummary,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listPage(ctx, emailList, query),
  show: (page) => answer(200, page.items.map(toEmailSummary), { next_page_token: page.nextPageToken }),
})
