import { answer } from '../../platform/http/answer.ts'
import { httpErrors, refuse } from '../../platform/http/errors.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { findEmail } from '../queries.ts'
import { Email, EmailParams } from '../schemas.ts'
import { toEmail } from '../to-email.ts'

export const getDeveloperEmailRoute = defineRoute({
  method: 'GET',
  path: '/v1/developer/emails/{email_id}',
  operationId: 'getDeveloperEmail',
  tag: 'Developer',
  summary: 'Read an e-mail, as HTML and as text',
  callers: ['merchant'],
  scope: 'developer.request_logs.self.detail.read',
  idempotency: 'none',
  isExtension: true,
  params: EmailParams,
  status: 200,
  data: Email,
  errors: [httpErrors.RESOURCE_NOT_FOUND],
  run: async ({ ctx, params }) => {
    const email = await ctx.db.run(findEmail(ctx.environmentId, params.email_id))
    if (!email) throw refuse(httpErrors.RESOURCE_NOT_FOUND, { param: 'email_id' })
    return email
  },
  show: (email) => answer(200, toEmail(email)),
})
