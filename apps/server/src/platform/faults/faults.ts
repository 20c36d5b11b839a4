/** The share of cases that are hit: from 0, none, to 1, all. */
export type Rate = number

/** What each fault can be told, as it is sent, shown and stored. Source: docs/guides/faults.md. */
export type FaultSettings = {
  /** An attempt of a delivery is sent twice with the same id. */
  webhook_duplicates: { rate: Rate }
  /** A first attempt is held back for a random span up to this long, so that later events overtake it. */
  webhook_reordering: { rate: Rate; max_delay_seconds: number }
  /** Every first attempt is made this much later. */
  webhook_delays: { delay_seconds: number }
  /** An attempt never arrives, or its answer never comes back. */
  webhook_drops: { rate: Rate; lost: 'request' | 'answer' }
  /** The processor has taken or returned the money, but its answer is lost: the result is unknown for a while. */
  processor_timeouts: { rate: Rate }
  /** Cards are declined with this code. Source of the codes: contract, flint-platform 6.4. */
  decline_storm: { rate: Rate; decline_code: string }
  /** Answers of the API wait this long before the work is done. */
  slow_answers: { rate: Rate; delay_milliseconds: number }
  /** Calls are refused as too many, or never are. `rate` is for those that are refused. */
  rate_limits: { rate: Rate; mode: 'forced' | 'lifted' }
}

export type FaultName = keyof FaultSettings

/** In the order in which they are shown. */
export const faultNames = [
  'webhook_duplicates',
  'webhook_reordering',
  'webhook_delays',
  'webhook_drops',
  'processor_timeouts',
  'decline_storm',
  'slow_answers',
  'rate_limits',
] as const satisfies readonly FaultName[]

/** What goes wrong on purpose in a sandbox: the faults that are switched on. Nothing is on in live mode. */
export type Faults = { readonly [Name in FaultName]?: Readonly<FaultSettings[Name]> }

/** What a fault is told where the caller says nothing. */
export const faultDefaults: Readonly<FaultSettings> = {
  webhook_duplicates: { rate: 1 },
  webhook_reordering: { rate: 1, max_delay_seconds: 60 },
  webhook_delays: { delay_seconds: 60 },
  webhook_drops: { rate: 1, lost: 'request' },
  processor_timeouts: { rate: 1 },
  decline_storm: { rate: 1, decline_code: 'card_declined' },
  slow_answers: { rate: 1, delay_milliseconds: 1000 },
  rate_limits: { rate: 1, mode: 'forced' },
}

export const noFaults: Faults = Object.freeze({})

/**
 * The faults of an environment as its row holds them. An environment without faults gets the one empty object, so that
 * asking costs a look at a property; so does live mode, whatever its row says.
 */
export const readFaults = (mode: 'test' | 'live', stored: Faults): Faults => {
  if (mode !== 'test') return noFaults
  for (const _ in stored) return stored
  return noFaults
}

/** A change of one fault: null or `enabled: false` switches it off, anything else on. Settings left out stay as they are. */
export type FaultChange<Name extends FaultName> =
  (Partial<FaultSettings[Name]> & { enabled?: boolean | undefined }) | null
export type FaultChanges = { [Name in FaultName]?: FaultChange<Name> | undefined }

/** The faults after a change; those that are not named stay as they are. */
export const changeFaults = (before: Faults, changes: FaultChanges): Faults =>
  Object.fromEntries(
    faultNames.flatMap((name) => {
      const change = changes[name]
      const settings = change === undefined ? before[name] : settingsAfter(name, before, change)
      return settings ? [[name, settings]] : []
    }),
  )

const settingsAfter = (name: FaultName, before: Faults, change: FaultChange<FaultName>) => {
  if (change === null || change.enabled === false) return undefined
  const { enabled: _, ...settings } = change
  return { ...(before[name] ?? faultDefaults[name]), ...settings }
}
