import type { ReactNode } from 'react'
import { Dash } from './Money.tsx'

export type Fact = readonly [name: string, value: ReactNode]

/** Names with their values, beside each other where there is room. A value that is null is shown as a dash. */
export const Facts = ({ facts }: { facts: readonly (Fact | false | null)[] }) => (
  <dl className="space-y-2">
    {facts
      .filter((fact) => fact !== false && fact !== null)
      .map(([name, value]) => (
        <div key={name} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="min-w-0 break-words">
            {value === null || value === undefined || value === '' ? <Dash /> : value}
          </dd>
        </div>
      ))}
  </dl>
)

/** What callers have noted on a resource. */
export const MetadataFacts = ({ metadata }: { metadata: Record<string, unknown> | null | undefined }) => {
  const entries = Object.entries(metadata ?? {})
  return entries.length === 0 ? (
    <p className="text-ink-soft">None.</p>
  ) : (
    <Facts facts={entries.map(([name, value]) => [name, String(value)] as const)} />
  )
}
