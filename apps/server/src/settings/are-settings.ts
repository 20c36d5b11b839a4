import { Value } from 'typebox/value'
import { checkSettings } from './check-settings.ts'
import { type StoredSettings, groupNames } from './fields.ts'
import { UpdateSettingsBody } from './schemas.ts'

/** Whether a stored document from elsewhere says only what could have been set here. */
export const areSettings = (document: unknown): boolean => {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return false
  const { catalogChange: _, ...settings } = document as Record<string, unknown>
  if (Object.keys(settings).some((name) => !(groupNames as readonly string[]).includes(name))) return false
  if (!Value.Check(UpdateSettingsBody, settings)) return false
  try {
    checkSettings(settings as StoredSettings)
    return true
  } catch {
    return false
  }
}
