import type { Environment } from '../platform/context.ts'
import { type EffectiveSettings, defaults } from './defaults.ts'
import type { StoredSettings } from './fields.ts'
import { over } from './merge.ts'

export type WithSettings = Pick<Environment, 'settings'>

const known = new WeakMap<object, EffectiveSettings>()

/** What the merchant has set in this environment, and nothing else. */
export const storedSettingsOf = ({ settings }: WithSettings): StoredSettings => settings

/**
 * Every setting of this environment with the value that counts. They come with the environment, which every call has
 * anyway: reading them costs no round trip. As there, what another process changed is seen within a second.
 */
export const settingsOf = ({ settings }: WithSettings): EffectiveSettings => {
  const found = known.get(settings)
  if (found) return found
  const effective = over(defaults, settings) as EffectiveSettings
  known.set(settings, effective)
  return effective
}
