import { SelectField } from '../SelectField.tsx'
import { TextField } from '../TextField.tsx'
import { CheckField } from './CheckField.tsx'
import { maxLengthOf } from './link-choices.ts'
import type { CustomField } from './link-shapes.ts'
import { TextAreaField } from './TextAreaField.tsx'

interface CustomFieldInputProps {
  readonly field: CustomField
  readonly value: string | boolean
  readonly problem: string | null
  readonly isLocked: boolean
  readonly onChange: (value: string | boolean) => void
  readonly onLeave: () => void
}

/** One question of the seller's own. Source: contract, flint-commerce 9.3. */
export const CustomFieldInput = ({
  field,
  value,
  problem,
  isLocked,
  onChange,
  onLeave,
}: CustomFieldInputProps) => {
  const text = typeof value === 'string' ? value : ''
  const { label, required = false, custom_field_type: type } = field
  if (type === 'checkbox')
    return (
      <CheckField
        label={label}
        isOptional={!required}
        isChecked={value === true}
        isLocked={isLocked}
        problem={problem}
        onChange={onChange}
      />
    )
  if (type === 'dropdown')
    return (
      <SelectField
        label={required ? label : `${label} (optional)`}
        value={text}
        disabled={isLocked}
        aria-required={required}
        problem={problem}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      >
        <option value="">{required ? 'Choose…' : 'None'}</option>
        {field.options?.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </SelectField>
    )
  const shared = {
    label,
    isOptional: !required,
    'aria-required': required,
    placeholder: field.placeholder ?? undefined,
    maxLength: maxLengthOf(field),
    value: text,
    disabled: isLocked,
    problem,
    onBlur: onLeave,
  }
  return type === 'textarea' ? (
    <TextAreaField {...shared} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <TextField {...shared} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
  )
}
