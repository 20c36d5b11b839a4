import type { Context } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { httpErrors, refuse } from '../platform/http/errors.ts'
import { expectVersion } from '../platform/http/expected-version.ts'
import { type RulesRecord, findRules, lockAlerts, saveRules } from './queries.ts'
import { type AlertRule, type StoredRules, type Thresholds, defaultThresholds } from './rules.ts'
import type { UpdateAlertRulesBody } from './schemas.ts'

/** Before the first change. */
export const unchangedRules: RulesRecord = { version: 1, stored: {} }

/** Rule by rule and field by field: what is left out stays. A change counts from the worker's next look on. */
export const updateRules = (
  ctx: Context,
  { rules, expected_version }: UpdateAlertRulesBody,
): Promise<RulesRecord> =>
  transact(ctx, { lock: lockAlerts(ctx), found: findRules(ctx) }, ({ found }) => {
    const before = found ?? unchangedRules
    expectVersion(before.version, expected_version)
    const stored: StoredRules = { ...before.stored }
    rules.forEach((change, index) => {
      stored[change.rule] = { ...stored[change.rule], ...changesOf(change, index) }
    })
    const result = { version: before.version + 1, stored }
    return { result, writes: [saveRules(ctx, result)] }
  })

const numberFields = {
  threshold_percent: 'thresholdPercent',
  threshold_count: 'thresholdCount',
  threshold_minutes: 'thresholdMinutes',
  minimum_count: 'minimumCount',
} as const satisfies Record<string, keyof Thresholds>

const changesOf = (change: UpdateAlertRulesBody['rules'][number], index: number): Partial<AlertRule> => {
  const changes: Partial<AlertRule> = {}
  if (change.is_enabled !== undefined) changes.isEnabled = change.is_enabled
  if (change.sends_mail !== undefined) changes.sendsMail = change.sends_mail
  if (change.sends_webhook !== undefined) changes.sendsWebhook = change.sends_webhook
  for (const [field, name] of Object.entries(numberFields) as [
    keyof typeof numberFields,
    keyof Thresholds,
  ][]) {
    const value = change[field]
    if (value === undefined) continue
    if (defaultThresholds[change.rule][name] === null)
      throw refuse(httpErrors.INVALID_REQUEST, {
        param: `rules[${index}].${field}`,
        message: `The rule ${change.rule} has no ${field}.`,
      })
    changes[name] = value
  }
  return changes
}
