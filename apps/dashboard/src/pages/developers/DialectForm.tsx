import { SelectField } from '../../parts/Field.tsx'
import { type KeyDialect, flowlixAccess, keyDialects } from './key-dialect.ts'

/** Asks which API a key is for. */
export const DialectChoice = ({
  dialect,
  onChange,
}: {
  dialect: KeyDialect
  onChange: (dialect: KeyDialect) => void
}) => (
  <fieldset>
    <legend className="mb-1.5 font-medium">Which API is it for?</legend>
    <div className="grid gap-2 sm:grid-cols-3">
      {Object.entries(keyDialects).map(([key, { name, hint }]) => (
        <label
          key={key}
          className="rounded-control flex cursor-pointer items-start gap-2 border border-line p-2.5 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name="dialect"
            value={key}
            className="mt-0.5 accent-accent"
            checked={dialect === key}
            onChange={() => onChange(key as KeyDialect)}
          />
          <span className="min-w-0">
            <span className="block font-medium">{name}</span>
            <span className="block text-xs text-ink-soft">{hint}</span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
)

/** What a Flowlix key may do, in its own few words. */
export const FlowlixAccess = () => (
  <SelectField
    label="What may it do?"
    name="access"
    param="scopes"
    choices={flowlixAccess.map(({ key, label }) => ({ value: key, words: label }))}
  />
)

/** @returns The scopes of what was chosen in the form. */
export const accessIn = (form: FormData): readonly string[] =>
  flowlixAccess.find(({ key }) => key === form.get('access'))?.scopes ?? flowlixAccess[0].scopes
