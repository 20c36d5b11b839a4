import type { Setting, SettingGroup } from './setting-forms.ts'

export type SettingValues = Readonly<Record<string, unknown>>

/** A setting as its field holds it; empty for the default. */
export const fieldOf = ({ name }: Setting, values: SettingValues): string => {
  const value = values[name]
  return value === null || value === undefined ? '' : String(value)
}

const toWire = ({ kind }: Setting, text: string): string | number | boolean | null => {
  if (text === '') return null
  if (kind === 'yes_no') return text === 'true'
  return kind === 'whole' ? Number(text) : text
}

/**
 * What has changed in a group, as the API takes it.
 * @returns Null when nothing has.
 */
export const changesOf = (
  { name: group, settings }: SettingGroup,
  values: SettingValues,
  typed: (name: string) => string,
): Record<string, SettingValues> | null => {
  const changed = settings.filter((setting) => typed(setting.name).trim() !== fieldOf(setting, values))
  if (changed.length === 0) return null
  return {
    [group]: Object.fromEntries(
      changed.map((setting) => [setting.name, toWire(setting, typed(setting.name).trim())]),
    ),
  }
}
