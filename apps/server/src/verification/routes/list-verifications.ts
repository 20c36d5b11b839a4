import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf, pageQuery } from '../../platform/http/schema.ts'
import { VerificationSummary } from '../schemas.ts'
import { type ListedVerification, listVerifications, listedStatuses } from '../verification-list.ts'

export const listVerificationsRoute = defineRoute({
  method: 'GET',
  path: '/v1/operator/verifications',
  operationId: 'listVerifications',
  tag: 'Operator',
  summary: 'List the accounts of all merchants, what changed last first',
  description: 'For people who review accounts. `status=in_review` lists those who wait.',
  callers: ['operator'],
  idempotency: 'none',
  isExtension: true,
  query: body({ status: Type.Optional(oneOf(listedStatuses)), ...pageQuery }),
  status: 200,
  data: VerificationSummary,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listVerifications(ctx, query),
  show: (page) => answer(200, page.items.map(toSummary), { next_page_token: page.nextPageToken }),
})

const toSummary = (listed: ListedVerification) => ({
  merchant_id: listed.merchantId,
  business_name: listed.businessName,
  status: listed.status,
  legal_name: listed.legalName,
  website_url: listed.websiteUrl,
  submitted_at: listed.submittedAt,
  updated_at: listed.updatedAt,
})
