import { type Static, type TSchema, Type } from 'typebox'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'

/** Source of names and limits: contract, flint-platform 20.3; where it names no limit, ours. */

const kinds = ['papercut', 'bug', 'feature_request', 'rating', 'praise', 'other'] as const
const surfaces = [
  'api',
  'cli',
  'mcp',
  'sdk',
  'docs',
  'dashboard',
  'checkout',
  'payment_links',
  'webhooks',
  'onboarding',
  'mobile',
  'other',
] as const

const shape = { 'x-flint-error': 'INVALID_FEEDBACK_SHAPE' }
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, ...shape })
const list = (maxLength: number) => Type.Array(text(maxLength), { maxItems: 20, ...shape })

const required = {
  kind: oneOf(kinds, {
    'x-flint-error': 'INVALID_FEEDBACK_KIND',
    'x-flint-required': 'INVALID_FEEDBACK_KIND',
  }),
  surface: oneOf(surfaces, {
    'x-flint-error': 'INVALID_FEEDBACK_SURFACE',
    'x-flint-required': 'INVALID_FEEDBACK_SURFACE',
  }),
  summary: Type.String({
    minLength: 1,
    maxLength: 200,
    ...shape,
    'x-flint-required': 'INVALID_FEEDBACK_SHAPE',
  }),
}

const optional = {
  description: text(8000),
  expected_behavior: text(4000),
  actual_behavior: text(4000),
  reproduction_steps: list(1000),
  related_resource_ids: list(100),
  component: text(200),
  code_location: text(500),
  canonical_command: text(2000),
  related_request_id: text(128),
  surface_route: Type.String({ pattern: '^/[^\\s?#]{0,499}$', 'x-flint-error': 'INVALID_SURFACE_ROUTE' }),
  reporter_kind: oneOf(['human', 'ai_agent'], shape),
  reporting_client: body(
    {
      name: Type.Optional(text(100)),
      version: Type.Optional(text(100)),
      platform: Type.Optional(text(100)),
      schema_version: Type.Optional(text(100)),
    },
    shape,
  ),
  sentiment: oneOf(['positive', 'negative', 'neutral'], shape),
}

const each = <P extends Record<string, TSchema>, R extends TSchema>(fields: P, wrap: (field: TSchema) => R) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, wrap(field)])) as {
    [Name in keyof P]: R
  }

export const CreateFeedbackReportBody = body(
  { ...required, ...each(optional, (field) => Type.Optional(field)) },
  { 'x-flint-own-id': 'feedback_report_id' },
)
export type CreateFeedbackReport = Static<typeof CreateFeedbackReportBody> & Record<string, unknown>

export const optionalFields = Object.keys(optional)

export const FeedbackReport = named(
  'FeedbackReport',
  Type.Object({
    feedback_report_id: id('fbr', 'The report'),
    ...required,
    ...each(optional, (field) => nullable(field)),
    created_at: Timestamp,
  }),
)
