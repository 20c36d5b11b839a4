import { useEffect, useId, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from './Button.tsx'
import type { Choice } from './Field.tsx'
import { joinClasses } from './join-classes.ts'
import { filtersIn, withFilter } from './list-address.ts'

/** A filter of a list. `name` is the API's own: it stands in the address, and in the call. */
export type Filter =
  | { kind: 'choice'; name: string; label: string; choices: readonly Choice[] }
  | { kind: 'text'; name: string; label: string; placeholder?: string }
  /** A day; names that end with `_before` mean up to the end of it. */
  | { kind: 'day'; name: string; label: string }

export const createdFilters: readonly Filter[] = [
  { kind: 'day', name: 'created_after', label: 'From' },
  { kind: 'day', name: 'created_before', label: 'To' },
]

export const Filters = ({ filters }: { filters: readonly Filter[] }) => {
  const fieldsId = useId()
  const [search, setSearch] = useSearchParams()
  const change = (name: string, value: string) => setSearch(withFilter(search, name, value))
  const [isOpen, setIsOpen] = useState(false)
  const isFiltered =
    Object.keys(
      filtersIn(
        search,
        filters.map(({ name }) => name),
      ),
    ).length > 0
  return (
    <div role="search" aria-label="Filters" className="border-b border-line px-4 py-3">
      <Button
        isSmall
        className="sm:hidden"
        aria-expanded={isOpen}
        aria-controls={fieldsId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isFiltered ? 'Filters (in use)' : 'Filters'}
      </Button>
      <div
        id={fieldsId}
        className={joinClasses(
          'flex flex-wrap items-end gap-x-3 gap-y-2 max-sm:mt-2 max-sm:grid-cols-2',
          isOpen ? 'max-sm:grid' : 'max-sm:hidden',
        )}
      >
        {filters.map((filter) => (
          <FilterField
            key={filter.name}
            filter={filter}
            value={search.get(filter.name) ?? ''}
            onChange={(value) => change(filter.name, value)}
          />
        ))}
        <Button
          look="quiet"
          isSmall
          className={isFiltered ? 'mb-0.5' : 'invisible mb-0.5'}
          onClick={() => setSearch(new URLSearchParams())}
        >
          Clear
        </Button>
      </div>
    </div>
  )
}

const widthOf = ({ kind, name }: Filter): string => {
  if (kind === 'text') return name === 'query' ? 'max-sm:col-span-2 sm:w-40' : 'max-sm:col-span-2 sm:w-32'
  return kind === 'day' ? 'sm:w-30' : 'sm:w-26'
}

const FilterField = ({
  filter,
  value,
  onChange,
}: {
  filter: Filter
  value: string
  onChange: (value: string) => void
}) => {
  const id = useId()
  const shape = 'control min-h-8 py-1 text-[13px]'
  return (
    <div className={joinClasses('min-w-0', widthOf(filter))}>
      <label htmlFor={id} className="mb-0.5 block text-xs text-ink-soft">
        {filter.label}
      </label>
      {filter.kind === 'choice' && (
        <select id={id} className={shape} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">Any</option>
          {filter.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
      )}
      {filter.kind === 'day' && (
        <input
          id={id}
          type="date"
          className={shape}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {filter.kind === 'text' && (
        <TypedText id={id} shape={shape} placeholder={filter.placeholder} value={value} onChange={onChange} />
      )}
    </div>
  )
}

/** Text goes into the address once the typing pauses, not with each letter. */
const TypedText = ({
  id,
  shape,
  placeholder,
  value,
  onChange,
}: {
  id: string
  shape: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
}) => {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed.trim()), 350)
    return () => clearTimeout(timer)
    // What is typed decides; the rest follows from it.
  }, [typed])
  return (
    <input
      id={id}
      type="search"
      maxLength={255}
      className={shape}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
