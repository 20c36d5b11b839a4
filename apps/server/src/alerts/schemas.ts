import { type Static, Type } from 'typebox'
import { ExpectedVersion } from '../platform/http/expected-version.ts'
import { Timestamp, body, id, named, nullable, oneOf } from '../platform/http/schema.ts'
import { longestThresholdMinutes, ruleNames } from './rules.ts'

const Rule = oneOf(ruleNames)

export const Alert = named(
  'DashboardAlert',
  Type.Object({
    alert_id: id('alert', 'The alert'),
    rule: Rule,
    status: oneOf(['open', 'closed']),
    mode: oneOf(['test', 'live']),
    sandbox_id: nullable(Type.String()),
    title: Type.String(),
    message: Type.String({ description: 'What was found, and what to do about it.' }),
    webhook_endpoint_id: nullable(Type.String({ description: 'The endpoint that it is about.' })),
    value: Type.Number({ description: 'What was found when it opened.' }),
    unit: oneOf(['percent', 'calls', 'minutes', 'payments', 'status']),
    threshold: nullable(Type.Number()),
    sample_count: nullable(Type.Integer({ description: 'How many a rate is of.' })),
    opened_at: Timestamp,
    closed_at: nullable(Timestamp),
  }),
)

const percent = { minimum: 0, maximum: 100 }
const many = { minimum: 0, maximum: 1_000_000 }

export const AlertRulesAnswer = named(
  'DashboardAlertRules',
  Type.Object({
    version: Type.Integer(),
    rules: Type.Array(
      Type.Object({
        rule: Rule,
        is_enabled: Type.Boolean(),
        sends_mail: Type.Boolean({ description: 'Owners and admins get an e-mail when it opens.' }),
        sends_webhook: Type.Boolean({
          description:
            'Webhook endpoints that take `alert.opened` and `alert.closed` are told when it opens and when it is over.',
        }),
        threshold_percent: nullable(Type.Number(percent)),
        threshold_count: nullable(Type.Integer(many)),
        threshold_minutes: nullable(Type.Integer()),
        minimum_count: nullable(Type.Integer({ ...many, description: 'A rate of fewer says nothing.' })),
        window_minutes: nullable(Type.Integer({ description: 'What span the rule looks at.' })),
      }),
    ),
  }),
)

export const UpdateAlertRulesBody = body({
  rules: Type.Array(
    body({
      rule: Rule,
      is_enabled: Type.Optional(Type.Boolean()),
      sends_mail: Type.Optional(Type.Boolean()),
      sends_webhook: Type.Optional(Type.Boolean()),
      threshold_percent: Type.Optional(Type.Number(percent)),
      threshold_count: Type.Optional(Type.Integer(many)),
      threshold_minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: longestThresholdMinutes })),
      minimum_count: Type.Optional(Type.Integer({ ...many, minimum: 1 })),
    }),
    { minItems: 1, maxItems: ruleNames.length },
  ),
  expected_version: Type.Optional(ExpectedVersion),
})
export type UpdateAlertRulesBody = Static<typeof UpdateAlertRulesBody>
