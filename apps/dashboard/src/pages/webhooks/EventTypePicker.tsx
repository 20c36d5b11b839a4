import { useId, useState } from 'react'
import { OpenMark } from '../../parts/OpenMark.tsx'
import { type EventType, type EventTypeGroup, eventTypeGroups } from './event-type-groups.ts'

type Picking = { chosen: readonly string[]; onChange: (chosen: string[]) => void }

/**
 * Chooses the events that an endpoint gets: every one, which is an empty list, or some of the catalogue.
 * Source: contract, flint-platform 17.1.
 */
export const EventTypePicker = ({
  types,
  isAll,
  onAll,
  chosen,
  onChange,
}: Picking & { types: readonly EventType[]; isAll: boolean; onAll: (isAll: boolean) => void }) => {
  const name = useId()
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-medium">Events</legend>
      <label className="flex items-start gap-2">
        <input
          type="radio"
          name={name}
          checked={isAll}
          onChange={() => onAll(true)}
          className="mt-1 accent-accent"
        />
        <span>
          All events
          <span className="block text-[13px] text-ink-soft">Also those that Flint will have in future.</span>
        </span>
      </label>
      <label className="flex items-start gap-2">
        <input
          type="radio"
          name={name}
          checked={!isAll}
          onChange={() => onAll(false)}
          className="mt-1 accent-accent"
        />
        Only these
      </label>
      {!isAll && <TypeList types={types} chosen={chosen} onChange={onChange} />}
    </fieldset>
  )
}

const TypeList = ({ types, chosen, onChange }: Picking & { types: readonly EventType[] }) => {
  const [typed, setTyped] = useState('')
  const groups = eventTypeGroups(types, typed)
  return (
    <div className="rounded-control border border-line">
      <div className="flex items-center gap-3 border-b border-line p-2">
        <input
          type="search"
          aria-label="Search event types"
          placeholder="Search: paid, refund, dispute…"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          className="control min-h-8 py-1"
        />
        <span role="status" className="shrink-0 text-[13px] text-ink-soft">
          {chosen.length} chosen
        </span>
      </div>
      <div tabIndex={0} role="group" aria-label="Event types" className="max-h-80 overflow-y-auto p-2">
        {groups.length === 0 && <p className="p-2 text-ink-soft">No event is called so.</p>}
        {groups.map((group) => (
          <TypeGroup
            key={group.label}
            group={group}
            chosen={chosen}
            onChange={onChange}
            isOpen={typed !== ''}
          />
        ))}
      </div>
    </div>
  )
}

const TypeGroup = ({
  group: { label, types },
  chosen,
  onChange,
  isOpen,
}: Picking & { group: EventTypeGroup; isOpen: boolean }) => {
  const names = types.map(({ event_type }) => event_type)
  const picked = names.filter((name) => chosen.includes(name)).length
  const others = chosen.filter((name) => !names.includes(name))
  return (
    <details open={isOpen || undefined} className="group">
      <summary className="flex min-h-8 cursor-pointer items-center justify-between gap-2 rounded px-2 hover:bg-raised">
        <span className="flex items-center gap-2">
          <OpenMark />
          {label}
        </span>
        <span className="text-xs text-ink-soft">
          {picked === 0 ? names.length : `${picked} of ${names.length}`}
        </span>
      </summary>
      <div className="space-y-1.5 py-1.5 pr-2 pl-8">
        {names.length > 1 && (
          <label className="flex items-center gap-2 text-[13px] text-ink-soft">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={picked === names.length}
              onChange={({ target }) => onChange(target.checked ? [...others, ...names] : others)}
            />
            All of these
          </label>
        )}
        {types.map(({ event_type, description }) => (
          <label key={event_type} className="flex items-start gap-2">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={chosen.includes(event_type)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, event_type] : chosen.filter((name) => name !== event_type),
                )
              }
            />
            <span className="min-w-0">
              <span className="block font-mono text-[13px] break-all">{event_type}</span>
              <span className="block text-xs text-ink-soft">{description}</span>
            </span>
          </label>
        ))}
      </div>
    </details>
  )
}
