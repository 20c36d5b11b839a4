import { wordsOf } from '../../parts/status-tones.ts'

export type EventType = { readonly event_type: string; readonly description: string }
export type EventTypeGroup = { readonly label: string; readonly types: readonly EventType[] }

/** The catalogue by what the events are about, narrowed to those whose name or description holds what was typed. */
export const eventTypeGroups = (types: readonly EventType[], typed = ''): EventTypeGroup[] => {
  const part = typed.trim().toLowerCase()
  const groups = new Map<string, EventType[]>()
  for (const type of types) {
    if (!`${type.event_type} ${type.description}`.toLowerCase().includes(part)) continue
    const label = wordsOf(type.event_type.split('.')[0]!)
    groups.set(label, [...(groups.get(label) ?? []), type])
  }
  return [...groups].map(([label, of]) => ({ label, types: of }))
}

/** What an endpoint gets, in a few words. An empty list means every event. Source: contract, flint-platform 17.1. */
export const subscriptionWords = (enabledEvents: readonly string[]): string => {
  const [first, ...others] = enabledEvents
  if (first === undefined) return 'All events'
  return others.length === 0 ? first : `${first} and ${others.length} more`
}
