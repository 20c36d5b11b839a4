import type { Context } from '../context.ts'
import { type FaultName, type FaultSettings, type Rate, faultNames, noFaults } from './faults.ts'

/** Whose faults are meant, and where chance comes from. */
export type Faulty = Pick<Context, 'mode' | 'faults'> & { ids: Pick<Context['ids'], 'random'> }

/** What has hit a call so far, so that its answer can say so. */
const hits = new WeakMap<Faulty, Set<FaultName>>()

/**
 * Whether this fault hits now: its settings, or null when it is off or chance spares this case. Whoever asks must then
 * do what the fault says: it is told to the caller.
 */
export const strike = <Name extends FaultName>(
  ctx: Faulty,
  name: Name,
): Readonly<FaultSettings[Name]> | null => {
  const settings: Readonly<FaultSettings[Name] & { rate?: Rate }> | undefined = ctx.faults[name]
  if (settings === undefined || ctx.mode !== 'test') return null
  if (settings.rate !== undefined && ctx.ids.random() >= settings.rate) return null
  const known = hits.get(ctx)
  if (known) known.add(name)
  else hits.set(ctx, new Set([name]))
  return settings
}

/** The faults that have hit, for the header `Flint-Fault`; null when there were none. */
export const faultHeader = (ctx: Faulty): string | null => {
  if (ctx.faults === noFaults) return null
  const hit = hits.get(ctx)
  return hit ? faultNames.filter((name) => hit.has(name)).join(', ') : null
}
