import { Type } from 'typebox'
import { answer } from '../../platform/http/answer.ts'
import { defineRoute } from '../../platform/http/route.ts'
import { body, oneOf } from '../../platform/http/schema.ts'
import {
  CapabilityRow,
  capabilities,
  capabilityDomains,
  observed,
  toCapability,
} from '../../verification/index.ts'
import { listCapabilities } from '../list-capabilities.ts'

export const listCapabilitiesRoute = defineRoute({
  method: 'GET',
  path: '/v1/capabilities',
  operationId: 'listCapabilities',
  tag: 'Capabilities',
  summary: 'List what the merchant can do',
  description:
    'All in one page. A key whose scopes lie only in payments, or only in money movement, sees that domain only. In a sandbox all that the simulator takes is ready.',
  callers: ['merchant', 'onboarding'],
  scope: 'capabilities.read',
  idempotency: 'none',
  query: body({
    capability: Type.Optional(oneOf(capabilities)),
    domain: Type.Optional(oneOf(capabilityDomains)),
  }),
  status: 200,
  data: CapabilityRow,
  isList: true,
  errors: [],
  run: ({ ctx, query }) => listCapabilities(ctx, query),
  show: ({ rows, observedAt }, ctx) =>
    answer(
      200,
      rows.map((row) => observed(toCapability(row, ctx.merchantId), observedAt)),
    ),
})
