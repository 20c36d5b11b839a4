import { useId } from 'react'
import type { FaultForm, FaultSetting } from './fault-forms.ts'
import { type FaultFields, fieldProblem } from './fault-values.ts'

/** The settings of one fault. */
export const FaultFieldset = ({
  form,
  fields,
  onChange,
}: {
  form: FaultForm
  fields: FaultFields
  onChange: (fields: FaultFields) => void
}) => (
  <fieldset className="flex min-w-0 flex-wrap gap-3">
    <legend className="sr-only">{form.label}: settings</legend>
    {form.settings.map((setting) => (
      <SettingField
        key={setting.name}
        setting={setting}
        value={fields[setting.name] ?? ''}
        onChange={(value) => onChange({ ...fields, [setting.name]: value })}
      />
    ))}
  </fieldset>
)

const SettingField = ({
  setting,
  value,
  onChange,
}: {
  setting: FaultSetting
  value: string
  onChange: (value: string) => void
}) => {
  const id = useId()
  const problem = fieldProblem(setting, value)
  const unit = setting.kind === 'percent' ? '%' : setting.kind === 'whole' ? setting.unit : null
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-xs text-ink-soft">
        {setting.label}
      </label>
      {setting.kind === 'choice' ? (
        <select
          id={id}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className="control min-h-8 py-1 text-[13px]"
        >
          {setting.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <span className="flex items-center gap-1.5 text-[13px]">
          <input
            id={id}
            inputMode="numeric"
            value={value}
            onChange={({ target }) => onChange(target.value)}
            aria-invalid={problem !== null || undefined}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            className="control min-h-8 w-20 py-1 text-[13px]"
          />
          {unit}
        </span>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} className="mt-0.5 text-xs text-problem">
          {problem}
        </p>
      )}
    </div>
  )
}
