import { Type, type TSchema } from 'typebox'
import { SignedMoney, named, nullable, oneOf } from './schema.ts'
import { apiVersions } from './versions.ts'

/** What stands around `data` and `error`. Source: contract, flint-platform 4.1 and 6.1. */
export const Meta = named(
  'Meta',
  Type.Object({
    api_version: oneOf(apiVersions),
    request_id: Type.String(),
    idempotency_replayed: Type.Optional(
      Type.Boolean({ description: 'true on the stored answer of an earlier request; otherwise absent.' }),
    ),
  }),
)

const NextAction = named(
  'NextAction',
  Type.Object(
    { action_type: Type.String(), reason_code: Type.Optional(Type.String()) },
    { additionalProperties: true, description: 'What the caller can do next, as an operation or a page.' },
  ),
)

const ScopeRequirement = named(
  'ScopeRequirement',
  Type.Object({ mode: oneOf(['all', 'any']), scopes: Type.Array(Type.String()) }),
)

const ErrorDetail = named(
  'ErrorDetail',
  Type.Object(
    { code: Type.String(), message: Type.String(), param: Type.Optional(Type.String()) },
    { additionalProperties: true, description: 'One field at fault, with what is known about it.' },
  ),
)

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
const text = () => optional(Type.String())
const texts = () => optional(Type.Array(Type.String()))
const money = () => optional(nullable(SignedMoney))

/** The one body of every answer that is not 2xx. Source: contract, flint-platform 6.1. */
export const ErrorResponse = named(
  'ErrorResponse',
  Type.Object({
    error: named(
      'Error',
      Type.Object({
        type: oneOf([
          'validation_error',
          'invalid_request_error',
          'authentication_error',
          'payment_error',
          'authorization_error',
          'not_found_error',
          'conflict_error',
          'rate_limit_error',
          'internal_error',
          'external_service_error',
          'unavailable_error',
          'timeout_error',
        ]),
        code: Type.String({ description: 'Stable. Decide by this.' }),
        message: Type.String({ description: 'For a person; may change.' }),
        param: optional(Type.String({ description: 'The field, query parameter or header at fault.' })),
        request_id: Type.String(),
        doc_url: Type.String({ format: 'uri' }),
        error_source: oneOf(['merchant', 'integration', 'flint'], { description: 'Who must act.' }),
        request_log_url: Type.String(),
        remediation: Type.Object({
          retryable: Type.Boolean({ description: 'Whether the same request may succeed later.' }),
          next_steps: Type.String(),
          missing_or_invalid_fields: Type.Array(Type.String()),
          next_actions: Type.Array(NextAction),
        }),
        details: optional(Type.Array(ErrorDetail)),
        reason: text(),
        limit: optional(Type.Integer({ description: 'The limit that was hit.' })),
        capability: text(),
        payment_option: text(),
        current_status: text(),
        current_version: optional(Type.Integer()),
        supported_actions: texts(),
        current_resource: optional(Type.Object({}, { additionalProperties: true })),
        missing_scopes: texts(),
        scope_requirement: optional(ScopeRequirement),
        conflicting_fields: texts(),
        current_money: money(),
        required_money: money(),
        gap_money: money(),
        maximum_money: money(),
        submitted_money: money(),
        tip_capable_money: money(),
        expected_attempt_outstanding_money: money(),
        payment_attempt_id: optional(nullable(Type.String())),
        payment_attempt_status: text(),
        payment_intent_ids: texts(),
        selectable_payment_intents: optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
        is_resumable: optional(Type.Boolean()),
        existing_checkout_session_id: optional(nullable(Type.String())),
        current_checkout_session_id: optional(nullable(Type.String())),
        conflict_details: optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
      }),
    ),
    request_id: Type.String(),
    meta: optional(Meta),
  }),
)
