import { type EffectiveSettings, defaults } from './defaults.ts'
import type { StoredSettings } from './fields.ts'
import { over } from './merge.ts'

/** An environment as it is read with every credential; see `platform/auth/queries.ts`. */
type Holder = object & { settings?: object }

const noSettings = {}
const known = new WeakMap<object, EffectiveSettings>()

/** What the merchant has set in this environment, and nothing else. */
export const storedSettingsOf = ({ settings = noSettings }: Holder): StoredSettings =>
  settings as StoredSettings

/**
 * Every setting of this environment with the value that counts. They come with the environment, which every call has
 * anyway: reading them costs no round trip. As there, what another process changed is seen within a second.
 */
export const settingsOf = ({ settings = noSettings }: Holder): EffectiveSettings => {
  const found = known.get(settings)
  if (found) return found
  const effective = over(defaults, settings) as EffectiveSettings
  known.set(settings, effective)
  return effective
}
