import { Type } from 'typebox'
import { Timestamp, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { errorCategories } from './error-category.ts'

/** Source: contract, flint-platform 20.1. */

const text = nullable(Type.String())

export const failedCallFields = {
  error_category: nullable(oneOf(errorCategories)),
  error_code: text,
  error_summary: text,
  recommended_action: text,
  reference_url: text,
  retryable: nullable(Type.Boolean()),
}

const logFields = {
  api_request_log_id: id('rlog', 'The entry'),
  api_key_id: nullable(id('key', 'Extension: the key that called')),
  user_id: nullable(id('usr', 'Extension: the person who called, in the dashboard or to set up the account')),
  request_id: Type.String(),
  correlation_id: nullable(
    Type.String({ description: 'The `X-Correlation-Id` that was sent, else the trace id of `traceparent`.' }),
  ),
  http_method: Type.String(),
  path: Type.String(),
  route_pattern: Type.String(),
  status_code: Type.Integer(),
  latency_milliseconds: Type.Integer({ minimum: 0 }),
  ...failedCallFields,
  requested_api_version: text,
  requested_api_version_source: oneOf(['header', 'partner_app', 'merchant', 'current']),
  served_api_version: Type.String(),
  resource_type: nullable(Type.String({ description: 'What was created, else what the path names.' })),
  resource_id: text,
  response_shape_metadata: Type.Object({
    auth_mode: oneOf(['api_key_or_partner', 'checkout_session', 'dashboard_session']),
    expansion_shapes: Type.Array(Type.String()),
    normalized_expand_paths: Type.Array(Type.String()),
    response_shape_key: Type.String({ description: 'The same for answers of the same shape.' }),
  }),
  created_at: Timestamp,
}

const QueryParams = Type.Array(Type.Object({ name: Type.String(), value: Type.String() }))
const Headers = Type.Record(Type.String(), Type.String())

const Reproduction = Type.Object(
  {
    curl: Type.String({ description: 'Works as pasted where `FLINT_KEY` holds the key that made the call.' }),
    http_method: Type.String(),
    path: Type.String(),
    headers: Headers,
    body: Type.Unknown(),
    query_params: QueryParams,
    recommended_environment: oneOf(['sandbox', 'live']),
    redactions_present: Type.Boolean({ description: 'Something was taken out, be it only the key.' }),
    reproduction_complete: Type.Boolean({ description: 'Nothing but the key has to be put in.' }),
    safe_to_reproduce: Type.Boolean({
      description:
        'Sending it again now changes nothing: it reads, or the answer to its `Idempotency-Key` is kept for ten more minutes at least. Never true for a write in live mode.',
    }),
    warnings: Type.Array(Type.String()),
  },
  { description: 'The call as it can be made again.' },
)

export const ApiRequestLog = named('ApiRequestLog', Type.Object(logFields))

export const ApiRequestLogDetail = named(
  'ApiRequestLogDetail',
  Type.Object({
    ...logFields,
    query_params: QueryParams,
    request_headers: Headers,
    request_body: Type.Unknown({
      description:
        'The JSON that was sent, redacted; its text where it is none or is cut; null without a body.',
    }),
    response_body: Type.Unknown(),
    response_content_type: text,
    reproduction: Reproduction,
  }),
)
