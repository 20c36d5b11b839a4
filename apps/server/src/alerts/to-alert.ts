import type { Context } from '../platform/context.ts'
import type { Alert } from './alert.ts'
import { type AlertRules, hitsWindowMinutes, rateWindowMinutes } from './rules.ts'
import { wordsOf } from './words.ts'

export const toAlert = (
  { alertId, found, openedAt, closedAt }: Alert,
  { mode, sandboxId }: Pick<Context, 'mode' | 'sandboxId'>,
) => ({
  alert_id: alertId,
  rule: found.rule,
  status: closedAt === null ? 'open' : 'closed',
  mode,
  sandbox_id: sandboxId,
  ...wordsOf(found),
  webhook_endpoint_id: found.rule === 'webhook_endpoint_failing' ? found.subjectId : null,
  value: found.value,
  unit: found.unit,
  threshold: found.threshold,
  sample_count: found.sampleCount,
  opened_at: openedAt,
  closed_at: closedAt,
})

const windows: Record<string, number> = {
  decline_rate: rateWindowMinutes,
  server_error_rate: rateWindowMinutes,
  rate_limit_hits: hitsWindowMinutes,
}

export const toRules = (rules: AlertRules, version: number) => ({
  version,
  rules: Object.values(rules).map((rule) => ({
    rule: rule.rule,
    is_enabled: rule.isEnabled,
    sends_mail: rule.sendsMail,
    sends_webhook: rule.sendsWebhook,
    threshold_percent: rule.thresholdPercent,
    threshold_count: rule.thresholdCount,
    threshold_minutes: rule.thresholdMinutes,
    minimum_count: rule.minimumCount,
    window_minutes: windows[rule.rule] ?? null,
  })),
})
