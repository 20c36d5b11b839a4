import { useId } from 'react'
import { OpenMark } from '../../parts/OpenMark.tsx'
import { type ScopeAccess, accessChoices, accessTo, withAccess } from './scope-access.ts'
import { type ScopeArea, type ScopeSubject, scopeAreas } from './scope-areas.ts'
import type { ScopeUse } from './scope-catalogue.ts'
import { presetOf, scopePresets, scopesOfPreset } from './scope-presets.ts'

type ScopeChoice = { scopes: readonly string[]; onChange: (scopes: string[]) => void }

const accessWords: Record<ScopeAccess, string> = { none: 'None', read: 'Read', write: 'Write' }

/** Asks what a key may do: a preset to begin with, then each subject by itself. */
export const ScopeForm = ({
  catalogue,
  scopes,
  onChange,
}: ScopeChoice & { catalogue: readonly ScopeUse[] }) => (
  <div className="space-y-3">
    <Presets catalogue={catalogue} scopes={scopes} onChange={onChange} />
    <div className="rounded-control divide-y divide-line border border-line">
      {scopeAreas(catalogue).map((area) => (
        <Area key={area.label} area={area} scopes={scopes} onChange={onChange} />
      ))}
    </div>
  </div>
)

const Presets = ({ catalogue, scopes, onChange }: ScopeChoice & { catalogue: readonly ScopeUse[] }) => {
  const name = useId()
  const chosen = presetOf(scopes, catalogue)
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">What may it do?</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {scopePresets.map(({ key, label, hint }) => (
          <label
            key={key}
            className="rounded-control flex cursor-pointer items-start gap-2 border border-line p-2.5 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 accent-accent"
              checked={chosen === key}
              onChange={() => onChange(scopesOfPreset(key, catalogue))}
            />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-xs text-ink-soft">{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const Area = ({ area: { label, subjects }, scopes, onChange }: ScopeChoice & { area: ScopeArea }) => {
  const granted = subjects.filter((subject) => accessTo(subject, scopes) !== 'none').length
  return (
    <details className="group">
      <summary className="flex min-h-9 cursor-pointer items-center justify-between gap-3 px-3 py-1.5 hover:bg-raised">
        <span className="flex items-center gap-2 font-medium">
          <OpenMark />
          {label}
        </span>
        <span className="text-xs text-ink-soft">
          {granted === 0 ? 'none' : `${granted} of ${subjects.length}`}
        </span>
      </summary>
      <ul className="space-y-1 py-1 pr-3 pb-3 pl-8">
        {subjects.map((subject) => (
          <Subject key={subject.key} subject={subject} scopes={scopes} onChange={onChange} />
        ))}
      </ul>
    </details>
  )
}

const Subject = ({ subject, scopes, onChange }: ScopeChoice & { subject: ScopeSubject }) => {
  const id = useId()
  const uses = [...(subject.read?.uses ?? []), ...(subject.write?.uses ?? [])]
  return (
    <li className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="min-w-0" title={uses.join('\n')}>
        <span className="block">{subject.label}</span>
        <span className="block font-mono text-xs break-all text-ink-soft">{subject.key}</span>
      </label>
      <select
        id={id}
        className="control w-auto shrink-0"
        value={accessTo(subject, scopes)}
        onChange={({ target }) => onChange(withAccess(scopes, subject, target.value as ScopeAccess))}
      >
        {accessChoices(subject).map((access) => (
          <option key={access} value={access}>
            {accessWords[access]}
          </option>
        ))}
      </select>
    </li>
  )
}
