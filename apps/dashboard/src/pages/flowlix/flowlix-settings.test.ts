import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FlowlixSettings, settingsChanges } from './flowlix-settings.ts'

const before: FlowlixSettings = { profile: 'a', b_from: '2026-06-01', default_version: null }
const form = (entries: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

describe('settingsChanges', () => {
  it('is nothing where nothing was changed', () =>
    assert.equal(
      settingsChanges(before, form({ profile: 'a', b_from: '2026-06-01', default_version: '' })),
      null,
    ))
  it('names what was changed, and takes away what was emptied', () =>
    assert.deepEqual(
      settingsChanges(before, form({ profile: 'b', b_from: '', default_version: '2026-01-01' })),
      { profile: 'b', b_from: null, default_version: '2026-01-01' },
    ))
})
