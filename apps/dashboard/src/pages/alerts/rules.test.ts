import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Rule, changesIn } from './rules.ts'

const rule: Rule = {
  rule: 'decline_rate',
  is_enabled: true,
  sends_mail: false,
  sends_webhook: true,
  threshold_percent: 30,
  threshold_count: null,
  threshold_minutes: null,
  minimum_count: 20,
  window_minutes: 60,
}
const formOf = (entries: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(entries)) form.set(`decline_rate.${name}`, value)
  return form
}

describe('changesIn', () => {
  it('is nothing where nothing was changed', () =>
    assert.deepEqual(
      changesIn(
        { version: 1, rules: [rule] },
        formOf({ is_enabled: 'on', sends_webhook: 'on', threshold_percent: '30', minimum_count: '20' }),
      ),
      [],
    ))
  it('names what was changed, and only that', () =>
    assert.deepEqual(
      changesIn(
        { version: 1, rules: [rule] },
        formOf({ sends_mail: 'on', threshold_percent: '12.5', minimum_count: '20' }),
      ),
      [
        {
          rule: 'decline_rate',
          is_enabled: false,
          sends_mail: true,
          sends_webhook: false,
          threshold_percent: 12.5,
        },
      ],
    ))
})
