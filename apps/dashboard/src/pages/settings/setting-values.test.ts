import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type SettingGroup, settingGroups } from './setting-forms.ts'
import { changesOf, fieldOf } from './setting-values.ts'

const group: SettingGroup = {
  name: 'receipts',
  label: 'Receipts',
  settings: [
    { kind: 'yes_no', name: 'is_itemized', label: '' },
    { kind: 'text', name: 'header_text', label: '', most: 1000 },
    { kind: 'whole', name: 'corner_radius', label: '', least: 0, most: 32 },
  ],
}
const values = { is_itemized: false, header_text: null, corner_radius: 0 }
const typing = (typed: Record<string, string>) => (name: string) => typed[name]!

describe('settings', () => {
  it('are empty where the default counts, which zero and no are not', () => {
    assert.deepEqual(
      group.settings.map((setting) => fieldOf(setting, values)),
      ['false', '', '0'],
    )
  })

  it('are sent where they changed, each as what it is', () => {
    const same = { is_itemized: 'false', header_text: ' ', corner_radius: '0' }
    assert.equal(changesOf(group, values, typing(same)), null)
    assert.deepEqual(
      changesOf(group, values, typing({ is_itemized: 'true', header_text: ' Thanks ', corner_radius: '' })),
      { receipts: { is_itemized: true, header_text: 'Thanks', corner_radius: null } },
    )
  })

  it('have names of their own in each group', () => {
    for (const { settings } of settingGroups) {
      assert.equal(new Set(settings.map(({ name }) => name)).size, settings.length)
    }
  })
})
