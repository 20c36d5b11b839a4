import { Type, type TSchema } from 'typebox'
import { actionTypes } from './next-actions.ts'
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

/** Source: contract, flint-platform 6.3. */
export const NextAction = named(
  'NextAction',
  Type.Object(
    {
      action_type: oneOf(actionTypes, { 'x-flint-enum': 'closed' }),
      reason_code: Type.Optional(Type.String({ description: 'Why this helps, in one word.' })),
      reason_message: Type.Optional(Type.String()),
      required_fields: Type.Optional(
        Type.Array(Type.String(), { description: 'What the request has to carry.' }),
      ),
      required_scope: Type.Optional(Type.String()),
      url: Type.Optional(Type.String({ description: 'A path of this server.' })),
      suggested_delay_milliseconds: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Wait so long first.' }),
      ),
      requires_human_confirmation: Type.Optional(
        Type.Boolean({ description: 'true where a person should agree first.' }),
      ),
      expires_at: Type.Optional(Type.String({ format: 'date-time' })),
      merchant_account_session: Type.Optional(
        Type.Object({
          component: Type.String(),
          collection_strategy: Type.Optional(Type.String()),
          future_requirements: Type.Optional(Type.Unknown()),
        }),
      ),
    },
    { description: 'What the caller can do next.' },
  ),
)

const ScopeRequirement = named(
  'ScopeRequirement',
  Type.Object({
    mode: oneOf(['all', 'any'], { 'x-flint-enum': 'closed' }),
    scopes: Type.Array(Type.String()),
  }),
)

const ErrorDetail = named(
  'ErrorDetail',
  Type.Object(
    {
      code: Type.String(),
      message: Type.String(),
      param: Type.Optional(Type.String()),
      remediation: Type.Optional(Type.Object({}, { additionalProperties: true })),
      suggestions: Type.Optional(Type.Array(Type.String())),
      allowed_key_modes: Type.Optional(Type.Array(Type.String())),
      requested_key_mode: Type.Optional(Type.String()),
      scope: Type.Optional(Type.String()),
      dependency_type: Type.Optional(Type.String()),
      supported_api_versions: Type.Optional(Type.Array(Type.String())),
    },
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
        current_selection_id: optional(nullable(Type.String())),
        quota: optional(
          Type.Object({
            resource: Type.String(),
            limit_bytes: Type.Integer(),
            used_bytes: Type.Integer(),
            reserved_bytes: Type.Integer(),
            ready_unattached_bytes: Type.Integer(),
            next_expiration_at: nullable(Type.String({ format: 'date-time' })),
          }),
        ),
        conflict_details: optional(Type.Array(Type.Object({}, { additionalProperties: true }))),
      }),
    ),
    request_id: Type.String(),
    meta: optional(Meta),
  }),
)
