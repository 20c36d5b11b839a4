import type { Environment } from '../platform/context.ts'

/** What a merchant sets for the Flowlix API, in each environment. Source: contract, flowlix Q2 and Q3. */
export type FlowlixSettings = {
  /** Which form answers keys that begin with `fl_`. */
  profile: 'a' | 'b'
  /** From this version on form B answers, whatever `profile` says: a day. */
  b_from: string | null
  /** The version of calls that name none: a day. */
  default_version: string | null
}

const defaults: FlowlixSettings = { profile: 'a', b_from: null, default_version: null }

/** Reads the stored document of settings; what is not set has its default. */
export const toFlowlixSettings = (document: Readonly<Record<string, unknown>>): FlowlixSettings => ({
  ...defaults,
  ...(document['flowlix'] as Partial<FlowlixSettings> | undefined),
})

export const flowlixSettingsOf = ({ settings }: Pick<Environment, 'settings'>): FlowlixSettings =>
  toFlowlixSettings(settings)
